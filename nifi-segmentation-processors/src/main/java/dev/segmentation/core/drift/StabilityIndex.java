// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.drift;

/**
 * The population stability index: how far counts over k classes are from the shares that are expected.
 *
 * <p>{@code sum over the classes of (share - expected) * ln(share / expected)}, which is the symmetric divergence of S. Kullback and R. A. Leibler, "On information and sufficiency",
 * Annals of Mathematical Statistics 22 (1951), p. 79-86. No term is negative, and all are 0 only when the shares are those expected. Common rules of thumb: below 0.1
 * nothing has changed, above 0.25 much has.</p>
 *
 * <p>Without any change the index is not 0 but about {@code (1/n + 1/m) * chi-squared of k - 1 degrees of freedom} for n counted now and m at the training: B. Yurdakul and J. Naranjo,
 * "Statistical properties of the population stability index", Journal of Risk Model Validation 14 (2020), p. 89-100.</p>
 */
public final class StabilityIndex {

    /** Standard normal quantile of 95 %. */
    private static final double Z95 = 1.6448536269514722;

    private StabilityIndex() {
    }

    /**
     * A class of which nothing was seen counts as if half a record had been, or as expected where that is less still: its logarithm is not defined. O(k).
     *
     * @param counts of k classes, 0 or more, at least one above 0
     * @param expected k shares above 0
     * @return 0 or more
     * @throws IllegalArgumentException when the numbers of classes differ, or nothing was counted
     */
    public static double of(final long[] counts, final double[] expected) {
        if (counts.length != expected.length) {
            throw new IllegalArgumentException(counts.length + " counts for " + expected.length + " expected shares");
        }
        long all = 0;
        for (final long count : counts) {
            all += count;
        }
        if (all == 0) {
            throw new IllegalArgumentException("nothing was counted");
        }
        double index = 0;
        for (int c = 0; c < counts.length; c++) {
            final double share = counts[c] == 0 ? Math.min(0.5 / all, expected[c]) : (double) counts[c] / all;
            index += (share - expected[c]) * Math.log(share / expected[c]);
        }
        return index;
    }

    /**
     * @param classes k, at least 1
     * @param counted n now, at least 1
     * @param trained m at the training, at least 1
     * @return what the index stays below in 95 % of the cases when nothing has changed; chi-squared by E. B. Wilson and M. M. Hilferty, "The distribution of chi-square",
     *         Proceedings of the National Academy of Sciences 17 (1931), p. 684-688
     */
    public static double byChance(final int classes, final long counted, final long trained) {
        final double freedom = classes - 1;
        if (freedom == 0) {
            return 0;
        }
        final double spread = 2 / (9 * freedom);
        return (1.0 / counted + 1.0 / trained) * freedom * Math.pow(1 - spread + Z95 * Math.sqrt(spread), 3);
    }
}
