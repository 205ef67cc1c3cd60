// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;

/**
 * How often each pair of a row's two numbers occurs: the table behind every measure of agreement.
 *
 * @param rowIds the first numbers that occur, ascending
 * @param columnIds the second numbers that occur, ascending
 * @param counts {@code rowIds x columnIds}
 * @param rowTotals sums of the rows, each at least 1
 * @param columnTotals sums of the columns, each at least 1
 * @param total of all, at least 1
 */
record Contingency(int[] rowIds, int[] columnIds, int[][] counts, int[] rowTotals, int[] columnTotals, int total) {

    /**
     * @param first of each of n rows, any numbers
     * @param second of each of n rows, any numbers
     * @return the table, in O(n log n)
     * @throws IllegalArgumentException when there are no rows, or the lengths differ
     */
    static Contingency of(final int[] first, final int[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException("agreement needs as many segments as labels, at least 1, not " + first.length + " and " + second.length);
        }
        final int[] rowIds = Arrays.stream(first).distinct().sorted().toArray();
        final int[] columnIds = Arrays.stream(second).distinct().sorted().toArray();
        final int[][] counts = new int[rowIds.length][columnIds.length];
        final int[] rowTotals = new int[rowIds.length];
        final int[] columnTotals = new int[columnIds.length];
        for (int i = 0; i < first.length; i++) {
            final int row = Arrays.binarySearch(rowIds, first[i]);
            final int column = Arrays.binarySearch(columnIds, second[i]);
            counts[row][column]++;
            rowTotals[row]++;
            columnTotals[column]++;
        }
        return new Contingency(rowIds, columnIds, counts, rowTotals, columnTotals, first.length);
    }

    /** @return entropy of the rows in nats, 0 or more */
    double rowEntropy() {
        return entropy(rowTotals);
    }

    /** @return entropy of the columns in nats, 0 or more */
    double columnEntropy() {
        return entropy(columnTotals);
    }

    private double entropy(final int[] totals) {
        double sum = 0;
        for (final int count : totals) {
            sum -= (double) count / total * Math.log((double) count / total);
        }
        // One group has the entropy -0.0 otherwise.
        return Math.max(0, sum);
    }

    /** @return mutual information in nats, 0 or more */
    double mutualInformation() {
        double sum = 0;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts[row].length; column++) {
                final double count = counts[row][column];
                if (count > 0) {
                    sum += count / total * Math.log(count * total / ((double) rowTotals[row] * columnTotals[column]));
                }
            }
        }
        return Math.max(0, sum);
    }

    /** @return pairs of rows, in all, that are together in both, in the first and in the second */
    Pairs pairs() {
        double both = 0;
        for (final int[] row : counts) {
            both += pairs(row);
        }
        return new Pairs((double) total * (total - 1) / 2, both, pairs(rowTotals), pairs(columnTotals));
    }

    private static double pairs(final int[] counts) {
        double sum = 0;
        for (final double count : counts) {
            sum += count * (count - 1) / 2;
        }
        return sum;
    }

    /** Numbers of pairs. */
    record Pairs(double all, double both, double first, double second) {

        /** @return 1 for the same groups, also when all rows are in one group or every row is alone on both sides */
        double adjustedRandIndex() {
            final double expected = all == 0 ? 0 : first * second / all;
            final double greatest = (first + second) / 2;
            return greatest == expected ? 1 : (both - expected) / (greatest - expected);
        }
    }
}
