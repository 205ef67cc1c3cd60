// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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
        final int[] counts = new int[centroids.length];
        final int[] firstRow = new int[centroids.length];
        Arrays.fill(firstRow, Integer.MAX_VALUE);
        double inertia = 0;
        for (int i = 0; i < nearest.length; i++) {
            final int label = nearest[i].segment();
            counts[label]++;
            firstRow[label] = Math.min(firstRow[label], i);
            inertia += (double) nearest[i].distance() * nearest[i].distance();
        }
        final int[] order = IntStream.range(0, centroids.length).filter(c -> counts[c] > 0).boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -counts[c]).thenComparingInt(c -> firstRow[c])).mapToInt(Integer::intValue).toArray();

        final int[] idOf = new int[centroids.length];
        final int[] sizes = new int[order.length];
        final float[][] ordered = new float[order.length][];
        for (int id = 0; id < order.length; id++) {
            idOf[order[id]] = id;
            sizes[id] = counts[order[id]];
            ordered[id] = centroids[order[id]];
        }
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = new Nearest(idOf[nearest[i].segment()], nearest[i].distance(), nearest[i].confidence());
        }
        return new Clustering(new Centroids(ordered), nearest, sizes, inertia, iterations, requested);
    }
}
