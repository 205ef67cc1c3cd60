// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.quality.SegmentLabels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the values of a category occur in each segment.
 *
 * <p>Strength by V of Harald Cramer, "Mathematical Methods of Statistics" (1946), section 21.9: the root of chi squared over what it can be at most.</p>
 *
 * @param field name of the field
 * @param count rows of a segment that have a value
 * @param cramersV 0 (values and segments have nothing to do with each other) to 1, or null where there is only one value or only one segment
 * @param segments by segment id, the values of those of its rows that have one, the most frequent first; only such that enough rows have
 */
public record CategoryProfile(String field, int count, Double cramersV, Map<Integer, List<Share>> segments) {

    /**
     * A value in one segment.
     *
     * @param value as it is in the data
     * @param count rows of the segment that have it
     * @param share of the segment's rows that have any value, 0..1
     * @param overall share of all such rows, 0..1
     */
    public record Share(String value, int count, double share, double overall) {

        /** @return how many times as frequent the value is here as among all rows */
        public double lift() {
            return share / overall;
        }
    }

    /**
     * @param field name of the field
     * @param codes of n rows, place of the value in {@code values}, or -1 for none
     * @param values the different values
     * @param labels of the n rows; rows without a segment are left out
     * @param fewest rows of a segment that must have a value for it to be told, so that nobody is told by a rare one
     * @return the profile, or null when no row has a value; O(n + k v log v)
     */
    public static CategoryProfile of(final String field, final int[] codes, final List<String> values, final SegmentLabels labels, final int fewest) {
        final int[][] counts = new int[labels.segments()][values.size()];
        final long[] ofSegment = new long[labels.segments()];
        final long[] ofValue = new long[values.size()];
        int count = 0;
        for (int row = 0; row < codes.length; row++) {
            if (labels.segment(row) >= 0 && codes[row] >= 0) {
                counts[labels.segment(row)][codes[row]]++;
                ofSegment[labels.segment(row)]++;
                ofValue[codes[row]]++;
                count++;
            }
        }
        if (count == 0) {
            return null;
        }

        final Map<Integer, List<Share>> segments = new TreeMap<>();
        for (int segment = 0; segment < counts.length; segment++) {
            final List<Share> shares = new ArrayList<>();
            for (int value = 0; value < ofValue.length; value++) {
                if (counts[segment][value] >= Math.max(1, fewest)) {
                    shares.add(new Share(values.get(value), counts[segment][value], (double) counts[segment][value] / ofSegment[segment], (double) ofValue[value] / count));
                }
            }
            shares.sort(Comparator.comparingInt(Share::count).reversed().thenComparing(Share::value));
            segments.put(labels.id(segment), List.copyOf(shares));
        }
        return new CategoryProfile(field, count, cramersV(counts, ofSegment, ofValue, count), segments);
    }

    private static Double cramersV(final int[][] counts, final long[] ofSegment, final long[] ofValue, final int all) {
        int rows = 0;
        double sum = 0;
        for (int segment = 0; segment < counts.length; segment++) {
            if (ofSegment[segment] > 0) {
                rows++;
                for (int value = 0; value < ofValue.length; value++) {
                    if (ofValue[value] > 0) {
                        sum += (double) counts[segment][value] * counts[segment][value] / ofSegment[segment] / ofValue[value];
                    }
                }
            }
        }
        int columns = 0;
        for (final long value : ofValue) {
            columns += value > 0 ? 1 : 0;
        }
        final int least = Math.min(rows, columns) - 1;
        return least < 1 || all == 0 ? null : Double.valueOf(Math.sqrt(Math.clamp((sum - 1) / least, 0.0, 1.0)));
    }
}
