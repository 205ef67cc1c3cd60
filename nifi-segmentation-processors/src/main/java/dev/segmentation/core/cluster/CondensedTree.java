// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * What is left of a tree of all densities when parts of fewer rows than a cluster needs only fall off: clusters that shrink, and split where several parts are large enough.
 * Density is 1 / distance; a cluster's excess of mass is the sum over its rows of how much denser it gets before they fall off or it splits. Of a cluster and what it
 * splits into, the side with more is kept. The cluster of all rows is never kept.
 *
 * @see <a href="https://doi.org/10.1145/2733381">Campello, Moulavi, Zimek, Sander: Hierarchical density estimates for data clustering, visualization, and outlier detection, 2015</a>
 */
final class CondensedTree {

    private static final int NONE = -1;

    private final Dendrogram tree;
    private final int minimumSize;
    private final double greatestDensity;
    /** The cluster of every node: the one that it is, belongs to, or has fallen off. */
    private final int[] clusterOf;
    private final int[] parents;
    private final double[] births;
    private final double[] masses;
    private int clusters = 1;

    /**
     * @param tree of distances, every leaf one row
     * @param minimumSize rows of a cluster, at least 2
     */
    CondensedTree(final Dendrogram tree, final int minimumSize) {
        this.tree = tree;
        this.minimumSize = minimumSize;
        final int leaves = tree.leaves();
        // Every cluster but the first is one of several parts with enough rows.
        final int most = 1 + 2 * (leaves / minimumSize);
        parents = new int[most];
        births = new double[most];
        masses = new double[most];
        clusterOf = new int[leaves + tree.merges()];
        greatestDensity = greatestDensity();
        parents[0] = NONE;
        condense();
    }

    /** Rows at distance 0 count as being at half the least distance that is not: an infinite density would leave nothing to compare. */
    private double greatestDensity() {
        final int firstApart = tree.leaves() - tree.distinctLeaves();
        return firstApart < tree.merges() ? 2 / tree.height(firstApart) : 1;
    }

    /**
     * Merges at one and the same distance are one division into several parts: which of them came first says nothing. Ties are common, since a row reaches all others
     * within its core distance at that distance.
     */
    private void condense() {
        final boolean[] seen = new boolean[clusterOf.length];
        final boolean[] fallen = new boolean[clusterOf.length];
        final int[] parts = new int[tree.leaves()];
        for (int node = clusterOf.length - 1; node >= tree.leaves(); node--) {
            if (!seen[node]) {
                divide(node, fallen[node], parts(node, parts, seen), parts, fallen);
            }
        }
    }

    /** The greatest nodes below one that were merged at a lower distance than it, or are leaves. */
    private int parts(final int node, final int[] parts, final boolean[] seen) {
        final double height = tree.height(node - tree.leaves());
        int count = 0;
        int expanded = 0;
        parts[count++] = node;
        while (expanded < count) {
            final int merge = parts[expanded] - tree.leaves();
            if (merge >= 0 && tree.height(merge) == height) {
                seen[parts[expanded]] = true;
                parts[expanded] = tree.left(merge);
                parts[count++] = tree.right(merge);
            } else {
                expanded++;
            }
        }
        return count;
    }

    private void divide(final int node, final boolean fallenBefore, final int count, final int[] parts, final boolean[] fallen) {
        final int cluster = clusterOf[node];
        final double density = Math.min(greatestDensity, 1 / tree.height(node - tree.leaves()));
        final boolean splits = Arrays.stream(parts, 0, count).filter(part -> tree.size(part) >= minimumSize).count() > 1;
        for (int i = 0; i < count; i++) {
            final int part = parts[i];
            final boolean large = tree.size(part) >= minimumSize;
            clusterOf[part] = cluster;
            fallen[part] = fallenBefore || !large;
            if (!fallenBefore && (splits || !large)) {
                masses[cluster] += tree.size(part) * (density - births[cluster]);
            }
            if (!fallenBefore && splits && large) {
                parents[clusters] = cluster;
                births[clusters] = density;
                clusterOf[part] = clusters++;
            }
        }
    }

    /**
     * @return for every leaf its cluster, numbered from 0, or -1
     */
    int[] labels() {
        final boolean[] kept = new boolean[clusters];
        final double[] massBelow = new double[clusters];
        for (int cluster = clusters - 1; cluster > 0; cluster--) {
            kept[cluster] = masses[cluster] >= massBelow[cluster];
            massBelow[parents[cluster]] += Math.max(masses[cluster], massBelow[cluster]);
        }
        final int[] number = new int[clusters];
        int count = 0;
        number[0] = NONE;
        for (int cluster = 1; cluster < clusters; cluster++) {
            final int above = number[parents[cluster]];
            number[cluster] = above == NONE && kept[cluster] ? count++ : above;
        }
        return Arrays.stream(clusterOf, 0, tree.leaves()).map(cluster -> number[cluster]).toArray();
    }
}
