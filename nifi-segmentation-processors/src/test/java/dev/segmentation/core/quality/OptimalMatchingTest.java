// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OptimalMatchingTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "5, 1", "4, 4", "6, 6", "3, 6", "6, 3", "7, 5"})
    void noOtherMatchingWeighsMore(final int rows, final int columns) {
        final SplittableRandom random = new SplittableRandom(rows * 31 + columns);
        for (int round = 0; round < 50; round++) {
            // Few different weights: ties everywhere. Negative ones too.
            final int range = round % 2 == 0 ? 4 : 1000;
            final double[][] weights = new double[rows][columns];
            for (final double[] row : weights) {
                Arrays.setAll(row, column -> random.nextInt(range) - range / 3);
            }
            assertEquals(best(weights, 0, new boolean[columns], Math.max(0, rows - columns)), weight(weights, OptimalMatching.of(weights)));
        }
    }

    @Test
    void findsWhatWasHidden() {
        final int n = 200;
        final SplittableRandom random = new SplittableRandom(7);
        final int[] hidden = new int[n];
        Arrays.setAll(hidden, row -> row);
        for (int i = n - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final int swapped = hidden[i];
            hidden[i] = hidden[other];
            hidden[other] = swapped;
        }
        final double[][] weights = new double[n][n];
        for (int row = 0; row < n; row++) {
            Arrays.setAll(weights[row], column -> random.nextDouble());
            weights[row][hidden[row]] += 1;
        }
        assertArrayEquals(hidden, OptimalMatching.of(weights));
    }

    @Test
    void refusesWhatIsNoMatrix() {
        assertThrows(IllegalArgumentException.class, () -> OptimalMatching.of(new double[0][]));
        assertThrows(IllegalArgumentException.class, () -> OptimalMatching.of(new double[2][0]));
        assertThrows(IllegalArgumentException.class, () -> OptimalMatching.of(new double[][]{{1, 2}, {1}}));
    }

    /** Weight of a matching; fails when a column is used twice or fewer pairs are made than can be. */
    private static double weight(final double[][] weights, final int... matching) {
        final boolean[] used = new boolean[weights[0].length];
        double sum = 0;
        int pairs = 0;
        for (int row = 0; row < matching.length; row++) {
            if (matching[row] >= 0) {
                assertTrue(!used[matching[row]]);
                used[matching[row]] = true;
                sum += weights[row][matching[row]];
                pairs++;
            }
        }
        assertEquals(Math.min(weights.length, weights[0].length), pairs);
        return sum;
    }

    /** All matchings, one after the other. */
    private static double best(final double[][] weights, final int row, final boolean[] used, final int skips) {
        if (row == weights.length) {
            return 0;
        }
        double best = skips > 0 ? best(weights, row + 1, used, skips - 1) : Double.NEGATIVE_INFINITY;
        for (int column = 0; column < used.length; column++) {
            if (!used[column]) {
                used[column] = true;
                best = Math.max(best, weights[row][column] + best(weights, row + 1, used, skips));
                used[column] = false;
            }
        }
        return best;
    }
}
