// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;

/**
 * Matches rows with columns one to one so that the weights of the pairs add up to the most possible: the Hungarian method.
 *
 * <p>H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2 (1955), p. 83-97; in the form with shortest
 * augmenting paths of R. Jonker and A. Volgenant, Computing 38 (1987), p. 325-340, without their initialisation.</p>
 */
public final class OptimalMatching {

    private final double[][] weights;
    private final int rows;
    private final int columns;
    private final boolean transposed;
    private final double[] rowPotential;
    private final double[] columnPotential;
    /** 1-based, as is all of the search: 0 stands for none. */
    private final int[] rowOfColumn;

    private OptimalMatching(final double[][] weights) {
        this.weights = weights;
        transposed = weights.length > weights[0].length;
        rows = transposed ? weights[0].length : weights.length;
        columns = transposed ? weights.length : weights[0].length;
        rowPotential = new double[rows + 1];
        columnPotential = new double[columns + 1];
        rowOfColumn = new int[columns + 1];
    }

    /**
     * @param weights n x m finite numbers, n and m at least 1; not changed
     * @return for each of the n rows its column, -1 for those that are left over when there are more rows than columns; O(min(n, m)^2 max(n, m))
     * @throws IllegalArgumentException when there are no weights or the rows differ in length
     */
    public static int[] of(final double[][] weights) {
        if (weights.length == 0 || weights[0].length == 0) {
            throw new IllegalArgumentException("there is nothing to match");
        }
        for (final double[] row : weights) {
            if (row.length != weights[0].length) {
                throw new IllegalArgumentException("rows of " + weights[0].length + " and of " + row.length + " weights");
            }
        }
        return new OptimalMatching(weights).match();
    }

    private int[] match() {
        for (int row = 1; row <= rows; row++) {
            augment(row);
        }
        final int[] result = new int[weights.length];
        Arrays.fill(result, -1);
        for (int column = 1; column <= columns; column++) {
            if (rowOfColumn[column] > 0) {
                final int row = rowOfColumn[column] - 1;
                result[transposed ? column - 1 : row] = transposed ? row : column - 1;
            }
        }
        return result;
    }

    /** Finds the cheapest path from a row without a column to a column without a row, and swaps the pairs along it. */
    private void augment(final int start) {
        final double[] cheapest = new double[columns + 1];
        final int[] previous = new int[columns + 1];
        final boolean[] reached = new boolean[columns + 1];
        Arrays.fill(cheapest, Double.POSITIVE_INFINITY);
        rowOfColumn[0] = start;
        int current = 0;
        while (rowOfColumn[current] != 0) {
            reached[current] = true;
            final int row = rowOfColumn[current];
            int next = 0;
            double step = Double.POSITIVE_INFINITY;
            for (int column = 1; column <= columns; column++) {
                if (reached[column]) {
                    continue;
                }
                final double reduced = cost(row, column) - rowPotential[row] - columnPotential[column];
                if (reduced < cheapest[column]) {
                    cheapest[column] = reduced;
                    previous[column] = current;
                }
                if (cheapest[column] < step) {
                    step = cheapest[column];
                    next = column;
                }
            }
            for (int column = 0; column <= columns; column++) {
                if (reached[column]) {
                    rowPotential[rowOfColumn[column]] += step;
                    columnPotential[column] -= step;
                } else {
                    cheapest[column] -= step;
                }
            }
            current = next;
        }
        while (current != 0) {
            rowOfColumn[current] = rowOfColumn[previous[current]];
            current = previous[current];
        }
    }

    private double cost(final int row, final int column) {
        return transposed ? -weights[column - 1][row - 1] : -weights[row - 1][column - 1];
    }
}
