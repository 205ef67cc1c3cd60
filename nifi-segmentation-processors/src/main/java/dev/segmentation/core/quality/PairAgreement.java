// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * How well two partitions of the same rows agree, by the adjusted Rand index.
 *
 * @see <a href="https://doi.org/10.1007/BF01908075">Hubert, Arabie: Comparing partitions, Journal of Classification 2, 1985</a>
 */
public final class PairAgreement {

    private PairAgreement() {
    }

    /**
     * @param first of each of n rows, 0 up to firstSegments exclusive
     * @param second of each of n rows, 0 up to secondSegments exclusive
     * @return 1 for the same groups, about 0 for chance, at least -1; 1 when the partitions are trivial and the same. O(n + firstSegments * secondSegments)
     * @throws IllegalArgumentException when the lengths differ or there are no rows
     */
    public static double adjustedRandIndex(final int[] first, final int firstSegments, final int[] second, final int secondSegments) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException("agreement needs two partitions of the same rows, at least 1, not " + first.length + " and " + second.length);
        }
        final long[][] counts = new long[firstSegments][secondSegments];
        final long[] firstCounts = new long[firstSegments];
        final long[] secondCounts = new long[secondSegments];
        for (int row = 0; row < first.length; row++) {
            counts[first[row]][second[row]]++;
            firstCounts[first[row]]++;
            secondCounts[second[row]]++;
        }
        double together = 0;
        for (final long[] row : counts) {
            together += pairs(row);
        }
        final double firstPairs = pairs(firstCounts);
        final double secondPairs = pairs(secondCounts);
        final double all = pairs(new long[]{first.length});
        final double expected = all == 0 ? 0 : firstPairs * secondPairs / all;
        final double greatest = (firstPairs + secondPairs) / 2;
        return greatest == expected ? 1 : (together - expected) / (greatest - expected);
    }

    private static double pairs(final long[] counts) {
        double sum = 0;
        for (final long count : counts) {
            sum += count * (count - 1) / 2.0;
        }
        return sum;
    }
}
