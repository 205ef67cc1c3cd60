// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * A tree of clusters over the rows of a table.
 *
 * @param tree its leaves are rows, summaries of rows, or the clusters at which a division stopped
 * @param leaves for each of the n rows its leaf
 * @param notes what the user should know about how it was made, in plain sentences without customer data
 */
public record Hierarchy(Dendrogram tree, int[] leaves, List<String> notes) {

    public Hierarchy {
        notes = List.copyOf(notes);
    }

    /**
     * @param segments wanted, at least 1
     * @return that many, or fewer when there are fewer leaves or fewer different rows
     */
    public Partitioning cut(final int segments) {
        final int clusters = Math.min(segments, tree.distinctLeaves());
        final int[] clusterOf = tree.cut(clusters);
        return Partitioning.of(Arrays.stream(leaves).map(leaf -> clusterOf[leaf]).toArray(), clusters, tree.top(clusters), notes);
    }
}
