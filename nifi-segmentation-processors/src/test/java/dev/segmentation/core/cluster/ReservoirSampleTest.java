// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReservoirSampleTest {

    @Test
    void keepsAllInTheirOrderWhileThereIsRoom() {
        final VectorTable sample = numbers(100, 100, 3).table();
        assertEquals(100, sample.size());
        for (int i = 0; i < 100; i++) {
            assertEquals(i, sample.row(i)[0]);
        }
    }

    @Test
    void everyVectorIsKeptEquallyOften() {
        final int[] kept = new int[200];
        for (int seed = 0; seed < 2000; seed++) {
            final ReservoirSample sample = numbers(200, 20, seed);
            assertEquals(20, sample.table().size());
            assertEquals(200, sample.seen());
            for (int i = 0; i < 20; i++) {
                kept[(int) sample.table().row(i)[0]]++;
            }
        }
        // Binomial with mean 200 and deviation 13.4.
        for (final int times : kept) {
            assertTrue(Math.abs(times - 200) < 5 * 13.4);
        }
    }

    @Test
    void theSameSeedGivesTheSameSample() {
        final VectorTable one = numbers(5000, 50, 7).table();
        final VectorTable two = numbers(5000, 50, 7).table();
        for (int i = 0; i < 50; i++) {
            assertArrayEquals(one.row(i), two.row(i));
        }
    }

    @Test
    void needsRoom() {
        assertThrows(IllegalArgumentException.class, () -> new ReservoirSample(3, 0, 1));
    }

    /** Means of m vectors are off by 1 / m of the variance each: k centroids of n vectors cost the share k / n more than the best, on vectors that were not among them. */
    @Test
    void kMeansOnASampleIsNearlyAsGoodOnAllVectors() {
        final int segments = 10;
        final VectorTable all = Blobs.table(20_000, 24, segments, 0.5, 3);
        final ReservoirSample sample = new ReservoirSample(24, 2000, 5);
        for (int i = 0; i < all.size(); i++) {
            sample.add(all.row(i));
        }
        try (Workers workers = new Workers("sample", 2)) {
            final KMeans kMeans = new KMeans(new KMeansOptions(segments, 5, 300, 1e-4, 1, Seeding.GREEDY, Metric.EUCLIDEAN), workers, TrainingMonitor.NONE);
            final double ofAll = kMeans.fit(all).inertia();
            final double ofSample = Clustering.by(kMeans.fit(sample.table()).centroids(), all, workers, TrainingMonitor.NONE).inertia();
            assertEquals(1, ofSample / ofAll, 2.0 * segments / 2000);
        }
    }

    private static ReservoirSample numbers(final int count, final int capacity, final long seed) {
        final ReservoirSample sample = new ReservoirSample(1, capacity, seed);
        for (int i = 0; i < count; i++) {
            sample.add(new float[]{i});
        }
        return sample;
    }
}
