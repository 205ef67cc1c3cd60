// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.quality.SegmentLabels;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a number differs from segment to segment.
 *
 * <p>Effect sizes after Jacob Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition (1988): d, the distance of two means in pooled
 * standard deviations (section 2.2; 0.2 small, 0.5 medium, 0.8 large), and eta squared, the part of the variance that lies between groups (section 8.2;
 * 0.01 small, 0.06 medium, 0.14 large).</p>
 *
 * @param field name of the field
 * @param count rows of a segment that have the number
 * @param mean of those
 * @param median of those
 * @param deviation their standard deviation, with n - 1; 0 for a single row
 * @param etaSquared 0..1, or null where all numbers are equal
 * @param segments by segment id, those of which at least one row has the number
 */
public record NumericProfile(String field, int count, double mean, double median, double deviation, Double etaSquared, Map<Integer, Segment> segments) {

    /**
     * The number in one segment.
     *
     * @param count rows that have it
     * @param mean of those
     * @param median of those
     * @param zScore how many standard deviations of all rows the mean lies above the mean of all, or null where all numbers are equal
     * @param cohensD the same against the other segments' rows, in pooled standard deviations; null where that is 0, and without other rows
     */
    public record Segment(int count, double mean, double median, Double zScore, Double cohensD) {
    }

    /**
     * @param field name of the field
     * @param values of n rows, NaN for none
     * @param labels of the n rows; rows without a segment are left out
     * @return the profile, or null when no row has the number; O(n log n)
     */
    public static NumericProfile of(final String field, final double[] values, final SegmentLabels labels) {
        final double[][] bySegment = new double[labels.segments()][];
        final double[] all = new double[labels.scored()];
        int taken = 0;
        for (final int row : labels.rowsBySegment()) {
            if (!Double.isNaN(values[row])) {
                all[taken++] = values[row];
            }
        }
        if (taken == 0) {
            return null;
        }
        int from = 0;
        final int[] rows = labels.rowsBySegment();
        for (int segment = 0; segment < bySegment.length; segment++) {
            bySegment[segment] = Arrays.stream(rows, from, from + labels.size(segment)).mapToDouble(row -> values[row]).filter(value -> !Double.isNaN(value)).toArray();
            from += labels.size(segment);
        }

        final double[] present = Arrays.copyOf(all, taken);
        final double mean = mean(present);
        final double squares = squares(present, mean);
        double between = 0;
        for (final double[] group : bySegment) {
            between += group.length == 0 ? 0 : group.length * square(mean(group) - mean);
        }
        final double deviation = taken == 1 ? 0 : Math.sqrt(squares / (taken - 1));
        final Map<Integer, Segment> segments = new TreeMap<>();
        for (int segment = 0; segment < bySegment.length; segment++) {
            if (bySegment[segment].length > 0) {
                segments.put(labels.id(segment), segment(bySegment[segment], present, mean, squares, deviation));
            }
        }
        return new NumericProfile(field, taken, mean, median(present), deviation, squares == 0 ? null : Double.valueOf(Math.min(1, between / squares)), segments);
    }

    private static Segment segment(final double[] group, final double[] all, final double mean, final double squares, final double deviation) {
        final double groupMean = mean(group);
        final int others = all.length - group.length;
        Double cohensD = null;
        if (others > 0 && all.length > 2) {
            final double otherMean = (mean * all.length - groupMean * group.length) / others;
            final double within = squares - group.length * square(groupMean - mean) - others * square(otherMean - mean);
            if (within > squares * 1e-12) {
                cohensD = (groupMean - otherMean) / Math.sqrt(within / (all.length - 2));
            }
        }
        return new Segment(group.length, groupMean, median(group), deviation == 0 ? null : Double.valueOf((groupMean - mean) / deviation), cohensD);
    }

    private static double mean(final double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double squares(final double[] values, final double mean) {
        return Arrays.stream(values).map(value -> square(value - mean)).sum();
    }

    private static double square(final double value) {
        return value * value;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
