// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static void assertSameAsNaive(final VectorTable table, final float[][] rows) {
        final Centroids centroids = new Centroids(rows);
        final Nearest[] expected = new Nearest[table.size()];
        final int[] expectedLabels = new int[table.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = centroids.nearest(table.row(i));
            expectedLabels[i] = expected[i].segment();
        }
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Assigner assigner = new Assigner(table, packed, rows.length, workers, TrainingMonitor.NONE);
            final int[] labels = new int[table.size()];
            assigner.assign(rows, labels, new float[labels.length], new float[labels.length]);
            assertArrayEquals(expectedLabels, labels);
            final Nearest[] nearest = assigner.nearest(rows);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], nearest[i]);
            }
        }
    }
}
