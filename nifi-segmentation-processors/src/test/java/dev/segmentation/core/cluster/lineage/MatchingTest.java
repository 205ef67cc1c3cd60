// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.cluster.Nearest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MatchingTest {

    /** Overlaps of all strengths: islands of every size. Centroids far apart: they decide nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void noOtherMatchingHasMoreOverlap(final int segments) {
        final SplittableRandom random = new SplittableRandom(segments);
        for (int round = 0; round < 100; round++) {
            final int later = 1 + random.nextInt(segments);
            final int noise = random.nextInt(4);
            final Nearest[] before = new Nearest[200];
            final Nearest[] after = new Nearest[before.length];
            for (int row = 0; row < before.length; row++) {
                final int segment = random.nextInt(segments);
                before[row] = new Nearest(segment, 0, 1);
                after[row] = new Nearest(random.nextInt(5) < noise ? random.nextInt(later) : segment * 7 % later, 0, 1);
            }
            final Overlap overlap = new Overlap(new float[segments], before, after, later);
            final double[][] weights = new double[later][segments];
            overlap.cells().stream().filter(cell -> cell.jaccard() >= Matching.LEAST_JACCARD).forEach(cell -> weights[cell.later()][cell.earlier()] = cell.jaccard());

            final int[] matched = Matching.of(overlap, line(segments, 0), line(later, 1e6f));
            double sum = 0;
            for (int l = 0; l < later; l++) {
                sum += matched[l] < 0 ? 0 : weights[l][matched[l]];
                assertTrue(matched[l] < 0 || weights[l][matched[l]] > 0);
            }
            assertEquals(best(weights, 0, new boolean[segments]), sum, 1e-12);
        }
    }

    /** No row is where it was: only the centroids are left to tell. Neighbours lie 10 apart; the middle one moves away from the line. */
    @ParameterizedTest
    @CsvSource({"0, 1", "4.9, 1", "5.1, -1", "-4.9, 1", "-5.1, -1"})
    void segmentsThatMovedAsAWholeAreFoundByHalfTheirSeparation(final float move, final int middle) {
        final Centroids before = new Centroids(new float[][]{{0, 0}, {10, 0}, {20, 0}});
        final Centroids after = new Centroids(new float[][]{{20, 0}, {10, move}, {0, 0}});
        assertArrayEquals(new int[]{2, middle, 0}, Matching.of(nothing(3), before, after));
    }

    /** Towards a neighbour the new separation shrinks while the distance grows. */
    @ParameterizedTest
    @CsvSource({"3.3, 1", "3.4, -1", "-3.3, 1", "-3.4, -1"})
    void theSeparationOfTheNewSegmentsCountsToo(final float move, final int middle) {
        assertArrayEquals(new int[]{2, middle, 0}, Matching.of(nothing(3), line(3, 0), new Centroids(new float[][]{{20}, {10 + move}, {0}})));
    }

    /** One segment alone has no neighbours to say what is far. */
    @ParameterizedTest
    @ValueSource(floats = {0, 1e-3f, 10})
    void aSegmentAloneIsNotFoundByItsCentroid(final float move) {
        assertArrayEquals(new int[]{-1}, Matching.of(nothing(1), line(1, 0), line(1, move)));
    }

    private static Centroids line(final int segments, final float from) {
        final float[][] rows = new float[segments][];
        Arrays.setAll(rows, row -> new float[]{from + 10 * row});
        return new Centroids(rows);
    }

    private static Overlap nothing(final int segments) {
        return new Overlap(new float[segments], new Nearest[0], new Nearest[0], segments);
    }

    private static double best(final double[][] weights, final int row, final boolean[] used) {
        if (row == weights.length) {
            return 0;
        }
        double best = best(weights, row + 1, used);
        for (int column = 0; column < used.length; column++) {
            if (!used[column]) {
                used[column] = true;
                best = Math.max(best, weights[row][column] + best(weights, row + 1, used));
                used[column] = false;
            }
        }
        return best;
    }
}
