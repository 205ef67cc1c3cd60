// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * How a number becomes comparable with others: (value - center) / scale, in logarithms where they were found better. A missing number counts as the training's median
 * and, where the training had missing ones, is told by a column of its own.
 *
 * @param name what the number is
 * @param log whether center and scale are of sign(x) log(1 + |x|)
 * @param center what becomes 0
 * @param scale what becomes 1; 0 when all numbers of the training were the same: then it says nothing, and every number becomes 0
 * @param fill the training's median, what stands for a missing number
 * @param indicator whether there is a column for missing numbers
 */
public record NumberColumn(String name, boolean log, double center, double scale, double fill, boolean indicator) {

    /** Farther out than a thousand spreads is all the same, and float32 stays finite. */
    static final double LARGEST = 1000;
    /** Where half of the numbers are missing, the column has the variance 1, as the numbers have. */
    private static final double INDICATOR_SCALE = 2;

    public NumberColumn {
        if (!Double.isFinite(center) || !Double.isFinite(scale) || scale < 0 || !Double.isFinite(fill)) {
            throw new IllegalArgumentException("the scaling of a number is not finite");
        }
    }

    /**
     * @return columns that it takes, 1 or 2
     */
    public int width() {
        return indicator ? 2 : 1;
    }

    /**
     * @param value finite, or NaN for none
     * @param factor of all its columns
     * @param target gets {@link #width} values from at on
     */
    void write(final double value, final double factor, final float[] target, final int at) {
        final double known = Double.isNaN(value) ? fill : value;
        final double scaled = scale == 0 ? 0 : (transform(known, log) - center) / scale;
        target[at] = (float) (factor * Math.clamp(scaled, -LARGEST, LARGEST));
        if (indicator) {
            target[at + 1] = (float) (Double.isNaN(value) ? factor * INDICATOR_SCALE : 0);
        }
    }

    /**
     * @return the number itself, or its logarithm, for negative numbers mirrored: sign(x) log(1 + |x|)
     */
    static double transform(final double value, final boolean log) {
        return log ? Math.copySign(StrictMath.log1p(Math.abs(value)), value) : value;
    }
}
