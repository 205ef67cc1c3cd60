// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Centroids;

import java.util.Arrays;

/**
 * What an earlier model knows of its segments, and all that is needed to find them again.
 *
 * @param centroids k x d
 * @param ids of the k rows
 * @param sizes members of each segment at its training, each at least 1
 * @param reach of each segment the distance from its centroid from which on a row is not one of its
 */
public record EarlierSegments(Centroids centroids, SegmentIds ids, int[] sizes, float[] reach) {

    public EarlierSegments {
        if (ids.size() != centroids.size() || sizes.length != centroids.size() || reach.length != centroids.size()) {
            throw new IllegalArgumentException(centroids.size() + " centroids, but " + ids.size() + " ids, " + sizes.length + " sizes and " + reach.length + " reaches");
        }
    }

    /**
     * @return the segment's share of the members of all, 0..1
     */
    double share(final int row) {
        return sizes[row] / (double) Arrays.stream(sizes).asLongStream().sum();
    }
}
