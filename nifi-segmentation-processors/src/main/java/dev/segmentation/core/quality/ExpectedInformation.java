// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * The mutual information that chance alone gives to two partitions with groups of given sizes.
 *
 * <p>Nguyen Xuan Vinh, Julien Epps, James Bailey, "Information theoretic measures for clusterings comparison", Journal of Machine Learning Research 11
 * (2010), p. 2842: a sum over all cells and all counts that the cell may have, each with its hypergeometric probability. The counts are visited from the
 * likeliest one outwards, each probability follows from the one before, and what is too unlikely to matter is left out: a cell takes a time that grows
 * with the standard deviation of its count.</p>
 */
final class ExpectedInformation {

    /** Probabilities below this cannot change the sum, whose terms are below ln n. */
    private static final double NEGLIGIBLE = 1e-22;

    private final double[] logFactorials;
    private final int total;

    private ExpectedInformation(final int total) {
        this.total = total;
        logFactorials = new double[total + 1];
        double rest = 0;
        for (int i = 2; i <= total; i++) {
            // Kahan's sum: the logarithms of large factorials are differences in the end.
            final double term = Math.log(i) - rest;
            final double sum = logFactorials[i - 1] + term;
            rest = sum - logFactorials[i - 1] - term;
            logFactorials[i] = sum;
        }
    }

    /**
     * @param table the sizes of the groups
     * @return in nats, 0 or more; 8 n bytes
     */
    static double of(final Contingency table) {
        final ExpectedInformation expected = new ExpectedInformation(table.total());
        double sum = 0;
        for (final int row : table.rowTotals()) {
            for (final int column : table.columnTotals()) {
                sum += expected.cell(row, column);
            }
        }
        return Math.max(0, sum);
    }

    private double cell(final int row, final int column) {
        final int least = Math.max(0, row + column - total);
        final int most = Math.min(row, column);
        final int mode = Math.clamp((row + 1L) * (column + 1L) / (total + 2L), least, most);
        final double atMode = Math.exp(logChoose(row, mode) + logChoose(total - row, column - mode) - logChoose(total, column));
        double sum = term(mode, row, column) * atMode;
        double probability = atMode;
        for (int count = mode; count < most && probability > NEGLIGIBLE; count++) {
            probability *= (double) (row - count) * (column - count) / ((count + 1.0) * (total - row - column + count + 1.0));
            sum += term(count + 1, row, column) * probability;
        }
        probability = atMode;
        for (int count = mode; count > least && probability > NEGLIGIBLE; count--) {
            probability *= count * (double) (total - row - column + count) / ((row - count + 1.0) * (column - count + 1.0));
            sum += term(count - 1, row, column) * probability;
        }
        return sum;
    }

    private double term(final int count, final int row, final int column) {
        return count == 0 ? 0 : (double) count / total * Math.log((double) count * total / ((double) row * column));
    }

    private double logChoose(final int n, final int k) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
