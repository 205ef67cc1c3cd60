// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PartitioningTest {

    @Test
    void segmentsAreNumberedBySizeAndTheTreeWithThem() {
        final Dendrogram tree = new Dendrogram(new int[]{1, 3, 2}, new int[]{0, 1}, new int[]{2, 3}, new double[]{1, 2});
        final Partitioning partitioning = Partitioning.of(new int[]{0, 1, -1, 2, 1, 2, 1}, 3, tree, List.of("a note"));
        assertArrayEquals(new int[]{2, 0, -1, 1, 0, 1, 0}, partitioning.labels());
        assertEquals(3, partitioning.segments());
        assertArrayEquals(new int[]{3, 2, 1}, new int[]{partitioning.tree().size(0), partitioning.tree().size(1), partitioning.tree().size(2)});
        assertArrayEquals(new int[]{0, 1, 1}, partitioning.tree().cut(2));
        assertEquals(List.of("a note"), partitioning.notes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void rowsAreMeasuredFromTheMeanOfTheirOwnSegment(final int segments) {
        final VectorTable table = Blobs.table(700, 9, 4, 1, 3);
        final int[] labels = new Random(segments).ints(700, -1, segments).toArray();
        final Partitioning partitioning = Partitioning.of(labels, segments, null, List.of());
        final Clustering clustering = clustering(partitioning, table, 2);
        final float[][] centroids = clustering.centroids().toArray();
        double inertia = 0;
        for (int i = 0; i < 700; i++) {
            final int own = partitioning.labels()[i];
            double ownDistance = 0;
            double other = Double.POSITIVE_INFINITY;
            for (int s = 0; s < segments; s++) {
                final double distance = Math.sqrt(Vectors.squaredDistance(table.row(i), centroids[s]));
                if (s == own) {
                    ownDistance = distance;
                } else {
                    other = Math.min(other, distance);
                }
            }
            final Nearest nearest = clustering.assignments()[i];
            assertEquals(own, nearest.segment());
            assertEquals((float) (own < 0 ? other : ownDistance), nearest.distance());
            assertEquals(own < 0 ? 0 : segments == 1 ? 1 : Math.max(0, 1 - ownDistance / other), nearest.confidence(), 1e-6);
            inertia += own < 0 ? 0 : ownDistance * ownDistance;
        }
        assertEquals(inertia, clustering.inertia(), 1e-6 * inertia);
        assertEquals(Arrays.stream(labels).filter(label -> label >= 0).count(), Arrays.stream(clustering.sizes()).sum());
        for (int s = 1; s < segments; s++) {
            assertTrue(clustering.sizes()[s] <= clustering.sizes()[s - 1]);
        }
    }

    @Test
    void centroidsOfEqualRowsAreThatRow() {
        final VectorTable table = new VectorTable(3);
        for (int i = 0; i < 700; i++) {
            table.add(new float[]{0.1f, 0.2f, i % 2});
        }
        final Clustering clustering = clustering(new Hierarchy(new Dendrogram(new int[]{350, 350}, new int[]{0}, new int[]{1}, new double[]{1}), alternating(700), List.of()).cut(2), table, 1);
        assertArrayEquals(new float[][]{{0.1f, 0.2f, 0}, {0.1f, 0.2f, 1}}, clustering.centroids().toArray());
        assertEquals(0, clustering.inertia());
    }

    @Test
    void threadsDoNotChangeABit() {
        final VectorTable table = Blobs.table(2000, 9, 4, 1, 3);
        final Partitioning partitioning = Partitioning.of(new Random(1).ints(2000, -1, 7).toArray(), 7, null, List.of());
        assertArrayEquals(clustering(partitioning, table, 1).assignments(), clustering(partitioning, table, 4).assignments());
    }

    @Test
    void nothingButNoiseIsNoClustering() {
        final VectorTable table = Blobs.table(3, 2, 1, 1, 3);
        final Partitioning noise = Partitioning.of(new int[]{-1, -1, -1}, 0, null, List.of());
        assertThrows(IllegalStateException.class, () -> clustering(noise, table, 1));
    }

    private static int[] alternating(final int length) {
        final int[] values = new int[length];
        Arrays.setAll(values, i -> i % 2);
        return values;
    }

    private static Clustering clustering(final Partitioning partitioning, final VectorTable table, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return partitioning.toClustering(table, partitioning.segments(), workers, TrainingMonitor.NONE);
        }
    }
}
