// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MiniBatchKMeansTest {

    @Test
    void separatedBlobsAreFound() {
        final VectorTable table = Blobs.table(6000, 20, 6, 0.05, 1);
        final Clustering clustering = fit(table, options(6, 1), 2);
        assertArrayEquals(new int[]{1000, 1000, 1000, 1000, 1000, 1000}, clustering.sizes());
        for (int i = 0; i < table.size(); i++) {
            assertEquals(i % 6, clustering.assignments()[i].segment());
        }
    }

    @Test
    void hardlyWorseThanFullIterations() {
        final VectorTable table = Blobs.table(8000, 16, 12, 0.9, 2);
        final double full;
        try (Workers workers = new Workers("test", 2)) {
            full = new KMeans(new KMeansOptions(12, 3, 100, 1e-4, 1), workers, TrainingMonitor.NONE).fit(table).inertia();
        }
        final Clustering clustering = fit(table, options(12, 1), 2);
        assertTrue(clustering.inertia() < 1.03 * full, clustering.inertia() + " against " + full);
        assertTrue(clustering.iterations() < 100 * table.size() / 512, "it settles long before the passes are over");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void threadsDoNotChangeABit(final int threads) {
        final VectorTable table = Blobs.table(5000, 30, 8, 1.5, 5);
        final Clustering one = fit(table, options(10, 7), 1);
        final Clustering many = fit(table, options(10, 7), threads);
        assertTrue(Arrays.deepEquals(one.centroids().toArray(), many.centroids().toArray()));
        assertArrayEquals(one.assignments(), many.assignments());
        assertEquals(one.inertia(), many.inertia());
        assertEquals(one.iterations(), many.iterations());
    }

    @Test
    void seedsDecide() {
        final VectorTable table = Blobs.table(3000, 10, 8, 2, 5);
        assertFalse(Arrays.deepEquals(fit(table, options(10, 1), 1).centroids().toArray(), fit(table, options(10, 2), 1).centroids().toArray()));
    }

    @Test
    void everyRowHasItsNearestCentroid() {
        final VectorTable table = Blobs.table(40_000, 3, 5, 1, 6);
        final Clustering clustering = fit(table, options(5, 1), 2);
        double inertia = 0;
        for (int i = 0; i < table.size(); i++) {
            final Nearest nearest = clustering.centroids().nearest(table.row(i));
            assertEquals(nearest, clustering.assignments()[i]);
            inertia += (double) nearest.distance() * nearest.distance();
        }
        assertEquals(inertia, clustering.inertia(), 1e-9 * inertia);
    }

    @Test
    void equalBatchesOfAStreamGiveEqualBytes() {
        final VectorTable table = Blobs.table(6000, 12, 7, 0.7, 8);
        assertTrue(Arrays.deepEquals(stream(table, 1).toArray(), stream(table, 3).toArray()));
    }

    @Test
    void aStreamSettlesNearTheBlobs() {
        final VectorTable table = Blobs.table(6000, 12, 7, 0.05, 8);
        final Centroids centroids = stream(table, 2);
        for (int i = 0; i < table.size(); i++) {
            assertTrue(centroids.nearest(table.row(i)).distance() < 0.5);
        }
    }

    @Test
    void fewerDifferentRowsThanSegments() {
        final VectorTable table = new VectorTable(4);
        for (int i = 0; i < 2000; i++) {
            table.add(new float[]{i % 5, 1, 2, i % 5 * 0.3f});
        }
        final Clustering clustering = fit(table, options(8, 1), 2);
        assertTrue(clustering.hasFewerThanRequested());
        assertEquals(5, clustering.sizes().length);
        assertEquals(0, clustering.inertia(), 1e-9);
    }

    @Test
    void oneSegmentIsNearTheMean() {
        final Clustering clustering = fit(Blobs.table(5000, 3, 2, 1, 13), options(1, 1), 2);
        assertArrayEquals(new int[]{5000}, clustering.sizes());
        assertEquals(1, clustering.assignments()[0].confidence());
    }

    @Test
    void fewerRowsThanABatch() {
        final Clustering clustering = fit(Blobs.table(9, 3, 3, 0.1, 14), options(3, 1), 2);
        assertEquals(9, Arrays.stream(clustering.sizes()).sum());
        assertEquals(1, fit(Blobs.table(1, 3, 1, 0.1, 14), options(3, 1), 2).sizes()[0]);
    }

    @Test
    void centroidsThatAttractNothingAreSentToRows() {
        final VectorTable table = Blobs.table(512, 4, 2, 0.1, 3);
        final float[][] places = {table.row(0), {1000, 1000, 1000, 1000}};
        try (Workers workers = new Workers("test", 1)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final int[] labels = new int[512];
            final ClusterSums sums = new ClusterSums(packed, 2, workers, TrainingMonitor.NONE);
            sums.update(labels);
            final MovingCentroids centroids = new MovingCentroids(places, new long[2]);
            centroids.pull(sums);
            centroids.moveIdle(packed, labels, new RandomStream(1, 1));
            final float[] moved = centroids.toFloats()[1];
            assertTrue(IntStream.range(0, 512).anyMatch(i -> Arrays.equals(table.row(i), moved)));
            final float[] mean = centroids.toFloats()[0];
            for (int j = 0; j < 4; j++) {
                assertEquals(sums.sum(0, j) / 512, mean[j], 1e-5);
            }
        }
    }

    @Test
    void cancelledTrainingEnds() {
        final AtomicInteger asked = new AtomicInteger();
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return asked.incrementAndGet() > 60;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        final VectorTable table = Blobs.table(3000, 16, 4, 2, 18);
        try (Workers workers = new Workers("test", 2)) {
            final MiniBatchKMeans kMeans = new MiniBatchKMeans(new MiniBatchOptions(20, 100, 3, 1000, 1000, 1), workers, monitor);
            assertThrows(TrainingCancelledException.class, () -> kMeans.fit(table));
        }
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        final VectorTable table = Blobs.table(100, 3, 2, 1, 1);
        try (Workers workers = new Workers("test", 1)) {
            final MiniBatchKMeans kMeans = new MiniBatchKMeans(options(2, 1), workers, TrainingMonitor.NONE);
            assertThrows(IllegalStateException.class, () -> kMeans.partialFit(table));
            assertThrows(IllegalStateException.class, kMeans::finish);
            kMeans.start(table, 100);
            assertThrows(IllegalArgumentException.class, () -> kMeans.partialFit(Blobs.table(100, 4, 2, 1, 1)));
            table.set(50, new float[]{1, Float.NaN, 1});
            assertThrows(IllegalArgumentException.class, () -> kMeans.partialFit(table));
            assertThrows(IllegalArgumentException.class, () -> kMeans.start(table, 100));
            assertThrows(IllegalArgumentException.class, () -> kMeans.fit(table));
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MiniBatchOptions(0, 1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MiniBatchOptions(1, 0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MiniBatchOptions(1, 1, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MiniBatchOptions(1, 1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MiniBatchOptions(1, 1, 1, 1, 0, 1));
    }

    private static Centroids stream(final VectorTable table, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            final MiniBatchKMeans kMeans = new MiniBatchKMeans(options(7, 3), workers, TrainingMonitor.NONE);
            kMeans.start(rows(table, 0, kMeans.sampleSize()), table.size());
            boolean settled = false;
            for (int from = 0; from < table.size() && !settled; from += 500) {
                settled = kMeans.partialFit(rows(table, from, 500));
            }
            return kMeans.finish();
        }
    }

    private static VectorTable rows(final VectorTable table, final int from, final int count) {
        final VectorTable some = new VectorTable(table.dimension());
        for (int i = from; i < Math.min(table.size(), from + count); i++) {
            some.add(table.row(i));
        }
        return some;
    }

    private static MiniBatchOptions options(final int segments, final long seed) {
        return new MiniBatchOptions(segments, 512, 3, 100, 10, seed);
    }

    private static Clustering fit(final VectorTable table, final MiniBatchOptions options, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new MiniBatchKMeans(options, workers, TrainingMonitor.NONE).fit(table);
        }
    }
}
