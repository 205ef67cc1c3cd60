// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Nearest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How today's rows lie in the earlier segments and in the new ones: a contingency table of which only the cells with rows are kept.
 * It stands in for customers that both models share and needs no id of any customer: the earlier model is asked where it would put today's rows.
 */
final class Overlap {

    /**
     * @param rows today's rows in both segments, at least 1
     * @param ofEarlier their share of the rows in the earlier segment, 0..1
     * @param ofLater their share of the rows in the new segment, 0..1
     * @param jaccard their share of the rows that are in one or the other, 0..1
     */
    record Cell(int earlier, int later, int rows, double ofEarlier, double ofLater, double jaccard) {
    }

    private final int rows;
    private final List<Cell> cells = new ArrayList<>();
    private final List<List<Cell>> byEarlier = new ArrayList<>();
    private final List<List<Cell>> byLater = new ArrayList<>();

    /**
     * O(n log n).
     *
     * @param reach of each of the earlier segments: a row beyond it is in none of them
     * @param before where the earlier model puts each of n rows
     * @param after the new segment of each of the n rows, negative for none
     * @param segments number of new segments
     * @throws IllegalArgumentException when before and after differ in length
     */
    Overlap(final float[] reach, final Nearest[] before, final Nearest[] after, final int segments) {
        if (before.length != after.length) {
            throw new IllegalArgumentException(before.length + " rows before, but " + after.length + " after");
        }
        rows = before.length;
        final int[] earlierRows = new int[reach.length];
        final int[] laterRows = new int[segments];
        final long[] pairs = new long[before.length];
        int paired = 0;
        for (int row = 0; row < before.length; row++) {
            final int earlier = before[row].distance() > reach[before[row].segment()] ? SegmentIds.NONE : before[row].segment();
            final int later = after[row].segment();
            if (earlier >= 0) {
                earlierRows[earlier]++;
            }
            if (later >= 0) {
                laterRows[later]++;
            }
            if (earlier >= 0 && later >= 0) {
                pairs[paired++] = (long) earlier * segments + later;
            }
        }

        for (int earlier = 0; earlier < reach.length; earlier++) {
            byEarlier.add(new ArrayList<>());
        }
        for (int later = 0; later < segments; later++) {
            byLater.add(new ArrayList<>());
        }
        Arrays.sort(pairs, 0, paired);
        int from = 0;
        for (int to = 1; to <= paired; to++) {
            if (to == paired || pairs[to] != pairs[from]) {
                final int earlier = (int) (pairs[from] / segments);
                final int later = (int) (pairs[from] % segments);
                final int both = to - from;
                final int either = earlierRows[earlier] + laterRows[later] - both;
                final Cell cell = new Cell(earlier, later, both, (double) both / earlierRows[earlier], (double) both / laterRows[later], (double) both / either);
                cells.add(cell);
                byEarlier.get(earlier).add(cell);
                byLater.get(later).add(cell);
                from = to;
            }
        }
    }

    /**
     * @return today's rows, those in no segment included
     */
    int rows() {
        return rows;
    }

    /**
     * @return the cells with rows, ordered by earlier, then by new segment
     */
    List<Cell> cells() {
        return cells;
    }

    /**
     * @return those of one earlier segment, ordered by new segment
     */
    List<Cell> ofEarlier(final int segment) {
        return byEarlier.get(segment);
    }

    /**
     * @return those of one new segment, ordered by earlier segment
     */
    List<Cell> ofLater(final int segment) {
        return byLater.get(segment);
    }
}
