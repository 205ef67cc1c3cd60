// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;

/**
 * What one shard changes in a table of rows while other shards read the same table: rows are copied when they are first asked
 * for, changed in the copy, and the differences added to the table later. Memory: the rows touched between two merges.
 */
final class RowChanges {

    private static final int ABSENT = -1;

    private final float[][] table;
    private final int[] places;
    private float[][] copies = new float[256][];
    private int[] rows = new int[256];
    private int size;

    /**
     * @param table m rows, not to be changed by anybody before {@link #merge}
     */
    RowChanges(final float[][] table) {
        this.table = table;
        places = new int[table.length];
        Arrays.fill(places, ABSENT);
    }

    /**
     * @return this shard's copy of a row, to be read and changed
     */
    float[] row(final int row) {
        final int place = places[row];
        return place == ABSENT ? copy(row) : copies[place];
    }

    private float[] copy(final int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
            copies = Arrays.copyOf(copies, size * 2);
        }
        if (copies[size] == null) {
            copies[size] = new float[table[row].length];
        }
        final float[] copy = copies[size];
        System.arraycopy(table[row], 0, copy, 0, copy.length);
        places[row] = size;
        rows[size] = row;
        size++;
        return copy;
    }

    /** From here on the copies hold differences. */
    void subtractTable() {
        for (int place = 0; place < size; place++) {
            Rows.subtract(copies[place], table[rows[place]]);
        }
    }

    /** Adds the differences to the table and forgets them. */
    void merge() {
        for (int place = 0; place < size; place++) {
            Rows.add(table[rows[place]], copies[place]);
            places[rows[place]] = ABSENT;
        }
        size = 0;
    }
}
