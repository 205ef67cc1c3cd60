// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Divisions as an algorithm makes them, from one cluster of all rows downwards: the tree of merges is the same read backwards.
 */
final class Division {

    private final int[] clusterOf;
    private final List<Integer> parents = new ArrayList<>();
    private final List<Double> heights = new ArrayList<>();

    /**
     * @param rows n, at least 1: all in cluster 0
     */
    Division(final int rows) {
        clusterOf = new int[rows];
    }

    int clusters() {
        return parents.size() + 1;
    }

    /**
     * Some rows leave their cluster and become the next one.
     *
     * @param cluster that is divided, of those there are
     * @param leaving some of its rows, but not all
     * @param height of the division
     */
    void divide(final int cluster, final int[] leaving, final double height) {
        parents.add(cluster);
        heights.add(height);
        for (final int row : leaving) {
            clusterOf[row] = parents.size();
        }
    }

    Hierarchy hierarchy() {
        final MergeList merges = new MergeList(clusters());
        for (int division = parents.size() - 1; division >= 0; division--) {
            merges.add(parents.get(division), division + 1, heights.get(division));
        }
        return new Hierarchy(merges.inOrder(Members.counts(clusterOf, clusters())), clusterOf, List.of());
    }
}
