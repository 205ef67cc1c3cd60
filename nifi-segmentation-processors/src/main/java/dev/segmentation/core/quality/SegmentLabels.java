// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;

/**
 * The segment of every row, with the segment ids that occur numbered 0, 1, 2... in ascending order. Ids may have gaps; a negative id means that the
 * row has no segment and is left out of every score.
 */
public final class SegmentLabels {

    private final int[] ids;
    private final int[] places;
    private final int[] sizes;
    private final int scored;

    private SegmentLabels(final int[] ids, final int[] places, final int[] sizes, final int scored) {
        this.ids = ids;
        this.places = places;
        this.sizes = sizes;
        this.scored = scored;
    }

    /**
     * Numbers the segments.
     *
     * @param labels segment id of each row, negative for none; length n
     * @return the labels, in O(n log n)
     */
    public static SegmentLabels of(final int[] labels) {
        final int[] ids = Arrays.stream(labels).filter(label -> label >= 0).distinct().sorted().toArray();
        final int[] places = new int[labels.length];
        final int[] sizes = new int[ids.length];
        int scored = 0;
        for (int row = 0; row < labels.length; row++) {
            places[row] = labels[row] < 0 ? -1 : Arrays.binarySearch(ids, labels[row]);
            if (places[row] >= 0) {
                sizes[places[row]]++;
                scored++;
            }
        }
        return new SegmentLabels(ids, places, sizes, scored);
    }

    /** @return number of rows, those without a segment included */
    public int rows() {
        return places.length;
    }

    /** @return number of rows that have a segment */
    public int scored() {
        return scored;
    }

    /** @return number of segments that occur */
    public int segments() {
        return ids.length;
    }

    /**
     * @param segment place of the segment, 0 up to {@link #segments()} exclusive
     * @return its id as given
     */
    public int id(final int segment) {
        return ids[segment];
    }

    /**
     * @param segment place of the segment
     * @return number of its rows
     */
    public int size(final int segment) {
        return sizes[segment];
    }

    /**
     * @param row a row
     * @return place of its segment, -1 for none
     */
    public int segment(final int row) {
        return places[row];
    }

    /**
     * The rows that have a segment, ordered by segment, then by row.
     *
     * @return row numbers, length {@link #scored()}
     */
    public int[] rowsBySegment() {
        final int[] next = new int[ids.length];
        for (int segment = 1; segment < next.length; segment++) {
            next[segment] = next[segment - 1] + sizes[segment - 1];
        }
        final int[] ordered = new int[scored];
        for (int row = 0; row < places.length; row++) {
            if (places[row] >= 0) {
                ordered[next[places[row]]++] = row;
            }
        }
        return ordered;
    }
}
