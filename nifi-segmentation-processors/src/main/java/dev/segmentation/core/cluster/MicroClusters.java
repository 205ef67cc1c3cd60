// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * Many small clusters that stand for their rows: k-means in two levels, first into about {@code sqrt(m)} cells, then each cell into its share of the m.
 * A few iterations of one start are enough, since rows that go together need only be near. O(n d sqrt(m)) per iteration.
 *
 * @param labels for each of the n rows its micro-cluster
 * @param means of the rows of every micro-cluster
 * @param sizes rows of every micro-cluster, each at least 1
 */
record MicroClusters(int[] labels, VectorTable means, int[] sizes) {

    private static final String STAGE = "summaries";
    private static final int ITERATIONS = 5;
    private static final int FEW_ITERATIONS = 3;

    /**
     * @param most micro-clusters at most, at least 1
     */
    static MicroClusters of(final VectorTable table, final int most, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final int wantedCells = cells(most);
        final int[] cellOf = segments(table, new KMeansOptions(wantedCells, 1, ITERATIONS, 0, seed), workers, monitor);
        final int cells = Arrays.stream(cellOf).max().orElse(0) + 1;
        final int[][] rowsOf = Members.of(cellOf, cells);
        final int[] labels = new int[table.size()];
        int count = 0;
        for (int cell = 0; cell < cells; cell++) {
            monitor.progress(STAGE, cell, cells);
            final int[] rows = rowsOf[cell];
            // Every cell gets at least one: those that the rounding up might cost are set aside.
            final int share = (int) Math.max(1, (long) (most - wantedCells) * rows.length / table.size());
            final int[] within = segments(Members.table(table, rows), new KMeansOptions(share, 1, FEW_ITERATIONS, 0, seed + 1 + cell), workers, monitor);
            for (int i = 0; i < rows.length; i++) {
                labels[rows[i]] = count + within[i];
            }
            count += Arrays.stream(within).max().orElse(0) + 1;
        }
        final int[] sizes = new int[count];
        for (final int label : labels) {
            sizes[label]++;
        }
        final VectorTable means = new VectorTable(table.dimension());
        for (final float[] mean : Members.means(table, labels, new float[count][table.dimension()])) {
            means.add(mean);
        }
        return new MicroClusters(labels, means, sizes);
    }

    /**
     * @return bytes that the table and everything derived from it take at most
     */
    static long bytes(final long rows, final int dimension, final int most) {
        // One cell may have nearly all rows, and then gets nearly all micro-clusters.
        return VectorTable.bytes(rows, dimension) + KMeans.bytes(rows, dimension, cells(most)) + 2L * Double.BYTES * most * dimension;
    }

    private static int cells(final int most) {
        return (int) Math.max(1, Math.sqrt(most));
    }

    private static int[] segments(final VectorTable table, final KMeansOptions options, final Workers workers, final TrainingMonitor monitor) {
        final Nearest[] nearest = new KMeans(options, workers, monitor).fit(table).assignments();
        return Arrays.stream(nearest).mapToInt(Nearest::segment).toArray();
    }
}
