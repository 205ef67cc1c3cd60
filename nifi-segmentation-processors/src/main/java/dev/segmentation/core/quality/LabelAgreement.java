// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import smile.validation.metric.AdjustedRandIndex;
import smile.validation.metric.NormalizedMutualInformation;

import java.util.Arrays;

/**
 * How well segments agree with labels that are known. The names of segments and labels do not matter.
 *
 * @param adjustedRandIndex 1 for the same groups, about 0 for chance (Hubert and Arabie, Journal of Classification 2, 1985)
 * @param normalizedMutualInformation 0..1, mutual information over the mean of both entropies
 * @param accuracy 0..1, share of the rows in the segment that is matched with their label when segments and labels are matched one to one as well as possible
 */
public record LabelAgreement(double adjustedRandIndex, double normalizedMutualInformation, double accuracy) {

    /**
     * @param segments segment of each of n rows, any numbers
     * @param labels label of each of n rows, any numbers
     * @return the agreement; O(n log n + k^3) for k segments or labels
     * @throws IllegalArgumentException when there are no rows, or the lengths differ
     */
    public static LabelAgreement of(final int[] segments, final int[] labels) {
        if (segments.length != labels.length || segments.length == 0) {
            throw new IllegalArgumentException("agreement needs as many segments as labels, at least 1, not " + segments.length + " and " + labels.length);
        }
        return new LabelAgreement(orSame(AdjustedRandIndex.of(segments, labels)), orSame(NormalizedMutualInformation.sum(segments, labels)), accuracy(segments, labels));
    }

    /** Both scores are 0 / 0 exactly when both sides have the same groups and these are all rows in one, or each row by itself. */
    private static double orSame(final double score) {
        return Double.isNaN(score) ? 1 : Math.min(1, score);
    }

    private static double accuracy(final int[] segments, final int[] labels) {
        final int[] segmentIds = Arrays.stream(segments).distinct().sorted().toArray();
        final int[] labelIds = Arrays.stream(labels).distinct().sorted().toArray();
        final double[][] counts = new double[segmentIds.length][labelIds.length];
        for (int row = 0; row < segments.length; row++) {
            counts[Arrays.binarySearch(segmentIds, segments[row])][Arrays.binarySearch(labelIds, labels[row])]++;
        }

        final int[] matching = OptimalMatching.of(counts);
        double matched = 0;
        for (int segment = 0; segment < matching.length; segment++) {
            matched += matching[segment] < 0 ? 0 : counts[segment][matching[segment]];
        }
        return matched / segments.length;
    }
}
