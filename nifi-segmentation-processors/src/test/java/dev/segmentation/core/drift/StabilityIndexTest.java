// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.drift;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StabilityIndexTest {

    @Test
    void equalSharesAreNoDrift() {
        assertEquals(0, StabilityIndex.of(new long[]{50, 30, 20}, new double[]{0.5, 0.3, 0.2}), 1e-15);
        assertEquals(0, StabilityIndex.of(new long[]{7}, new double[]{1}));
    }

    /** (0.4 - 0.5) ln(0.4 / 0.5) + (0.6 - 0.5) ln(0.6 / 0.5) = 0.1 ln 1.5. */
    @Test
    void figureByHand() {
        assertEquals(0.1 * Math.log(1.5), StabilityIndex.of(new long[]{40, 60}, new double[]{0.5, 0.5}), 1e-15);
    }

    @Test
    void isNeverNegativeAndTheSumOfItsClasses() {
        final Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            final int classes = 1 + random.nextInt(8);
            final long[] counts = random.longs(classes, 1, 1000).toArray();
            final double[] expected = random.doubles(classes, 0.01, 1).toArray();
            final double sum = Arrays.stream(expected).sum();
            final long all = Arrays.stream(counts).sum();
            double terms = 0;
            for (int c = 0; c < classes; c++) {
                expected[c] /= sum;
                terms += (counts[c] / (double) all - expected[c]) * (Math.log(counts[c]) - Math.log(all) - Math.log(expected[c]));
            }
            final double index = StabilityIndex.of(counts, expected);
            assertTrue(index >= 0);
            assertEquals(terms, index, 1e-12);
        }
    }

    /** Counts and expectations may change places. */
    @Test
    void isSymmetric() {
        final double[] first = {0.1, 0.2, 0.7};
        final double[] second = {0.3, 0.3, 0.4};
        assertEquals(StabilityIndex.of(new long[]{100, 200, 700}, second), StabilityIndex.of(new long[]{300, 300, 400}, first), 1e-15);
    }

    @Test
    void emptyClassesAreFiniteAndSmallOnesNoSurprise() {
        final double[] expected = {0.5, 0.499, 0.001};
        assertTrue(StabilityIndex.of(new long[]{50, 50, 0}, expected) < 1e-4);
        final double gone = StabilityIndex.of(new long[]{100, 0}, new double[]{0.5, 0.5});
        assertEquals(0.5 * Math.log(2) + (0.005 - 0.5) * Math.log(0.01), gone, 1e-12);
        assertTrue(gone < StabilityIndex.of(new long[]{1000, 0}, new double[]{0.5, 0.5}));
    }

    @Test
    void whatCannotBeToldIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> StabilityIndex.of(new long[]{0, 0}, new double[]{0.5, 0.5}));
        assertThrows(IllegalArgumentException.class, () -> StabilityIndex.of(new long[]{1}, new double[]{0.5, 0.5}));
    }

    /** Counts drawn from the training's own shares stay below the limit in about 95 of 100 cases. */
    @Test
    void limitOfChance() {
        final Random random = new Random(7);
        final double[] shares = {0.35, 0.25, 0.2, 0.12, 0.08};
        int below = 0;
        for (int trial = 0; trial < 2000; trial++) {
            final double[] trained = shares(draw(shares, 3000, random));
            final long[] counts = draw(shares, 400, random);
            below += StabilityIndex.of(counts, trained) < StabilityIndex.byChance(shares.length, 400, 3000) ? 1 : 0;
        }
        assertEquals(0.95, below / 2000.0, 0.015);
        assertEquals(0, StabilityIndex.byChance(1, 10, 10));
        // chi-squared of 4 degrees of freedom has the 95 % quantile 9.488.
        assertEquals(9.488 / 100, StabilityIndex.byChance(5, 200, 200), 1e-3);
    }

    private static long[] draw(final double[] shares, final int n, final Random random) {
        final long[] counts = new long[shares.length];
        for (int i = 0; i < n; i++) {
            double rest = random.nextDouble();
            int c = 0;
            while (c < shares.length - 1 && rest >= shares[c]) {
                rest -= shares[c++];
            }
            counts[c]++;
        }
        return counts;
    }

    private static double[] shares(final long[] counts) {
        final double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(count -> count / all).toArray();
    }
}
