// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.Arrays;

/**
 * Holds the expected share of false ones among many findings below a level.
 *
 * <p>Yoav Benjamini and Yosef Hochberg, "Controlling the false discovery rate: a practical and powerful approach to multiple testing", Journal of the Royal
 * Statistical Society B 57 (1995), p. 289-300.</p>
 */
final class FalseDiscoveries {

    private FalseDiscoveries() {
    }

    /**
     * @param logProbabilities natural logarithms of the probabilities that were small enough to look at, in any order
     * @param tests number of all tests, at least as many; those left out count as probabilities of 1
     * @param level largest expected share of false ones, above 0 and below 1
     * @return the logarithm up to which a probability is a finding; negative infinity when there are none
     */
    static double logThreshold(final double[] logProbabilities, final long tests, final double level) {
        final double[] sorted = logProbabilities.clone();
        Arrays.sort(sorted);
        for (int rank = sorted.length; rank > 0; rank--) {
            if (sorted[rank - 1] <= Math.log(level * rank / tests)) {
                return sorted[rank - 1];
            }
        }
        return Double.NEGATIVE_INFINITY;
    }
}
