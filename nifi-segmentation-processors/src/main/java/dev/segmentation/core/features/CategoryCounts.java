// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value of a category occurs for each customer. Memory: 8 bytes per customer and value that the customer has, and each value once.
 */
final class CategoryCounts {

    private static final int BYTES_PER_ROW = 24;
    private static final int BYTES_PER_VALUE = 120;
    private static final int[] NOTHING = {};

    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    /** By row: code, count, code, count. */
    private int[][] rows = new int[16][];
    private long bytes;

    /**
     * @param row any row up to the one after the last
     * @param value or null for none
     */
    void add(final int row, final String value) {
        if (row == rows.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
        }
        if (rows[row] == null) {
            rows[row] = NOTHING;
            bytes += BYTES_PER_ROW;
        }
        if (value == null) {
            return;
        }
        final int code = codes.computeIfAbsent(value, unknown -> values.size());
        if (code == values.size()) {
            values.add(value);
            bytes += BYTES_PER_VALUE + (long) value.length() * Character.BYTES;
        }
        final int[] counts = rows[row];
        for (int at = 0; at < counts.length; at += 2) {
            if (counts[at] == code) {
                counts[at + 1]++;
                return;
            }
        }
        rows[row] = Arrays.copyOf(counts, counts.length + 2);
        rows[row][counts.length] = code;
        rows[row][counts.length + 1] = 1;
        bytes += 2 * Integer.BYTES;
    }

    /**
     * @return the row's most frequent value, of several the first in alphabetical order; null when it has none
     */
    String mostFrequent(final int row) {
        String best = null;
        int most = 0;
        for (int at = 0; at < rows[row].length; at += 2) {
            final String value = values.get(rows[row][at]);
            final int count = rows[row][at + 1];
            if (count > most || count == most && value.compareTo(best) < 0) {
                best = value;
                most = count;
            }
        }
        return best;
    }

    /**
     * @return different values
     */
    int values() {
        return values.size();
    }

    long bytes() {
        return bytes;
    }
}
