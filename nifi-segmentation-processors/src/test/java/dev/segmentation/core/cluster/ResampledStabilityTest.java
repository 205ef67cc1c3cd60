// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResampledStabilityTest {

    private static final long PLENTY = 100_000_000;

    static List<ClusteringMethod> methods() {
        return List.of(new KMeansMethod(new KMeansOptions(4, 3, 50, 1e-4, 1)), new MiniBatchMethod(new MiniBatchOptions(4, 256, 3, 100, 10, 1)),
                new AgglomerativeMethod(Linkage.WARD, 4, 1), new BisectingMethod(new BisectingOptions(BisectingOptions.Criterion.INERTIA, new KMeansOptions(4, 3, 50, 1e-4, 1))),
                new DianaMethod(4), new HdbscanMethod(new HdbscanOptions(10, 1)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void separatedBlobsComeBackWholly(final ClusteringMethod method) {
        assertEquals(1, stability(new SegmentSearch(method, method.segments() == 0 ? 0 : 5, 1), Blobs.table(600, 8, 4, 0.05, 3), PLENTY, 2));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void noiseComesBackOtherwise(final ClusteringMethod method) {
        final Double stability = stability(new SegmentSearch(method, 0, 1), Blobs.table(600, 30, 1, 1, 3), PLENTY, 2);
        assertTrue(stability < 0.4, () -> method.algorithm() + " " + stability);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void threadsDoNotMatter(final ClusteringMethod method) {
        final VectorTable table = Blobs.table(600, 12, 5, 0.7, 4);
        final SegmentSearch search = new SegmentSearch(method, 0, 1);
        assertEquals(stability(search, table, PLENTY, 1), stability(search, table, PLENTY, 3));
    }

    /** Two segments of three blobs: which of them are one depends on the rows that were drawn. */
    @Test
    void anotherNumberOfSegmentsIsLessStable() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 600; i++) {
            final double angle = 2 * Math.PI * (i % 3) / 3;
            table.add(new float[]{(float) (Math.cos(angle) + 0.02 * Math.sin(i)), (float) (Math.sin(angle) + 0.02 * Math.cos(3 * i))});
        }
        final SegmentSearch three = new SegmentSearch(new KMeansMethod(new KMeansOptions(3, 5, 50, 1e-4, 1)), 0, 1);
        assertEquals(1, stability(three, table, PLENTY, 2));
        assertTrue(stability(three.withSegments(2), table, PLENTY, 2) < 0.9);
    }

    @Test
    void memoryBoundsTheRows() {
        final SegmentSearch search = new SegmentSearch(new KMeansMethod(new KMeansOptions(4, 3, 50, 1e-4, 1)), 0, 1);
        final VectorTable table = Blobs.table(4000, 8, 4, 0.05, 3);
        final long tableBytes = VectorTable.bytes(4000, 8);
        assertEquals(1, stability(search, table, tableBytes + search.bytes(500, 8), 2));
        assertNull(stability(search, table, tableBytes + 1000, 2));
        assertNull(stability(search, Blobs.table(7, 8, 4, 0.05, 3), PLENTY, 2));
    }

    @Test
    void endsWhenCancelled() {
        final SegmentSearch search = new SegmentSearch(new KMeansMethod(new KMeansOptions(4, 3, 50, 1e-4, 1)), 0, 1);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> ResampledStability.of(search, Blobs.table(600, 8, 4, 1, 3), PLENTY, workers, new CancelAfter(20)));
        }
    }

    private static Double stability(final SegmentSearch search, final VectorTable table, final long bytes, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return ResampledStability.of(search, table, bytes, workers, TrainingMonitor.NONE);
        }
    }
}
