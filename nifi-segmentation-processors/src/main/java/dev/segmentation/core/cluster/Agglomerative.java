// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Agglomerative clustering by euclidean distances, which on vectors of length 1 order pairs as the cosine does. Every row starts as a cluster, the nearest
 * two merge. Nearest-neighbour chains in a float32 matrix for Ward, average, complete and weighted linkage, a minimum spanning tree without a matrix for
 * single linkage, lower bounds for the centroid linkage: O(n^2 d).
 *
 * <p>What needs more than the memory limit is summarised first by {@link MicroClusters}, as many as fit. With Ward and centroid linkage merging goes on
 * from their means and sizes as if it had made them itself; average linkage takes the distance of two means for the mean distance of the rows, complete and weighted
 * linkage take each mean for a row. The hierarchy says so in its notes. Single linkage needs less memory than the summaries would.</p>
 *
 * <p>The same table and options give the same bytes for any number of threads.</p>
 */
public final class Agglomerative {

    private static final long MEBIBYTE = 1 << 20;
    private static final int ROW_ARRAYS_BYTES = 96;

    private final AgglomerativeOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public Agglomerative(final AgglomerativeOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes that the table and everything derived from it take when all rows are merged themselves, beside some megabytes per thread
     */
    public static long bytes(final Linkage linkage, final long rows, final int dimension) {
        final long pairs = linkage == Linkage.SINGLE ? SpanningTree.bytes(rows, dimension) : DistanceMatrix.bytes(rows);
        // Closing ranks holds the old and the new half of the matrix for a moment.
        return VectorTable.bytes(rows, dimension) + pairs + (linkage == Linkage.SINGLE ? 0 : pairs / 4) + rows * ROW_ARRAYS_BYTES;
    }

    /**
     * @return bytes that suffice when as few summaries are made as there may be
     */
    static long leastBytes(final Linkage linkage, final long rows, final int dimension, final int segments) {
        return Math.min(bytes(linkage, rows, dimension), summarizedBytes(linkage, rows, dimension, Math.max(2, segments)));
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return the segments wanted, fewer when there are fewer different rows
     * @throws UntrainableException when the memory limit does not even allow summaries
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Partitioning fit(final VectorTable table) {
        return hierarchy(table).cut(options.segments());
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return the whole tree, to be cut as often as wanted
     * @throws UntrainableException when the memory limit does not even allow summaries
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Hierarchy hierarchy(final VectorTable table) {
        if (bytes(options.linkage(), table.size(), table.dimension()) <= options.memoryLimit()) {
            final int[] sizes = new int[table.size()];
            Arrays.fill(sizes, 1);
            return new Hierarchy(tree(table, sizes), IntStream.range(0, sizes.length).toArray(), List.of());
        }
        final int summaries = summaries(table.size(), table.dimension());
        final MicroClusters micro = MicroClusters.of(table, summaries, options.seed(), workers, monitor);
        final String note = "the " + table.size() + " vectors were summarised to " + micro.sizes().length + " before " + options.linkage().name().toLowerCase(Locale.ROOT)
                + " linkage, because of the memory limit";
        return new Hierarchy(tree(micro.means(), micro.sizes()), micro.labels(), List.of(note));
    }

    private Dendrogram tree(final VectorTable table, final int[] sizes) {
        final RowDistances distances = new RowDistances(table);
        if (options.linkage() == Linkage.SINGLE) {
            return new SpanningTree(distances, new double[sizes.length], workers, monitor).run().ascending(sizes);
        }
        final DistanceMatrix matrix = DistanceMatrix.of(distances, options.linkage(), sizes, workers, monitor);
        if (options.linkage() == Linkage.CENTROID) {
            return new CentroidLinkage(matrix, sizes, monitor).run().inOrder(sizes);
        }
        return new NeighbourChain(matrix, options.linkage(), sizes, monitor).run().ascending(sizes);
    }

    /** As many as fit beside the table. */
    private int summaries(final int rows, final int dimension) {
        int fit = 0;
        int tooMany = rows;
        while (tooMany - fit > 1) {
            final int middle = (fit + tooMany) >>> 1;
            if (summarizedBytes(options.linkage(), rows, dimension, middle) <= options.memoryLimit()) {
                fit = middle;
            } else {
                tooMany = middle;
            }
        }
        if (fit < Math.max(2, options.segments())) {
            final long least = leastBytes(options.linkage(), rows, dimension, options.segments());
            throw new UntrainableException("clustering " + rows + " vectors of " + dimension + " values needs at least " + Math.ceilDiv(least, MEBIBYTE)
                    + " MB, more than the Training Memory Limit of " + options.memoryLimit() / MEBIBYTE + " MB: raise it, or choose k-means");
        }
        return fit;
    }

    private static long summarizedBytes(final Linkage linkage, final long rows, final int dimension, final int summaries) {
        final long table = VectorTable.bytes(rows, dimension);
        return Math.max(MicroClusters.bytes(rows, dimension, summaries), table + rows * Integer.BYTES + bytes(linkage, summaries, dimension));
    }
}
