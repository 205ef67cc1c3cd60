// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;

/**
 * HDBSCAN*: clusters of any shape where rows are dense, at the density at which each of them lasts longest, and noise elsewhere. Euclidean, which on vectors of length 1 orders
 * pairs as the cosine does. The core distance of a row is that to its m-th nearest, itself included; two rows reach each other at the greatest of their distance and
 * both core distances. The spanning tree of these gives the tree of all densities. Nothing is random. O(n^2 d), no matrix.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-37456-2_14">Campello, Moulavi, Sander: Density-based clustering based on hierarchical density estimates, 2013</a>
 */
public final class Hdbscan {

    private final HdbscanOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public Hdbscan(final HdbscanOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes that the table and everything derived from it take, beside some megabytes per thread
     */
    public static long bytes(final long rows, final int dimension) {
        final int rowArrays = 16;
        return VectorTable.bytes(rows, dimension) + SpanningTree.bytes(rows, dimension) + rowArrays * rows * Double.BYTES;
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return as many segments as there are, possibly none; rows outside them are -1; no tree, since segments lie at different densities
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Partitioning fit(final VectorTable table) {
        final RowDistances distances = new RowDistances(table);
        final double[] core = new CoreDistances(distances, options.minimumSamples(), workers, monitor).squared();
        final int[] ones = new int[table.size()];
        Arrays.fill(ones, 1);
        final Dendrogram tree = new SpanningTree(distances, core, workers, monitor).run().ascending(ones);
        final int[] labels = new CondensedTree(tree, options.minimumClusterSize()).labels();
        final long noise = Arrays.stream(labels).filter(label -> label == Members.NOISE).count();
        final List<String> notes = noise == 0 ? List.of() : List.of(noise + " of " + labels.length + " vectors lie in no dense region and belong to no segment");
        return Partitioning.of(labels, Arrays.stream(labels).max().orElse(Members.NOISE) + 1, null, notes);
    }
}
