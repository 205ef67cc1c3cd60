// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Centroids, each the mean of the rows that it has been given so far. One that has been given far fewer rows than the others can be sent elsewhere.
 */
final class MovingCentroids {

    /** Idle is what has been given less than this share of what the busiest one has. */
    private static final double IDLE = 0.01;

    private final double[][] places;
    private final long[] counts;

    /**
     * @param places k x d
     * @param given k numbers of rows whose mean a place is
     */
    MovingCentroids(final float[][] places, final long[] given) {
        this.places = new double[places.length][places[0].length];
        for (int c = 0; c < places.length; c++) {
            for (int j = 0; j < places[c].length; j++) {
                this.places[c][j] = places[c][j];
            }
        }
        counts = given.clone();
    }

    int dimension() {
        return places[0].length;
    }

    float[][] toFloats() {
        final float[][] floats = new float[places.length][places[0].length];
        for (int c = 0; c < floats.length; c++) {
            for (int j = 0; j < floats[c].length; j++) {
                floats[c][j] = (float) places[c][j];
            }
        }
        return floats;
    }

    /** Every row moves its centroid by 1 / (rows that the centroid has been given) of the way, all rows of a batch at once. */
    void pull(final ClusterSums batch) {
        for (int c = 0; c < places.length; c++) {
            final int count = batch.count(c);
            counts[c] += count;
            for (int j = 0; count > 0 && j < places[c].length; j++) {
                places[c][j] += (batch.sum(c, j) - count * places[c][j]) / counts[c];
            }
        }
    }

    /**
     * Sends idle centroids to rows of the batch, drawn with a probability proportional to their squared distance from their centroid. They are
     * taken to have been given as many rows as the least busy of the others.
     *
     * @param labels the batch's labels
     */
    void moveIdle(final PackedVectors batch, final int[] labels, final RandomStream random) {
        final long busiest = Arrays.stream(counts).max().orElseThrow();
        final int[] idle = IntStream.range(0, counts.length).filter(c -> counts[c] < IDLE * busiest).limit(batch.size() / 2).toArray();
        if (idle.length == 0) {
            return;
        }
        final double[] distances = new double[batch.size()];
        final float[][] floats = toFloats();
        Arrays.setAll(distances, i -> Vectors.squaredDistance(batch.exact(i), floats[labels[i]]));
        final long least = Arrays.stream(counts).filter(count -> count >= IDLE * busiest).min().orElseThrow();
        for (final int c : idle) {
            final int drawn = draw(distances, random.nextDouble() * Arrays.stream(distances).sum());
            if (drawn >= 0) {
                final float[] row = batch.exact(drawn);
                Arrays.setAll(places[c], j -> row[j]);
                counts[c] = least;
                distances[drawn] = 0;
            }
        }
    }

    /** The index at which the running sum passes the target, or the last one that is not 0; -1 when all are. */
    private static int draw(final double[] weights, final double target) {
        double before = 0;
        int last = -1;
        for (int i = 0; i < weights.length && before <= target; i++) {
            if (weights[i] > 0) {
                last = i;
                before += weights[i];
            }
        }
        return last;
    }
}
