// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one field, a number or a category for each row. The first value decides which: a number, or anything else. A row of several records (a
 * customer) has the mean of its numbers, and the most frequent of its categories.
 */
final class ProfileColumn {

    /** More different values are names or ids rather than categories. */
    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_VALUE = 200;
    private static final int BYTES_PER_NUMBER = Double.BYTES + Integer.BYTES;
    private static final int BYTES_PER_VALUE = 256;

    private final FieldPath field;
    private Boolean number;
    private boolean dropped;
    private double[] sums = new double[0];
    private int[] counts = new int[0];
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private long[] pairs = new long[0];
    private int size;

    ProfileColumn(final FieldPath field) {
        this.field = field;
    }

    String name() {
        return field.lastName();
    }

    void add(final Object value, final int row) {
        if (value == null || dropped) {
            return;
        }
        if (number == null) {
            number = value instanceof Number;
        }
        if (number) {
            addNumber(value, row);
        } else if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean || value instanceof Enum<?>) {
            addCategory(value.toString(), row);
        }
    }

    private void addNumber(final Object value, final int row) {
        if (!(value instanceof final Number boxed) || !Double.isFinite(boxed.doubleValue())) {
            return;
        }
        if (row >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(1024, row + (row >> 1) + 1));
            counts = Arrays.copyOf(counts, sums.length);
        }
        sums[row] += boxed.doubleValue();
        counts[row]++;
    }

    private void addCategory(final String value, final int row) {
        if (value.isBlank() || value.length() > LONGEST_VALUE) {
            return;
        }
        Integer code = codes.get(value);
        if (code == null) {
            code = values.size();
            codes.put(value, code);
            values.add(value);
        }
        if (values.size() > MOST_VALUES) {
            dropped = true;
            codes.clear();
            values.clear();
            pairs = new long[0];
            size = 0;
            return;
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(1024, size + (size >> 1)));
        }
        pairs[size++] = (long) row << Integer.SIZE | code;
    }

    long bytes() {
        return (long) sums.length * BYTES_PER_NUMBER + (long) pairs.length * Long.BYTES + (long) values.size() * BYTES_PER_VALUE;
    }

    boolean isNumber() {
        return number != null && number;
    }

    boolean isCategory() {
        return number != null && !number && !dropped;
    }

    /** @return of each row the mean of its numbers, NaN for none */
    double[] numbers(final int rows) {
        final double[] means = new double[rows];
        Arrays.fill(means, Double.NaN);
        for (int row = 0; row < Math.min(rows, sums.length); row++) {
            means[row] = counts[row] == 0 ? Double.NaN : sums[row] / counts[row];
        }
        return means;
    }

    /** @return of each row the place of its most frequent value, of equally frequent ones that which is first in the order of UTF-16 units; -1 for none */
    int[] categories(final int rows) {
        final long[] sorted = Arrays.copyOf(pairs, size);
        Arrays.sort(sorted);
        final int[] chosen = new int[rows];
        final int[] most = new int[rows];
        Arrays.fill(chosen, -1);
        for (int from = 0; from < size; ) {
            int to = from + 1;
            while (to < size && sorted[to] == sorted[from]) {
                to++;
            }
            final int row = (int) (sorted[from] >>> Integer.SIZE);
            final int code = (int) sorted[from];
            final int count = to - from;
            if (count > most[row] || count == most[row] && values.get(code).compareTo(values.get(chosen[row])) < 0) {
                chosen[row] = code;
                most[row] = count;
            }
            from = to;
        }
        return chosen;
    }

    List<String> values() {
        return values;
    }
}
