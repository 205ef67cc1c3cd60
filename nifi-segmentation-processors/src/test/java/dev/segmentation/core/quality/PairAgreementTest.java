// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PairAgreementTest {

    @Test
    void agreesWithTheOracle() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20; round++) {
            final int[] first = random.ints(300, 0, 7).toArray();
            final int[] second = first.clone();
            for (int i = 0; i < 15 * round; i++) {
                second[random.nextInt(300)] = random.nextInt(5);
            }
            assertEquals(LabelAgreement.of(first, second).adjustedRandIndex(), PairAgreement.adjustedRandIndex(first, 7, second, 7), 1e-12);
        }
    }

    @Test
    void namesDoNotMatter() {
        assertEquals(1, PairAgreement.adjustedRandIndex(new int[]{0, 0, 1, 2}, 3, new int[]{4, 4, 0, 1}, 5), 1e-12);
    }

    @Test
    void sameTrivialPartitionsAgree() {
        assertEquals(1, PairAgreement.adjustedRandIndex(new int[]{0, 0, 0}, 1, new int[]{1, 1, 1}, 2));
        assertEquals(1, PairAgreement.adjustedRandIndex(new int[]{0, 1, 2}, 3, new int[]{2, 1, 0}, 3));
        assertEquals(0, PairAgreement.adjustedRandIndex(new int[]{0, 1, 2}, 3, new int[]{0, 0, 0}, 1));
        assertEquals(1, PairAgreement.adjustedRandIndex(new int[]{0}, 1, new int[]{0}, 1));
    }

    @Test
    void refusesPartitionsOfOtherRows() {
        assertThrows(IllegalArgumentException.class, () -> PairAgreement.adjustedRandIndex(new int[]{0}, 1, new int[]{0, 0}, 1));
        assertThrows(IllegalArgumentException.class, () -> PairAgreement.adjustedRandIndex(new int[0], 1, new int[0], 1));
    }
}
