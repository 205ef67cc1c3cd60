// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import smile.math.special.Gamma;

/**
 * The hypergeometric distribution: how many marked texts are among those drawn, when all are alike. Ronald Fisher's exact test of a 2 x 2 table, one-sided.
 */
final class Hypergeometric {

    /** Terms that are smaller than the first by this factor (in natural logarithms) add nothing that a double could hold. */
    private static final double NEGLIGIBLE = -40;

    private Hypergeometric() {
    }

    /**
     * @param found marked texts among those drawn
     * @param drawn texts drawn, up to all
     * @param marked marked texts among all, at least {@code found}
     * @param all texts
     * @return natural logarithm of the probability of as many or more, 0 or less
     */
    static double logUpperTail(final int found, final int drawn, final int marked, final int all) {
        final double first = logProbability(found, drawn, marked, all);
        double sum = 1;
        double term = 1;
        for (int k = found; k < Math.min(drawn, marked) && Math.log(term) > NEGLIGIBLE; k++) {
            term *= (double) (marked - k) / (k + 1) * (drawn - k) / ((double) all - marked - drawn + k + 1);
            sum += term;
        }
        return Math.min(0, first + Math.log(sum));
    }

    private static double logProbability(final int found, final int drawn, final int marked, final int all) {
        return logChoose(marked, found) + logChoose(all - marked, drawn - found) - logChoose(all, drawn);
    }

    private static double logChoose(final int n, final int k) {
        return k == 0 || k == n ? 0 : Gamma.lgamma(n + 1.0) - Gamma.lgamma(k + 1.0) - Gamma.lgamma(n - k + 1.0);
    }
}
