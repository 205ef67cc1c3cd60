// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares with scikit-learn's figures: see kmeans.py beside the file. */
class KMeansOracleTest {

    @ParameterizedTest
    @CsvFileSource(resources = "kmeans.csv")
    void asGoodAsTheOracle(final String kind, final int rows, final int dimension, final int clusters, final double inertia, final int iterations) {
        final VectorTable table = rows(rows, dimension);
        try (Workers workers = new Workers("test", 2)) {
            switch (kind) {
                case "lloyd" -> {
                    final float[][] seeds = new float[clusters][];
                    Arrays.setAll(seeds, table::row);
                    final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
                    final Partition partition = new Lloyd(packed, clusters, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE).run(seeds, 1000, 0);
                    assertEquals(inertia, partition.inertia(), 1e-6 * inertia);
                    assertEquals(iterations, partition.iterations(), 1);
                }
                case "restarts" -> {
                    final Clustering clustering = new KMeans(new KMeansOptions(clusters, 10, 300, 1e-4, 1), workers, TrainingMonitor.NONE).fit(table);
                    assertTrue(clustering.inertia() <= inertia * (1 + 1e-4), clustering.inertia() + " > " + inertia);
                }
                default -> {
                    final Clustering clustering = new MiniBatchKMeans(new MiniBatchOptions(clusters, 256, 3, 100, 10, 1), workers, TrainingMonitor.NONE).fit(table);
                    assertTrue(clustering.inertia() <= inertia * 1.02, clustering.inertia() + " > " + inertia);
                }
            }
        }
    }

    private static VectorTable rows(final int count, final int dimension) {
        final VectorTable table = new VectorTable(dimension);
        for (long i = 0; i < count; i++) {
            final float[] row = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                final long centre = (i % 13 * 7919 + j * 104729L + i % 13 * j * 31) % 1009;
                final long noise = (i * i * 17 + i * 7727 + j * 3331L + i * j * 4099) % 2003;
                row[j] = (float) (centre / 400.0 + noise / 1500.0);
            }
            table.add(row);
        }
        return table;
    }
}
