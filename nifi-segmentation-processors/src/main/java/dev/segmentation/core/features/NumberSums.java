// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Arrays;

/**
 * Sums and counts of the numbers of customers, one row each. Memory: 12 bytes per number, up to twice that while growing.
 */
final class NumberSums {

    private final int width;
    private double[] sums;
    private int[] counts;

    /**
     * @param width numbers per row
     */
    NumberSums(final int width) {
        this.width = width;
        sums = new double[16 * width];
        counts = new int[16 * width];
    }

    /**
     * @param row any row up to the one after the last
     * @param numbers finite, or NaN for none
     */
    void add(final int row, final double[] numbers) {
        if ((row + 1L) * width > sums.length) {
            final int length = (int) Math.min(Integer.MAX_VALUE - 8, 2L * sums.length);
            sums = Arrays.copyOf(sums, length);
            counts = Arrays.copyOf(counts, length);
        }
        for (int field = 0; field < width; field++) {
            if (!Double.isNaN(numbers[field])) {
                sums[row * width + field] += numbers[field];
                counts[row * width + field]++;
            }
        }
    }

    /**
     * @return NaN when there was none
     */
    double sum(final int row, final int field) {
        return counts[row * width + field] == 0 ? Double.NaN : sums[row * width + field];
    }

    /**
     * @return NaN when there was none
     */
    double mean(final int row, final int field) {
        return sum(row, field) / counts[row * width + field];
    }

    long bytes() {
        return (long) sums.length * (Double.BYTES + Integer.BYTES);
    }
}
