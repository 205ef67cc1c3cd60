// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * A table's rows in segments, numbered by descending size.
 *
 * @param centroids k x d, the mean of each segment's rows unless the iterations were cut short
 * @param assignments for every row its nearest centroid, or its own segment's where centroids did not decide; segment -1 is noise
 * @param sizes rows per segment, each at least 1 where the segments are those of these rows
 * @param inertia sum of the squared distances of the rows from their centroids, without noise
 * @param iterations iterations of all starts together, 1 where nothing is iterated
 * @param requested segments wanted; greater than the number of centroids when there are fewer different rows
 */
public record Clustering(Centroids centroids, Nearest[] assignments, int[] sizes, double inertia, int iterations, int requested) {

    /**
     * Puts rows into segments that were found among other rows. O(n k d); a packed copy of the table in memory.
     *
     * @param centroids k x d, of the other rows
     * @param table n x d, n at least 1
     * @return the rows by their nearest centroids, in the order of the centroids; sizes may be 0
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static Clustering by(final Centroids centroids, final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        final Nearest[] nearest = centroids.nearest(table, workers, monitor);
        final int[] sizes = new int[centroids.size()];
        double inertia = 0;
        for (final Nearest row : nearest) {
            sizes[row.segment()]++;
            inertia += (double) row.distance() * row.distance();
        }
        return new Clustering(centroids, nearest, sizes, inertia, 1, centroids.size());
    }

    /**
     * The same rows in the same segments, where the rows have other vectors. O(n k d).
     *
     * @param other n x e, the same n rows
     * @return centroids and distances of the other vectors
     */
    public Clustering in(final VectorTable other, final Workers workers, final TrainingMonitor monitor) {
        return Partitioning.of(this).toClustering(other, requested, workers, monitor);
    }

    /**
     * @return the segment of each row, where noise is one more segment after all others
     */
    int[] labels() {
        return Arrays.stream(assignments).mapToInt(row -> row.isNoise() ? sizes.length : row.segment()).toArray();
    }

    /**
     * @return true when there were fewer different rows than segments wanted
     */
    public boolean hasFewerThanRequested() {
        return sizes.length < requested;
    }
}
