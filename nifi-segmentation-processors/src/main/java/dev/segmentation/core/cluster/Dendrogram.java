// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * A binary tree of clusters. Leaf {@code i < n} is node {@code i}, merge {@code m} makes node {@code n + m} of two earlier nodes, as in SciPy's
 * linkage matrix. A leaf may stand for several rows. Immutable; O(n) memory.
 *
 * <p>Merges are in the order in which clusters grow together, and {@link #cut} goes by that order. With all linkages but {@link Linkage#CENTROID}
 * and all divisions but the one by size their heights never fall along it.</p>
 */
public final class Dendrogram {

    private final int[] leafSizes;
    private final int[] left;
    private final int[] right;
    private final double[] heights;
    private final int[] sizes;

    /**
     * @param leafSizes rows of each of the n leaves, n and all sizes at least 1; copied
     * @param left the one node of each of the n - 1 merges; copied
     * @param right the other node; every node is merged once at most; copied
     * @param heights of the merges, finite, 0 or more; copied
     * @throws IllegalArgumentException when that is no tree
     */
    public Dendrogram(final int[] leafSizes, final int[] left, final int[] right, final double[] heights) {
        this.leafSizes = leafSizes.clone();
        this.left = left.clone();
        this.right = right.clone();
        this.heights = heights.clone();
        final int merges = leafSizes.length - 1;
        if (merges < 0 || left.length != merges || right.length != merges || heights.length != merges) {
            throw new IllegalArgumentException("a tree of " + leafSizes.length + " leaves cannot have " + left.length + ", " + right.length + " and " + heights.length + " merges");
        }
        if (Arrays.stream(leafSizes).anyMatch(size -> size < 1) || Arrays.stream(leafSizes).asLongStream().sum() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the sizes of leaves must be at least 1 and their sum an int");
        }
        sizes = new int[merges];
        final boolean[] merged = new boolean[2 * merges + 1];
        for (int m = 0; m < merges; m++) {
            final int node = leafSizes.length + m;
            if (left[m] < 0 || right[m] < 0 || left[m] >= node || right[m] >= node || left[m] == right[m] || merged[left[m]] || merged[right[m]]) {
                throw new IllegalArgumentException("merge " + m + " cannot join the nodes " + left[m] + " and " + right[m]);
            }
            if (!(heights[m] >= 0 && heights[m] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("merge " + m + " cannot have the height " + heights[m]);
            }
            merged[left[m]] = true;
            merged[right[m]] = true;
            sizes[m] = size(left[m]) + size(right[m]);
        }
    }

    /**
     * @return n, at least 1
     */
    public int leaves() {
        return leafSizes.length;
    }

    /**
     * @return n - 1
     */
    public int merges() {
        return left.length;
    }

    /**
     * @param merge 0..n-2
     * @return the one of the nodes that it joins
     */
    public int left(final int merge) {
        return left[merge];
    }

    /**
     * @param merge 0..n-2
     * @return the other of the nodes that it joins
     */
    public int right(final int merge) {
        return right[merge];
    }

    /**
     * @param merge 0..n-2
     * @return how far from each other the two nodes are, in the meaning of the method that made the tree
     */
    public double height(final int merge) {
        return heights[merge];
    }

    /**
     * @param node a leaf 0..n-1 or n + merge
     * @return rows below it
     */
    public int size(final int node) {
        return node < leafSizes.length ? leafSizes[node] : sizes[node - leafSizes.length];
    }

    /**
     * @return the number of leaves that are left when all are joined that were merged at height 0 before anything else was: equal rows are one
     */
    public int distinctLeaves() {
        int equal = 0;
        while (equal < heights.length && heights[equal] == 0) {
            equal++;
        }
        return leafSizes.length - equal;
    }

    /**
     * The clusters there were before the last k - 1 merges.
     *
     * @param clusters k, 1..n
     * @return for every leaf its cluster 0..k-1, numbered by their lowest leaves
     */
    public int[] cut(final int clusters) {
        if (clusters < 1 || clusters > leafSizes.length) {
            throw new IllegalArgumentException("a tree of " + leafSizes.length + " leaves cannot be cut into " + clusters + " clusters");
        }
        final boolean[] joined = new boolean[left.length];
        Arrays.fill(joined, 0, leafSizes.length - clusters, true);
        return labels(joined);
    }

    /**
     * Joins what merges at this height or below. Where heights fall towards the root, a merge counts as high as the highest one below it.
     *
     * @return for every leaf its cluster, numbered by their lowest leaves
     */
    public int[] cutAt(final double height) {
        final boolean[] joined = new boolean[left.length];
        for (int m = 0; m < left.length; m++) {
            joined[m] = heights[m] <= height && isJoined(left[m], joined) && isJoined(right[m], joined);
        }
        return labels(joined);
    }

    /**
     * @param clusters k, 1..n
     * @return the tree above {@link #cut cut(k)}: its leaves are the clusters in their numbering
     */
    public Dendrogram top(final int clusters) {
        final int[] labels = cut(clusters);
        final int[] topSizes = new int[clusters];
        for (int leaf = 0; leaf < labels.length; leaf++) {
            topSizes[labels[leaf]] += leafSizes[leaf];
        }
        final int below = leafSizes.length - clusters;
        final int[] clusterOf = new int[leafSizes.length + below];
        System.arraycopy(labels, 0, clusterOf, 0, labels.length);
        for (int m = 0; m < below; m++) {
            clusterOf[leafSizes.length + m] = clusterOf[left[m]];
        }
        final int[] topLeft = new int[clusters - 1];
        final int[] topRight = new int[clusters - 1];
        for (int m = 0; m < topLeft.length; m++) {
            topLeft[m] = topNode(left[below + m], clusterOf, clusters);
            topRight[m] = topNode(right[below + m], clusterOf, clusters);
        }
        return new Dendrogram(topSizes, topLeft, topRight, Arrays.copyOfRange(heights, below, heights.length));
    }

    /**
     * @param numbers a new number for every leaf: a permutation of 0..n-1
     * @return the same tree with its leaves numbered otherwise
     */
    public Dendrogram renumbered(final int[] numbers) {
        final int[] newSizes = new int[leafSizes.length];
        for (int leaf = 0; leaf < numbers.length; leaf++) {
            newSizes[numbers[leaf]] = leafSizes[leaf];
        }
        return new Dendrogram(newSizes, renumbered(left, numbers), renumbered(right, numbers), heights);
    }

    /**
     * @param newSizes rows of each leaf, at least 1
     * @return the same tree over so many rows
     */
    public Dendrogram resized(final int[] newSizes) {
        return new Dendrogram(newSizes, left, right, heights);
    }

    private static int[] renumbered(final int[] nodes, final int[] numbers) {
        return Arrays.stream(nodes).map(node -> node < numbers.length ? numbers[node] : node).toArray();
    }

    private static int topNode(final int node, final int[] clusterOf, final int clusters) {
        return node < clusterOf.length ? clusterOf[node] : node - clusterOf.length + clusters;
    }

    private boolean isJoined(final int node, final boolean[] joined) {
        return node < leafSizes.length || joined[node - leafSizes.length];
    }

    /** Walks down from the root: what is not joined makes clusters of its nodes. */
    private int[] labels(final boolean[] joined) {
        final int nodes = leafSizes.length + left.length;
        final int[] clusterRoot = new int[nodes];
        clusterRoot[nodes - 1] = nodes - 1;
        for (int m = left.length - 1; m >= 0; m--) {
            final int node = leafSizes.length + m;
            clusterRoot[left[m]] = joined[m] ? clusterRoot[node] : left[m];
            clusterRoot[right[m]] = joined[m] ? clusterRoot[node] : right[m];
        }
        final int[] number = new int[nodes];
        Arrays.fill(number, -1);
        final int[] labels = new int[leafSizes.length];
        int clusters = 0;
        for (int leaf = 0; leaf < labels.length; leaf++) {
            final int root = clusterRoot[leaf];
            if (number[root] < 0) {
                number[root] = clusters++;
            }
            labels[leaf] = number[root];
        }
        return labels;
    }
}
