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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class LloydTest {

    /** With bounds and a new order of the points, and without either where there are more clusters than dimensions. */
    @ParameterizedTest
    @CsvSource({"3000, 20, 15, 1", "3000, 20, 15, 2", "3000, 20, 15, 3", "3000, 20, 15, 12", "2500, 8, 12, 9", "1200, 384, 30, 8", "2049, 70, 64, 15"})
    void iterationsAreThoseOfANaiveSearchInDouble(final int rows, final int dimension, final int clusters, final int iterations) {
        final VectorTable table = Blobs.table(rows, dimension, 11, 0.8, rows);
        final float[][] seeds = new float[clusters][];
        Arrays.setAll(seeds, table::row);
        final int[] expected = naive(table, seeds, iterations);
        for (int threads = 1; threads <= 4; threads++) {
            try (Workers workers = new Workers("test", threads)) {
                final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
                final Partition partition = new Lloyd(packed, clusters, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE).run(seeds, iterations, 0);
                final int[] labels = new int[rows];
                double inertia = 0;
                final double[] errors = new double[clusters];
                for (int i = 0; i < rows; i++) {
                    final int label = partition.labels()[i];
                    labels[packed.rowIndex(i)] = label;
                    final double distance = Vectors.squaredDistance(packed.exact(i), partition.centroids()[label]);
                    inertia += distance;
                    errors[label] += distance;
                }
                assertArrayEquals(expected, labels);
                assertEquals(inertia, partition.inertia(), 1e-9 * inertia);
                assertArrayEquals(errors, partition.errors(), 1e-5 * inertia);
            }
        }
    }

    @Test
    void lossesAreWhatTheSecondNearestWouldCost() {
        final VectorTable table = Blobs.table(1500, 12, 6, 0.7, 3);
        final float[][] seeds = new float[8][];
        Arrays.setAll(seeds, table::row);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Lloyd lloyd = new Lloyd(packed, 8, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE);
            for (int run = 0; run < 2; run++) {
                final Partition partition = lloyd.run(seeds, 7, 0);
                final double[] expected = new double[8];
                for (int i = 0; i < table.size(); i++) {
                    final float[] row = packed.exact(i);
                    final double[] distances = Arrays.stream(partition.centroids()).mapToDouble(centroid -> Vectors.squaredDistance(row, centroid)).sorted().toArray();
                    expected[partition.labels()[i]] += distances[1] - distances[0];
                }
                assertArrayEquals(expected, lloyd.losses(partition), 1e-2);
            }
        }
    }

    private static int[] naive(final VectorTable table, final float[][] seeds, final int iterations) {
        final int[] labels = new int[table.size()];
        float[][] centroids = seeds;
        for (int iteration = 0; iteration < iterations; iteration++) {
            final double[][] sums = new double[seeds.length][table.dimension()];
            final int[] counts = new int[seeds.length];
            final Centroids places = new Centroids(centroids);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = places.nearest(table.row(i)).segment();
                counts[labels[i]]++;
                Vectors.add(table.row(i), sums[labels[i]]);
            }
            centroids = new float[seeds.length][table.dimension()];
            for (int c = 0; c < seeds.length; c++) {
                for (int j = 0; j < table.dimension(); j++) {
                    centroids[c][j] = (float) (sums[c][j] / counts[c]);
                }
            }
        }
        return labels;
    }
}
