// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class ClusterSumsTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3, 0.9})
    void movesGiveWhatSummingAfreshGives(final double moved) {
        final VectorTable table = Blobs.table(5000, 9, 4, 1, 2);
        final Random random = new Random(3);
        final int[] labels = random.ints(5000, 0, 6).toArray();
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final ClusterSums sums = new ClusterSums(packed, 7, workers, TrainingMonitor.NONE);
            assertEquals(5000, sums.update(labels));
            int changed = 0;
            for (int i = 0; i < labels.length; i++) {
                if (random.nextDouble() < moved) {
                    labels[i] = (labels[i] + 1) % 6;
                    changed++;
                }
            }
            assertEquals(changed, sums.update(labels));
            final ClusterSums fresh = new ClusterSums(packed, 7, workers, TrainingMonitor.NONE);
            fresh.update(labels);
            for (int c = 0; c < 7; c++) {
                assertEquals(fresh.count(c), sums.count(c));
                for (int j = 0; j < 9; j++) {
                    assertEquals(fresh.sum(c, j), sums.sum(c, j), 1e-8);
                }
            }
            final float[][] before = new float[7][9];
            Arrays.fill(before[6], 42);
            final float[][] means = sums.means(before, Metric.EUCLIDEAN);
            assertArrayEquals(before[6], means[6]);
            assertEquals((float) (sums.sum(2, 3) / sums.count(2)), means[2][3]);
        }
    }
}
