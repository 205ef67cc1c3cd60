// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * A table's rows in segments, numbered by descending size.
 *
 * @param centroids k x d, the mean of each segment's rows unless the iterations were cut short
 * @param assignments for every row its nearest centroid, or its own segment's where centroids did not decide; segment -1 is noise
 * @param sizes rows per segment, each at least 1
 * @param inertia sum of the squared distances of the rows from their centroids, without noise
 * @param iterations iterations of all starts together, 1 where nothing is iterated
 * @param requested segments wanted; greater than the number of centroids when there are fewer different rows
 */
public record Clustering(Centroids centroids, Nearest[] assignments, int[] sizes, double inertia, int iterations, int requested) {

    /**
     * @return true when there were fewer different rows than segments wanted
     */
    public boolean hasFewerThanRequested() {
        return sizes.length < requested;
    }
}
