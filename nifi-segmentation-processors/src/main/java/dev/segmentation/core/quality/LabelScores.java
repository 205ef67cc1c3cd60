// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well the segments agree with labels that are known for all or some of the rows.
 *
 * @param labelled number of rows that have a segment and a label: what is compared
 * @param unlabelled number of rows that have a segment and no label
 * @param agreement of the segments and labels, null when there is nothing to compare
 * @param reason why there is no agreement, null when there is one
 * @param confusion how often a label occurs in a segment, by segment and descending count, the most frequent pairs only; without small counts
 */
public record LabelScores(int labelled, int unlabelled, LabelAgreement agreement, String reason, List<Cell> confusion) {

    /** Pairs that are listed at most. */
    static final int MOST_CELLS = 1000;

    /** Segments times labels that are compared at most. */
    private static final long LARGEST_TABLE = 1_000_000;

    /**
     * One pair of the confusion table.
     *
     * @param segment segment id
     * @param label number of the label
     * @param count rows that have both
     */
    public record Cell(int segment, int label, int count) {
    }

    /**
     * @param labels segments of n rows
     * @param known number of the label of each of the n rows, negative for none
     * @param minimum smallest count that is listed, at least 1; others are hidden where a hidden one would follow from the totals
     * @return the agreement; O(n log n + k^3)
     */
    public static LabelScores of(final SegmentLabels labels, final int[] known, final int minimum) {
        final int[] rows = IntStream.range(0, labels.rows()).filter(row -> labels.segment(row) >= 0 && known[row] >= 0).toArray();
        final int unlabelled = labels.scored() - rows.length;
        if (rows.length == 0) {
            return undefined(labels, "no record with a segment has a label");
        }
        if (IntStream.of(rows).map(row -> known[row]).distinct().count() * labels.segments() > LARGEST_TABLE) {
            return undefined(labels, "there are too many labels and segments to compare");
        }
        final Contingency table = Contingency.of(IntStream.of(rows).map(row -> labels.id(labels.segment(row))).toArray(), IntStream.of(rows).map(row -> known[row]).toArray());
        return new LabelScores(rows.length, unlabelled, LabelAgreement.of(table), null, confusion(table, minimum));
    }

    /**
     * @param reason why nothing is compared
     */
    public static LabelScores undefined(final SegmentLabels labels, final String reason) {
        return new LabelScores(0, labels.scored(), null, reason, List.of());
    }

    private static List<Cell> confusion(final Contingency table, final int minimum) {
        final boolean[][] shown = SmallCells.shown(table.counts(), minimum);
        final List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < shown.length; row++) {
            for (int column = 0; column < shown[row].length; column++) {
                if (shown[row][column]) {
                    cells.add(new Cell(table.rowIds()[row], table.columnIds()[column], table.counts()[row][column]));
                }
            }
        }
        final Comparator<Cell> largestFirst = Comparator.comparingInt(Cell::count).reversed();
        return cells.stream().sorted(largestFirst).limit(MOST_CELLS).sorted(Comparator.comparingInt(Cell::segment).thenComparing(largestFirst)).toList();
    }
}
