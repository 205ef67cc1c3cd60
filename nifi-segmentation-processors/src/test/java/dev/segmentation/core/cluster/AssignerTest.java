// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AssignerTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "511, 1, 4", "512, 3, 3", "513, 7, 5", "1500, 384, 7", "2000, 100, 64", "40, 5, 40"})
    void findsWhatANaiveSearchFinds(final int rows, final int dimension, final int centroids) {
        final VectorTable table = Blobs.table(rows, dimension, 5, 0.5, rows);
        assertSameAsNaive(table, firstRows(table, centroids));
    }

    @Test
    void tiesGoToTheLowestIndex() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 600; i++) {
            table.add(new float[]{i % 5 - 2, i % 3 - 1});
        }
        final float[][] centroids = {{1, 0}, {-1, 0}, {1, 0}, {0, 1}, {0, -1}};
        assertSameAsNaive(table, centroids);
    }

    @Test
    void farFromTheOriginNearbyPointsAreToldApart() {
        final VectorTable blobs = Blobs.table(1000, 16, 4, 0.3, 7);
        final VectorTable table = new VectorTable(16);
        for (int i = 0; i < blobs.size(); i++) {
            final float[] row = blobs.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] += 4096;
            }
            table.add(row);
        }
        assertSameAsNaive(table, firstRows(table, 6));
    }

    @Test
    void hugeValuesWhoseSquaresOverflowFloats() {
        final VectorTable table = new VectorTable(3);
        for (int i = 0; i < 20; i++) {
            table.add(new float[]{1e30f * (i % 4), -1e30f * (i % 3), 1});
        }
        assertSameAsNaive(table, firstRows(table, 5));
    }

    private static float[][] firstRows(final VectorTable table, final int count) {
        final float[][] rows = new float[count][];
        for (int c = 0; c < count; c++) {
            rows[c] = table.row(c);
        }
        return rows;
    }

    /** Wherever the centroids go, what is remembered of their places before must not show. */
    @ParameterizedTest
    @CsvSource({"1500, 40, 30, 0.5", "1500, 40, 30, 0.01", "3000, 12, 12, 0.1", "700, 3, 40, 0.2", "2000, 384, 50, 0.02"})
    void movingCentroidsAreFollowed(final int rows, final int dimension, final int centroids, final double step) {
        final VectorTable table = Blobs.table(rows, dimension, 9, 0.4, rows);
        final Random random = new Random(dimension);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Assigner assigner = new Assigner(packed, centroids + 2, workers, TrainingMonitor.NONE);
            float[][] places = firstRows(table, centroids);
            for (int round = 0; round < 12; round++) {
                assertSameAsNaive(packed, assigner, places);
                if (round == 2 && assigner.remembers()) {
                    packed.reorder(assigner.order(), workers, TrainingMonitor.NONE);
                }
                final float[][] next = Arrays.copyOf(places, centroids + (round % 4 == 3 ? 2 : 0));
                for (int c = 0; c < next.length; c++) {
                    next[c] = c < places.length ? places[c].clone() : table.row(random.nextInt(rows));
                    for (int j = 0; c % 3 != round % 3 && j < dimension; j++) {
                        next[c][j] += (float) (step * random.nextGaussian());
                    }
                }
                places = next;
            }
        }
    }

    @Test
    void labelsOfCentroidsThatHaveGoneAreReplaced() {
        final VectorTable table = Blobs.table(600, 5, 4, 0.1, 3);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Assigner assigner = new Assigner(packed, 4, workers, TrainingMonitor.NONE);
            for (int centroids = 4; centroids > 0; centroids--) {
                assertSameAsNaive(packed, assigner, firstRows(table, centroids));
            }
        }
    }

    @Test
    void distancesOfTheNearestTwo() {
        final VectorTable table = Blobs.table(1300, 20, 6, 0.5, 4);
        float[][] places = firstRows(table, 9);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Assigner assigner = new Assigner(packed, places.length, workers, TrainingMonitor.NONE);
            final float[] first = new float[table.size()];
            final float[] second = new float[table.size()];
            for (int round = 0; round < 3; round++) {
                final float[][] current = places;
                assigner.assign(current);
                assigner.measure(first, second);
                for (int i = 0; i < first.length; i++) {
                    final float[] row = table.row(i);
                    final double[] distances = Arrays.stream(current).mapToDouble(place -> Vectors.squaredDistance(row, place)).sorted().toArray();
                    assertEquals(distances[0], first[i], 1e-3);
                    assertEquals(distances[1], second[i], 1e-3);
                }
                places = places.clone();
                places[round] = places[round].clone();
                places[round][3] += 0.05f;
            }
        }
    }

    @Test
    void orderPutsEqualLabelsSideBySide() {
        final VectorTable table = Blobs.table(2000, 10, 7, 0.5, 4);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Assigner assigner = new Assigner(packed, 7, workers, TrainingMonitor.NONE);
            assigner.assign(firstRows(table, 7));
            final int[] before = assigner.labels().clone();
            final int[] order = assigner.order();
            final boolean[] seen = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                assertFalse(seen[order[i]]);
                seen[order[i]] = true;
                assertEquals(before[order[i]], assigner.labels()[i]);
                assertTrue(i == 0 || assigner.labels()[i - 1] <= assigner.labels()[i]);
            }
        }
    }

    private static void assertSameAsNaive(final VectorTable table, final float[][] rows) {
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            assertSameAsNaive(packed, new Assigner(packed, rows.length, workers, TrainingMonitor.NONE), rows);
        }
    }

    private static void assertSameAsNaive(final PackedVectors packed, final Assigner assigner, final float[][] rows) {
        final Centroids centroids = new Centroids(rows);
        assigner.assign(rows);
        final Nearest[] nearest = assigner.nearest(rows);
        for (int i = 0; i < packed.size(); i++) {
            final Nearest expected = centroids.nearest(packed.exact(i));
            assertEquals(expected.segment(), assigner.labels()[i]);
            assertEquals(expected, nearest[i]);
        }
    }
}
