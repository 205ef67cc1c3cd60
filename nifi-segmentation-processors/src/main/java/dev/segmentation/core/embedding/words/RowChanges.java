// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;
import java.util.List;

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
     * @param table m rows, replaced by {@link #merge} only
     */
    RowChanges(final float[][] table) {
        this.table = table;
        places = new int[table.length];
        Arrays.fill(places, ABSENT);
    }

    /**
     * @return the place of this shard's copy of a row among the {@link #copies}
     */
    int place(final int row) {
        final int place = places[row];
        return place == ABSENT ? copy(row) : place;
    }

    /**
     * @return this shard's copies, to be read and changed at the places that were asked for; good until another place is asked for
     */
    float[][] copies() {
        return copies;
    }

    private int copy(final int row) {
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
        return size++;
    }

    /** Begins anew, with the rows that the table has now. */
    void forget() {
        for (int place = 0; place < size; place++) {
            places[rows[place]] = ABSENT;
        }
        size = 0;
    }

    /**
     * Adds the differences of all shards to the rows of the table that this one, and none before it, has touched. The shard's copy, with what the others
     * changed, becomes the row, and the old row the place of its next copy. Different shards may do so at the same time.
     *
     * @param shards of one table, in their order
     * @param number of this one among them
     */
    static void merge(final List<RowChanges> shards, final int number) {
        final RowChanges owner = shards.get(number);
        for (int place = 0; place < owner.size; place++) {
            final int row = owner.rows[place];
            if (!isTouched(row, shards, number)) {
                final float[] old = owner.table[row];
                final float[] merged = owner.copies[place];
                for (int other = number + 1; other < shards.size(); other++) {
                    final RowChanges shard = shards.get(other);
                    if (shard.places[row] != ABSENT) {
                        Rows.addDifference(merged, shard.copies[shard.places[row]], old);
                    }
                }
                owner.table[row] = merged;
                owner.copies[place] = old;
            }
        }
    }

    /** @return whether one of the first shards has touched the row */
    private static boolean isTouched(final int row, final List<RowChanges> shards, final int count) {
        for (int shard = 0; shard < count; shard++) {
            if (shards.get(shard).places[row] != ABSENT) {
                return true;
            }
        }
        return false;
    }
}
