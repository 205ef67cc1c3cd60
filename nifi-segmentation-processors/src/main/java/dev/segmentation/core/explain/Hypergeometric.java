// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

/**
 * The hypergeometric distribution: how many marked texts are among those drawn, when all are alike. Ronald Fisher's exact test of a 2 x 2 table, one-sided.
 */
final class Hypergeometric {

    /** A term that is smaller than the sum by this factor adds nothing that a double could hold. */
    private static final double NEGLIGIBLE = 1e-17;

    private final int all;
    private final double[] logFactorials;

    /**
     * @param all texts; takes 8 bytes for each
     */
    Hypergeometric(final int all) {
        this.all = all;
        logFactorials = new double[all + 1];
        for (int n = 2; n <= all; n++) {
            logFactorials[n] = logFactorials[n - 1] + Math.log(n);
        }
    }

    /**
     * @param found marked texts among those drawn
     * @param drawn texts drawn, up to all
     * @param marked marked texts among all, at least {@code found}
     * @return natural logarithm of the probability of as many or more, 0 or less
     */
    double logUpperTail(final int found, final int drawn, final int marked) {
        final double first = logChoose(marked, found) + logChoose(all - marked, drawn - found) - logChoose(all, drawn);
        double sum = 1;
        double term = 1;
        for (int k = found; k < Math.min(drawn, marked) && term > NEGLIGIBLE * sum; k++) {
            term *= (double) (marked - k) / (k + 1) * (drawn - k) / ((double) all - marked - drawn + k + 1);
            sum += term;
        }
        return Math.min(0, first + Math.log(sum));
    }

    private double logChoose(final int n, final int k) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
