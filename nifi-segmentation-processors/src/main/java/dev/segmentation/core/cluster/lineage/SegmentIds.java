// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which id each row of a model's centroids has. Rows are in the order of size and change with every training; ids last. Immutable.
 */
public final class SegmentIds {

    /** Stands for no segment, as a row and as an id. */
    public static final int NONE = -1;

    private final int[] ids;
    private final int next;

    /**
     * @param ids of k rows, all different, 0 or more; copied
     * @param next the id that the next new segment will get: greater than all that were ever given
     * @throws IllegalArgumentException when an id is negative, given twice, or not below next
     */
    public SegmentIds(final int[] ids, final int next) {
        this.ids = ids.clone();
        this.next = next;
        final int[] sorted = Arrays.stream(ids).sorted().toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < 0 || sorted[i] >= next || i > 0 && sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException("segment id " + sorted[i] + " is negative, not below " + next + ", or given twice");
            }
        }
    }

    /**
     * @param segments k, 0 or more
     * @return ids of a first model: each row's is its number
     */
    public static SegmentIds first(final int segments) {
        return new SegmentIds(IntStream.range(0, segments).toArray(), segments);
    }

    /**
     * Carries ids over to the rows of a later model. Rows without one get new ids, in their order.
     *
     * @param rowBefore for each later row the earlier row whose id it takes over, or {@link #NONE}; no earlier row twice
     * @throws ArithmeticException when there are no ids left
     */
    SegmentIds carriedOver(final int[] rowBefore) {
        final int[] carried = new int[rowBefore.length];
        int free = next;
        for (int row = 0; row < carried.length; row++) {
            if (rowBefore[row] == NONE) {
                carried[row] = free;
                free = Math.addExact(free, 1);
            } else {
                carried[row] = ids[rowBefore[row]];
            }
        }
        return new SegmentIds(carried, free);
    }

    /**
     * @param row 0..k-1, or {@link #NONE}
     * @return its id, or {@link #NONE}
     */
    public int of(final int row) {
        return row == NONE ? NONE : ids[row];
    }

    public int size() {
        return ids.length;
    }

    /**
     * @return the id that the next new segment will get
     */
    public int next() {
        return next;
    }

    /**
     * @return a copy: the ids of the k rows
     */
    public int[] toArray() {
        return ids.clone();
    }
}
