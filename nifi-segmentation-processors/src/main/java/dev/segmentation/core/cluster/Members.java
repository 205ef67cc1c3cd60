// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What follows from the labels of rows. A label of -1 is no cluster.
 */
final class Members {

    static final int NOISE = -1;

    private Members() {
    }

    /**
     * @param labels n labels, -1..clusters-1
     * @return the rows of every cluster in ascending order
     */
    static int[][] of(final int[] labels, final int clusters) {
        final int[] counts = counts(labels, clusters);
        final int[][] members = new int[clusters][];
        Arrays.setAll(members, c -> new int[counts[c]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            if (labels[i] != NOISE) {
                members[labels[i]][--counts[labels[i]]] = i;
            }
        }
        return members;
    }

    /**
     * @return a table of some rows of another
     */
    static VectorTable table(final VectorTable table, final int[] rows) {
        final VectorTable some = new VectorTable(table.dimension());
        final float[] buffer = new float[table.dimension()];
        for (final int row : rows) {
            table.copyRow(row, buffer, 0);
            some.add(buffer);
        }
        return some;
    }

    /**
     * Means summed in double from the rows themselves: the mean of equal rows equals them.
     *
     * @param before k x d centroids; those of clusters without rows stay
     * @return k x d
     */
    static float[][] means(final VectorTable table, final int[] labels, final float[][] before) {
        final int dimension = table.dimension();
        final double[][] sums = new double[before.length][dimension];
        final float[] row = new float[dimension];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != NOISE) {
                table.copyRow(i, row, 0);
                final double[] sum = sums[labels[i]];
                for (int j = 0; j < dimension; j++) {
                    sum[j] += row[j];
                }
            }
        }
        final int[] counts = counts(labels, before.length);
        final float[][] means = new float[before.length][dimension];
        for (int c = 0; c < means.length; c++) {
            for (int j = 0; j < dimension; j++) {
                means[c][j] = counts[c] == 0 ? before[c][j] : (float) (sums[c][j] / counts[c]);
            }
        }
        return means;
    }

    /**
     * @return rows of every cluster
     */
    static int[] counts(final int[] labels, final int clusters) {
        final int[] counts = new int[clusters];
        for (final int label : labels) {
            if (label != NOISE) {
                counts[label]++;
            }
        }
        return counts;
    }

    /**
     * Clusters that have rows by descending size, those of equal size by their first row.
     *
     * @param labels n labels, -1..clusters-1
     */
    static int[] bySize(final int[] labels, final int clusters) {
        final int[] counts = counts(labels, clusters);
        final int[] firstRow = new int[clusters];
        for (int i = labels.length - 1; i >= 0; i--) {
            if (labels[i] != NOISE) {
                firstRow[labels[i]] = i;
            }
        }
        return IntStream.range(0, clusters).filter(c -> counts[c] > 0).boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -counts[c]).thenComparingInt(c -> firstRow[c])).mapToInt(Integer::intValue).toArray();
    }
}
