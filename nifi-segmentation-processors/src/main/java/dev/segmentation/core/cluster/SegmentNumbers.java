// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * Numbers segments by descending size, those of equal size by their first row.
 */
final class SegmentNumbers {

    private SegmentNumbers() {
    }

    /**
     * @param centroids k x d; those without rows are left out
     * @param nearest for every row its nearest centroid; renumbered in place
     */
    static Clustering clustering(final float[][] centroids, final Nearest[] nearest, final int iterations, final int requested) {
        final int[] labels = Arrays.stream(nearest).mapToInt(Nearest::segment).toArray();
        final int[] counts = Members.counts(labels, centroids.length);
        final int[] order = Members.bySize(labels, centroids.length);
        final int[] idOf = new int[centroids.length];
        final int[] sizes = new int[order.length];
        final float[][] ordered = new float[order.length][];
        for (int id = 0; id < order.length; id++) {
            idOf[order[id]] = id;
            sizes[id] = counts[order[id]];
            ordered[id] = centroids[order[id]];
        }
        double inertia = 0;
        for (int i = 0; i < nearest.length; i++) {
            inertia += (double) nearest[i].distance() * nearest[i].distance();
            nearest[i] = new Nearest(idOf[nearest[i].segment()], nearest[i].distance(), nearest[i].confidence());
        }
        return new Clustering(new Centroids(ordered), nearest, sizes, inertia, iterations, requested);
    }
}
