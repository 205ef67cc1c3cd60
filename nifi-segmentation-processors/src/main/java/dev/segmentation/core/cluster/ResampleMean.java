// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * The mean of what all pairs of resamples gave. Pairs that share a resample are not independent, so the standard error is the jackknife's: one resample
 * after the other is left out with all its pairs.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176345462">Efron, Stein: The jackknife estimate of variance, 1981</a>
 */
record ResampleMean(double mean, double error) {

    /**
     * @param pairs symmetric, r x r with r at least 2; the diagonal does not count
     * @return with an error of 0 when r is 2, where nothing is left without one
     */
    static ResampleMean of(final double[][] pairs) {
        final int resamples = pairs.length;
        final double[] sums = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < resamples; j++) {
                sums[i] += i == j ? 0 : pairs[i][j];
            }
        }
        final double total = Arrays.stream(sums).sum() / 2;
        final double mean = total / (resamples * (resamples - 1) / 2.0);
        if (resamples == 2) {
            return new ResampleMean(mean, 0);
        }
        final double left = (resamples - 1) * (resamples - 2) / 2.0;
        double squares = 0;
        for (final double sum : sums) {
            final double without = (total - sum) / left - mean;
            squares += without * without;
        }
        return new ResampleMean(mean, Math.sqrt(squares * (resamples - 1) / resamples));
    }
}
