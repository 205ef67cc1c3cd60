// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Arrays;

/**
 * Fits {@link NumberColumn}s. Missing numbers play no part but that there are some. O(n log n); sums run in the order of the rows.
 */
final class NumberFitting {

    /** Beyond 1 a distribution counts as highly skewed. */
    private static final double SKEWED = 1;
    /** Interquartile range of the standard normal distribution. */
    private static final double NORMAL_RANGE = 1.3489795003921634;

    private NumberFitting() {
    }

    /**
     * @param name what the numbers are
     * @param values n numbers, finite or NaN for missing
     * @param log whether to take logarithms, or null when the skewness is to decide: taken when it is above 1 and nearer to 0 afterwards
     */
    static NumberColumn fit(final String name, final double[] values, final Boolean log, final NumberScaling scaling) {
        final double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        final boolean indicator = known.length < values.length;
        if (known.length == 0) {
            return new NumberColumn(name, false, 0, 0, 0, false);
        }
        final boolean logarithms = log == null ? isBetterInLogarithms(known) : log;
        final double[] transformed = transform(known, logarithms);
        Arrays.sort(known);
        final double fill = quantile(known, 0.5);
        final double mean = mean(transformed);
        final double deviation = Math.sqrt(moment(transformed, mean, 2));
        if (known[0] == known[known.length - 1]) {
            return new NumberColumn(name, logarithms, transformed[0], 0, fill, indicator);
        }
        Arrays.sort(transformed);
        final double range = quantile(transformed, 0.75) - quantile(transformed, 0.25);
        // The middle half may be one number, such as 0 for no returns; the others still say something.
        return scaling == NumberScaling.STANDARD || range == 0
                ? new NumberColumn(name, logarithms, mean, deviation, fill, indicator)
                : new NumberColumn(name, logarithms, quantile(transformed, 0.5), range / NORMAL_RANGE, fill, indicator);
    }

    /**
     * @return the third standardised moment, 0 when all values are the same
     */
    static double skewness(final double[] values) {
        final double mean = mean(values);
        final double variance = moment(values, mean, 2);
        final double cube = variance * Math.sqrt(variance);
        return cube == 0 ? 0 : moment(values, mean, 3) / cube;
    }

    /**
     * @param sorted ascending, at least one value
     * @param level 0..1
     * @return the quantile, interpolated linearly between the two nearest ranks
     */
    static double quantile(final double[] sorted, final double level) {
        final double position = level * (sorted.length - 1);
        final int below = (int) position;
        final double part = position - below;
        return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    private static boolean isBetterInLogarithms(final double[] values) {
        final double before = skewness(values);
        return before > SKEWED && Math.abs(skewness(transform(values, true))) < before;
    }

    private static double[] transform(final double[] values, final boolean log) {
        return Arrays.stream(values).map(value -> NumberColumn.transform(value, log)).toArray();
    }

    private static double mean(final double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double moment(final double[] values, final double mean, final int power) {
        double sum = 0;
        for (final double value : values) {
            final double difference = value - mean;
            sum += power == 2 ? difference * difference : difference * difference * difference;
        }
        return sum / values.length;
    }
}
