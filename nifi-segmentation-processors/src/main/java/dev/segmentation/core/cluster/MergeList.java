// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Merges as an algorithm finds them, each told by one leaf of either cluster. Memory: 16 bytes per merge.
 */
final class MergeList {

    private final int[] first;
    private final int[] second;
    private final double[] heights;
    private int count;

    /**
     * @param leaves n, at least 1
     */
    MergeList(final int leaves) {
        first = new int[leaves - 1];
        second = new int[leaves - 1];
        heights = new double[leaves - 1];
    }

    /**
     * @param oneLeaf any leaf of the one cluster
     * @param otherLeaf any leaf of the other
     */
    void add(final int oneLeaf, final int otherLeaf, final double height) {
        first[count] = oneLeaf;
        second[count] = otherLeaf;
        heights[count++] = height;
    }

    int size() {
        return count;
    }

    /**
     * @return the tree of the n - 1 merges by ascending height, of equals in the order in which they were found. O(n log n).
     */
    Dendrogram ascending(final int[] leafSizes) {
        return tree(leafSizes, IntStream.range(0, count).boxed().sorted(Comparator.comparingDouble(m -> heights[m])).mapToInt(Integer::intValue).toArray());
    }

    /**
     * @return the tree of the n - 1 merges in the order in which they were found
     */
    Dendrogram inOrder(final int[] leafSizes) {
        return tree(leafSizes, IntStream.range(0, count).toArray());
    }

    private Dendrogram tree(final int[] leafSizes, final int[] order) {
        final int[] left = new int[count];
        final int[] right = new int[count];
        final double[] ordered = new double[count];
        final int[] parent = IntStream.range(0, leafSizes.length + count).toArray();
        for (int m = 0; m < count; m++) {
            final int one = root(parent, first[order[m]]);
            final int other = root(parent, second[order[m]]);
            left[m] = Math.min(one, other);
            right[m] = Math.max(one, other);
            ordered[m] = heights[order[m]];
            parent[one] = leafSizes.length + m;
            parent[other] = leafSizes.length + m;
        }
        return new Dendrogram(leafSizes, left, right, ordered);
    }

    /** Paths are halved on the way up. */
    private static int root(final int[] parent, final int node) {
        int current = node;
        while (parent[current] != current) {
            parent[current] = parent[parent[current]];
            current = parent[current];
        }
        return current;
    }
}
