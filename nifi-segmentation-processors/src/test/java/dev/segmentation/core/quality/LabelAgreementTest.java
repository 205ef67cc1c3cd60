// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class LabelAgreementTest {

    private static final int[] SEGMENTS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2, -1, -1};
    private static final int[] LABELS = {7, 7, 3, 3, 3, 7, 1, 1, 1, 3, 7, 1};

    @Test
    void agreesWithScikitLearn() {
        final LabelAgreement agreement = LabelAgreement.of(SEGMENTS, LABELS);
        assertEquals(0.12167300380228137, agreement.adjustedRandIndex(), 1e-9);
        assertEquals(0.3886571208909554, agreement.normalizedMutualInformation(), 1e-9);
        assertEquals(7 / 12.0, agreement.accuracy(), 1e-12);

        final LabelAgreement small = LabelAgreement.of(new int[]{0, 0, 1, 1}, new int[]{0, 0, 1, 2});
        assertEquals(0.5714285714285714, small.adjustedRandIndex(), 1e-9);
        assertEquals(0.8, small.normalizedMutualInformation(), 1e-9);
        assertEquals(0.75, small.accuracy(), 1e-12);
    }

    @Test
    void namesDoNotMatter() {
        final LabelAgreement same = LabelAgreement.of(LABELS, Arrays.stream(LABELS).map(label -> 100 - 9 * label).toArray());
        assertEquals(1, same.adjustedRandIndex(), 1e-9);
        assertEquals(1, same.normalizedMutualInformation(), 1e-9);
        assertEquals(1, same.accuracy(), 1e-12);
    }

    @Test
    void oneGroupOrOnlySingleRows() {
        assertEquals(new LabelAgreement(1, 1, 1, 1, 1, 1, 1), LabelAgreement.of(new int[]{4, 4, 4}, new int[]{0, 0, 0}));
        assertEquals(new LabelAgreement(1, 1, 1, 1, 1, 1, 1), LabelAgreement.of(new int[]{1, 2, 3}, new int[]{3, 2, 1}));
        assertEquals(new LabelAgreement(0, 0, 0, 0, 1, 0, 1 / 3.0), LabelAgreement.of(new int[]{0, 0, 0}, new int[]{1, 2, 3}));
    }

    @Test
    void chanceIsNear0WhateverTheNumberOfRows() {
        final SplittableRandom random = new SplittableRandom(5);
        final LabelAgreement agreement = LabelAgreement.of(random.ints(200_000, 0, 10).toArray(), random.ints(200_000, 0, 7).toArray());
        assertEquals(0, agreement.adjustedRandIndex(), 1e-3);
        assertEquals(0, agreement.normalizedMutualInformation(), 1e-3);
        assertEquals(1 / 10.0, agreement.accuracy(), 1e-2);
    }

    @Test
    void refusesNothingAndDifferentLengths() {
        assertThrows(IllegalArgumentException.class, () -> LabelAgreement.of(new int[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> LabelAgreement.of(new int[2], new int[3]));
    }
}
