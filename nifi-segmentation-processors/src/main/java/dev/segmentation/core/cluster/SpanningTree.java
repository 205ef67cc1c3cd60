// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A minimum spanning tree of all rows, without a matrix: the row that has just been reached is compared with all that have not. Its edges in ascending order are
 * the merges of single linkage. O(n^2 d); memory: {@link RowBlocks} of all rows and 24 n bytes.
 *
 * @see <a href="https://doi.org/10.1002/j.1538-7305.1957.tb01515.x">Prim: Shortest connection networks and some generalizations, 1957</a>
 */
final class SpanningTree {

    private static final String STAGE = "spanning tree";
    private static final int REPORTED_ROWS = 256;

    private final RowDistances distances;
    private final double[] coreDistances;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final double[] reach;
    private final int[] reachedFrom;

    /**
     * @param coreDistances least squared distance that a row may have from another one, for each of the n rows; all 0 for plain distances
     */
    SpanningTree(final RowDistances distances, final double[] coreDistances, final Workers workers, final TrainingMonitor monitor) {
        this.distances = distances;
        this.coreDistances = coreDistances;
        this.workers = workers;
        this.monitor = monitor;
        reach = new double[distances.size()];
        reachedFrom = new int[distances.size()];
        Arrays.fill(reach, Double.POSITIVE_INFINITY);
    }

    /**
     * @return bytes taken beside the table
     */
    static long bytes(final long rows, final int dimension) {
        final int arrays = 3;
        return RowBlocks.bytes(rows, dimension) + arrays * rows * Double.BYTES;
    }

    /**
     * @return the n - 1 edges in the order in which rows were reached, their heights the distances
     */
    MergeList run() {
        final int size = distances.size();
        final MergeList edges = new MergeList(size);
        Front front = new Front(IntStream.range(1, size).toArray());
        int reached = 0;
        while (edges.size() < size - 1) {
            monitor.checkCancelled();
            if (edges.size() % REPORTED_ROWS == 0) {
                monitor.progress(STAGE, edges.size(), size - 1L);
            }
            final int position = front.advance(reached);
            reached = front.take(position);
            edges.add(reachedFrom[reached], reached, Math.sqrt(reach[reached]));
            if (front.isHalfTaken()) {
                front = new Front(front.left());
            }
        }
        return edges;
    }

    /** The rows not yet reached, in blocks; repacked when half of them are gone. */
    private final class Front {

        private final int[] rows;
        private final boolean[] taken;
        private final RowBlocks blocks;
        private final int[] nearest;
        private final ThreadLocal<double[]> dots = ThreadLocal.withInitial(() -> new double[RowBlocks.POINTS]);
        private int left;

        private Front(final int[] rows) {
            this.rows = rows;
            taken = new boolean[rows.length];
            blocks = new RowBlocks(distances.table(), rows, workers);
            nearest = new int[blocks.count()];
            left = rows.length;
        }

        /**
         * @return position of the row that is now nearest to the tree, the first one of equals
         */
        private int advance(final int reached) {
            final VectorTable table = distances.table();
            final double[] row = blocks.padded(table.row(reached));
            workers.forEach(blocks.count(), block -> nearest[block] = advance(block, reached, row));
            int best = -1;
            for (final int position : nearest) {
                if (position >= 0 && (best < 0 || reach[rows[position]] < reach[rows[best]])) {
                    best = position;
                }
            }
            return best;
        }

        private int advance(final int block, final int reached, final double[] row) {
            final double[] local = dots.get();
            blocks.dots(block, row, local);
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            final int start = block * RowBlocks.POINTS;
            final int end = Math.min(rows.length, start + RowBlocks.POINTS);
            for (int position = start; position < end; position++) {
                if (!taken[position]) {
                    final int other = rows[position];
                    final double squared = distances.squared(reached, other, local[position - start]);
                    final double mutual = Math.max(squared, Math.max(coreDistances[reached], coreDistances[other]));
                    if (mutual < reach[other]) {
                        reach[other] = mutual;
                        reachedFrom[other] = reached;
                    }
                    if (reach[other] < least) {
                        least = reach[other];
                        best = position;
                    }
                }
            }
            return best;
        }

        private int take(final int position) {
            taken[position] = true;
            left--;
            return rows[position];
        }

        private boolean isHalfTaken() {
            return left <= rows.length / 2 && rows.length > RowBlocks.POINTS;
        }

        private int[] left() {
            return IntStream.range(0, rows.length).filter(position -> !taken[position]).map(position -> rows[position]).toArray();
        }
    }
}
