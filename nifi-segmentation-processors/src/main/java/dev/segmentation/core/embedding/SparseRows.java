// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * A sparse matrix in compressed rows.
 *
 * @param rowStarts n + 1 positions: row i holds the entries from rowStarts[i] on, before rowStarts[i + 1]
 * @param columns column of each entry, ascending within a row, 0..columnCount-1
 * @param values value of each entry
 * @param columnCount number of columns
 */
record SparseRows(int[] rowStarts, int[] columns, float[] values, int columnCount) {

    static final int MAXIMUM_ENTRIES = Integer.MAX_VALUE - 8;

    int rowCount() {
        return rowStarts.length - 1;
    }
}
