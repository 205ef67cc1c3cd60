// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.cluster.StreamingKMeans.Batch;

/**
 * Means without some of the rows that they were made of: with c the mean of n rows, and s the sum of m of them, the mean of the rest is {@code (n c - s) / (n - m)}.
 *
 * <p>Centroids are float32: what they were rounded by counts n / (n - m) times as much in the rest. O(k d), in double.</p>
 *
 * @param centroids k means of the remaining rows
 * @param sizes rows that remain, each at least 1
 */
public record RemainingMeans(Centroids centroids, int[] sizes) {

    /**
     * @param centroids k means
     * @param sizes rows that each is the mean of
     * @param removed some of these rows
     * @throws IllegalArgumentException when less than a row would remain of a mean, see {@link #exhausted}
     */
    public static RemainingMeans of(final Centroids centroids, final int[] sizes, final Batch removed) {
        if (exhausted(sizes, removed) >= 0) {
            throw new IllegalArgumentException("nothing remains of mean " + exhausted(sizes, removed));
        }
        final float[][] means = centroids.toArray();
        final int[] remaining = sizes.clone();
        for (int c = 0; c < means.length; c++) {
            if (removed.count(c) > 0) {
                remaining[c] -= (int) removed.count(c);
                for (int j = 0; j < means[c].length; j++) {
                    means[c][j] = (float) (((double) sizes[c] * means[c][j] - removed.sum(c)[j]) / remaining[c]);
                }
            }
        }
        return new RemainingMeans(new Centroids(means), remaining);
    }

    /**
     * @return the first of the means of which less than a row would remain, or -1
     */
    public static int exhausted(final int[] sizes, final Batch removed) {
        for (int c = 0; c < sizes.length; c++) {
            if (removed.count(c) > 0 && removed.count(c) >= sizes[c]) {
                return c;
            }
        }
        return -1;
    }
}
