// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class StreamingKMeansTest {

    private static final double FOREVER = Double.POSITIVE_INFINITY;

    /** By hand: c = 1, n = 8, a = 0.5 (4 records, half-life 4), m = 4, x = 5: (1 * 8 * 0.5 + 5 * 4) / (8 * 0.5 + 4) = 3, and the weight 8. */
    @Test
    void figuresOfTheRule() {
        final StreamingKMeans online = new StreamingKMeans(new Centroids(new float[][]{{1}, {100}}), new double[]{8, 6}, 4);
        final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(2, 1);
        for (final float value : new float[]{2, 4, 6, 8}) {
            batch.add(0, new float[]{value});
        }
        online.update(batch);
        assertArrayEquals(new float[][]{{3}, {100}}, online.centroids().toArray());
        assertArrayEquals(new double[]{8, 3}, online.weights(), 1e-12);
    }

    /** The tests of Spark's StreamingKMeans: without forgetting, a centroid is the mean of all that it ever stood for. */
    @Test
    void withoutForgettingItIsTheGrandMean() {
        final Random random = new Random(5);
        final StreamingKMeans online = new StreamingKMeans(new Centroids(new float[][]{{0, 0, 0}}), new double[]{1e-9}, FOREVER);
        final double[] sums = new double[3];
        for (int step = 0; step < 20; step++) {
            final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(1, 3);
            for (int i = 0; i < 50; i++) {
                final float[] vector = {(float) random.nextGaussian(), (float) random.nextGaussian() + 2, step};
                batch.add(0, vector);
                for (int j = 0; j < 3; j++) {
                    sums[j] += vector[j];
                }
            }
            online.update(batch);
        }
        for (int j = 0; j < 3; j++) {
            assertEquals(sums[j] / 1000, online.centroids().toArray()[0][j], 1e-5);
        }
        assertEquals(1000, online.weights()[0], 1e-6);
    }

    /** After a half-life the start counts half of what it did, in how many batches ever. */
    @Test
    void halfLifeDoesNotDependOnBatches() {
        for (final int size : new int[]{1, 10, 1000}) {
            final StreamingKMeans online = new StreamingKMeans(new Centroids(new float[][]{{7}, {0}}), new double[]{64, 64}, 1000);
            for (int from = 0; from < 1000; from += size) {
                final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(2, 1);
                for (int i = 0; i < size; i++) {
                    batch.add(1, new float[]{0});
                }
                online.update(batch);
            }
            assertEquals(32, online.weights()[0], 1e-9);
            assertEquals(7, online.centroids().toArray()[0][0]);
        }
    }

    @Test
    void followsWhatComes() {
        final StreamingKMeans online = new StreamingKMeans(new Centroids(new float[][]{{0}}), new double[]{1000}, 100);
        for (int step = 0; step < 20; step++) {
            final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(1, 1);
            for (int i = 0; i < 100; i++) {
                batch.add(0, new float[]{1});
            }
            online.update(batch);
        }
        assertEquals(1, online.centroids().toArray()[0][0], 1e-4);
        // 100 (1 + 1/2 + 1/4 + ...)
        assertEquals(200, online.weights()[0], 1e-2);
    }

    @Test
    void longSilenceDividesNothingByZero() {
        final StreamingKMeans online = new StreamingKMeans(new Centroids(new float[][]{{3}, {0}}), new double[]{5, 5}, 1);
        final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(2, 1);
        for (int i = 0; i < 5000; i++) {
            batch.add(1, new float[]{1});
        }
        online.update(batch);
        assertArrayEquals(new float[][]{{3}, {1}}, online.centroids().toArray());
        final StreamingKMeans.Batch again = new StreamingKMeans.Batch(2, 1);
        again.add(0, new float[]{4});
        online.update(again);
        assertEquals(4, online.centroids().toArray()[0][0]);
    }

    @Test
    void nonsenseIsRefused() {
        final Centroids start = new Centroids(new float[][]{{1}});
        assertThrows(IllegalArgumentException.class, () -> new StreamingKMeans(start, new double[]{1, 2}, 1));
        assertThrows(IllegalArgumentException.class, () -> new StreamingKMeans(start, new double[]{1}, 0));
    }
}
