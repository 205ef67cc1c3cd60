// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RemainingMeansTest {

    private static final int ROWS = 400;
    private static final int DIMENSION = 5;

    /** (4 * 3 - (2 + 6)) / (4 - 2) = 2. */
    @Test
    void figuresOfTheRule() {
        final StreamingKMeans.Batch removed = new StreamingKMeans.Batch(2, 1);
        removed.add(0, new float[]{2});
        removed.add(0, new float[]{6});
        final RemainingMeans remaining = RemainingMeans.of(new Centroids(new float[][]{{3}, {100}}), new int[]{4, 7}, removed);
        assertArrayEquals(new float[][]{{2}, {100}}, remaining.centroids().toArray());
        assertArrayEquals(new int[]{2, 7}, remaining.sizes());
    }

    /** What remains is the mean of the rest, in one step or in many, however much is taken. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 200, ROWS - 1})
    void theRestHasItsOwnMean(final int removedRows) {
        final Random random = new Random(removedRows);
        final float[][] rows = new float[ROWS][DIMENSION];
        for (final float[] row : rows) {
            for (int j = 0; j < DIMENSION; j++) {
                row[j] = (float) (random.nextGaussian() + j);
            }
        }
        final Centroids all = new Centroids(new float[][]{mean(rows, 0)});
        final StreamingKMeans.Batch removed = new StreamingKMeans.Batch(1, DIMENSION);
        RemainingMeans step = new RemainingMeans(all, new int[]{ROWS});
        for (int i = 0; i < removedRows; i++) {
            removed.add(0, rows[i]);
            final StreamingKMeans.Batch one = new StreamingKMeans.Batch(1, DIMENSION);
            one.add(0, rows[i]);
            step = RemainingMeans.of(step.centroids(), step.sizes(), one);
        }
        final RemainingMeans remaining = RemainingMeans.of(all, new int[]{ROWS}, removed);
        // Half a unit in the last place of a value below 8, as often as rows were taken of each that remains.
        final float tolerance = 2.4e-7f * ROWS / (ROWS - removedRows) + 1e-6f;
        assertArrayEquals(mean(rows, removedRows), remaining.centroids().toArray()[0], tolerance);
        assertArrayEquals(mean(rows, removedRows), step.centroids().toArray()[0], ROWS * tolerance);
        assertEquals(ROWS - removedRows, remaining.sizes()[0]);
        assertEquals(ROWS - removedRows, step.sizes()[0]);
    }

    @Test
    void oneRowMustRemain() {
        final Centroids centroids = new Centroids(new float[][]{{1}, {2}});
        final StreamingKMeans.Batch removed = new StreamingKMeans.Batch(2, 1);
        assertEquals(-1, RemainingMeans.exhausted(new int[]{1, 1}, removed));
        removed.add(1, new float[]{2});
        assertEquals(-1, RemainingMeans.exhausted(new int[]{1, 2}, removed));
        assertEquals(1, RemainingMeans.exhausted(new int[]{1, 1}, removed));
        assertThrows(IllegalArgumentException.class, () -> RemainingMeans.of(centroids, new int[]{1, 1}, removed));
    }

    private static float[] mean(final float[][] rows, final int from) {
        final double[] sums = new double[DIMENSION];
        for (int i = from; i < rows.length; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                sums[j] += rows[i][j];
            }
        }
        final float[] mean = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            mean[j] = (float) (sums[j] / (rows.length - from));
        }
        return mean;
    }
}
