// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NeighbourSmoothingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void equalsTheMeanOfTheNearestRowsTakenTwice(final int neighbours) {
        final VectorTable table = Blobs.table(700, 13, 9, 0.4, 5);
        final VectorTable expected = naive(table, naive(table, table, neighbours), neighbours);
        final VectorTable smoothed = smooth(table, neighbours, 2);
        for (int i = 0; i < table.size(); i++) {
            assertArrayEquals(expected.row(i), smoothed.row(i), 2e-6f);
        }
    }

    @Test
    void sameBytesForAnyNumberOfThreads() {
        final VectorTable table = Blobs.table(1700, 24, 5, 0.5, 1);
        final VectorTable one = smooth(table, 7, 1);
        for (final int threads : new int[]{2, 3, 7}) {
            final VectorTable other = smooth(table, 7, threads);
            for (int i = 0; i < table.size(); i++) {
                assertArrayEquals(one.row(i), other.row(i));
            }
        }
    }

    @Test
    void rowsKeepTheirLengthAndGather() {
        final VectorTable table = Blobs.table(900, 30, 3, 1, 2);
        final VectorTable smoothed = smooth(table, 10, 2);
        for (int i = 0; i < table.size(); i++) {
            final double length = Vectors.norm(table.row(i));
            assertEquals(length, Vectors.norm(smoothed.row(i)), 1e-5 * length);
        }
        assertTrue(spread(smoothed, 3) < 0.6 * spread(table, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {NeighbourSmoothing.MAXIMUM_CANDIDATES + 2000, NeighbourSmoothing.LEAST_ROWS_IN_CELLS})
    void manyRowsLookAmongASampleThatDependsOnTheSeed(final int rows) {
        final VectorTable table = Blobs.table(rows, 24, 6, 0.7, 3);
        try (Workers workers = new Workers("test", 2)) {
            final NeighbourSmoothing smoothing = new NeighbourSmoothing(workers, TrainingMonitor.NONE);
            final VectorTable first = smoothing.smooth(table, 5, 1);
            final VectorTable again = smoothing.smooth(table, 5, 1);
            final VectorTable other = smoothing.smooth(table, 5, 2);
            int different = 0;
            for (int i = 0; i < table.size(); i++) {
                assertArrayEquals(first.row(i), again.row(i));
                different += Arrays.equals(first.row(i), other.row(i)) ? 0 : 1;
            }
            assertTrue(different > 1000);
            assertTrue(spread(first, 6) < 0.7 * spread(table, 6));
        }
    }

    @Test
    void equalRowsStayAsTheyAre() {
        final VectorTable table = new VectorTable(2);
        IntStream.range(0, 30).forEach(i -> table.add(new float[]{3, -4}));
        final VectorTable smoothed = smooth(table, 5, 2);
        for (int i = 0; i < table.size(); i++) {
            assertArrayEquals(new float[]{3, -4}, smoothed.row(i), 1e-6f);
        }
    }

    @Test
    void neighbourhoodsAreSmallBesideSegments() {
        assertEquals(10, NeighbourSmoothing.neighbours(10, 6000, 77));
        assertEquals(5, NeighbourSmoothing.neighbours(10, 100, 5));
        assertEquals(0, NeighbourSmoothing.neighbours(10, 30, 8));
        assertEquals(0, NeighbourSmoothing.neighbours(0, 6000, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1000})
    void memoryGrowsWithTheRows(final int neighbours) {
        for (int rows = 1; rows < 1 << 20; rows *= 2) {
            assertTrue(NeighbourSmoothing.bytes(2 * rows - 1, 24, neighbours) < NeighbourSmoothing.bytes(2 * rows, 24, neighbours), 2 * rows + " rows");
        }
    }

    @Test
    void cancellation() {
        final TrainingMonitor cancelled = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> new NeighbourSmoothing(workers, cancelled).smooth(Blobs.table(100, 3, 2, 1, 1), 3, 1));
        }
    }

    private static VectorTable smooth(final VectorTable table, final int neighbours, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new NeighbourSmoothing(workers, TrainingMonitor.NONE).smooth(table, neighbours, 1);
        }
    }

    /** One round: means of rows over neighbours of the original table, by direct computation. */
    private static VectorTable naive(final VectorTable table, final VectorTable rows, final int neighbours) {
        final int dimension = table.dimension();
        final float[][] directions = IntStream.range(0, table.size()).mapToObj(i -> {
            final float[] row = table.row(i);
            Vectors.normalize(row);
            return row;
        }).toArray(float[][]::new);
        final VectorTable result = new VectorTable(dimension);
        for (int i = 0; i < table.size(); i++) {
            final int row = i;
            final double[] sum = new double[dimension];
            IntStream.range(0, table.size()).boxed().sorted(Comparator.comparingDouble(other -> Vectors.squaredDistance(directions[row], directions[other])))
                    .limit(neighbours).forEach(other -> {
                        for (int j = 0; j < dimension; j++) {
                            sum[j] += rows.row(other)[j];
                        }
                    });
            final double scale = Vectors.norm(table.row(i)) / Math.sqrt(Arrays.stream(sum).map(v -> v * v).sum());
            final float[] smoothed = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                smoothed[j] = (float) (sum[j] * scale);
            }
            result.add(smoothed);
        }
        return result;
    }

    /** Mean squared distance of rows from the mean of their centre's rows. */
    private static double spread(final VectorTable table, final int centres) {
        double spread = 0;
        for (int centre = 0; centre < centres; centre++) {
            final float[] mean = new float[table.dimension()];
            int count = 0;
            for (int i = centre; i < table.size(); i += centres, count++) {
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += table.row(i)[j];
                }
            }
            for (int j = 0; j < mean.length; j++) {
                mean[j] /= count;
            }
            for (int i = centre; i < table.size(); i += centres) {
                spread += Vectors.squaredDistance(table.row(i), mean);
            }
        }
        return spread / table.size();
    }
}
