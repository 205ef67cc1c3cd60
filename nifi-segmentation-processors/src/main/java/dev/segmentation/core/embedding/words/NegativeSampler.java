// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Draws words in proportion to their count to the power of 3/4, in constant time. Immutable.
 *
 * @see <a href="https://doi.org/10.1109/32.92917">Vose: A linear algorithm for generating random numbers with a given distribution, 1991</a>
 */
final class NegativeSampler {

    private static final double POWER = 0.75;

    private final double[] thresholds;
    private final int[] aliases;

    NegativeSampler(final long[] counts) {
        final int size = counts.length;
        final double[] weights = new double[size];
        double sum = 0;
        for (int word = 0; word < size; word++) {
            weights[word] = StrictMath.pow(counts[word], POWER);
            sum += weights[word];
        }
        thresholds = new double[size];
        aliases = new int[size];
        final int[] small = new int[size];
        final int[] large = new int[size];
        int smalls = 0;
        int larges = 0;
        for (int word = 0; word < size; word++) {
            thresholds[word] = weights[word] * size / sum;
            if (thresholds[word] < 1) {
                small[smalls++] = word;
            } else {
                large[larges++] = word;
            }
        }
        while (smalls > 0 && larges > 0) {
            final int less = small[--smalls];
            final int more = large[larges - 1];
            aliases[less] = more;
            thresholds[more] -= 1 - thresholds[less];
            if (thresholds[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
        // What is left over has a weight of 1 but for rounding.
        while (larges > 0) {
            thresholds[large[--larges]] = 1;
        }
        while (smalls > 0) {
            thresholds[small[--smalls]] = 1;
        }
    }

    int next(final RandomStream random) {
        final double position = random.nextDouble() * thresholds.length;
        final int word = (int) position;
        return position - word < thresholds[word] ? word : aliases[word];
    }
}
