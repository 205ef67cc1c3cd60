// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.features.FeatureValues;
import dev.segmentation.core.quality.NumberGroups;
import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The category of each row by one field: a label, an age group. Of several records with one row, a customer's, the first that has a value counts.
 * Numbers of people with many different values, such as ages, are put in groups.
 */
public final class CategoryColumn {

    /** More different values than this are no labels. */
    static final int MOST_LABELS = 1000;
    /** More different values than this are no groups of people. */
    static final int MOST_CATEGORIES = 100;

    private static final int NONE = -1;

    private final FieldPath field;
    private final int most;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final RowNumbers rows = new RowNumbers();
    /** Per row, NaN for none, while all values are numbers that may be put in groups; else null. */
    private double[] values;
    private NumberGroups groups;
    private boolean tooMany;

    private CategoryColumn(final FieldPath field, final int most, final double[] values) {
        this.field = field;
        this.most = most;
        this.values = values;
    }

    /** @return labels, which stay as they are */
    public static CategoryColumn ofLabels(final FieldPath field) {
        return new CategoryColumn(field, MOST_LABELS, null);
    }

    /** @return groups of people */
    static CategoryColumn ofPeople(final FieldPath field) {
        return new CategoryColumn(field, MOST_CATEGORIES, new double[0]);
    }

    /**
     * Adds a record that is a row of its own.
     */
    public void add(final Record record) {
        add(record, rows.size());
    }

    /**
     * @param row of the record: one that there is, or the next
     */
    void add(final Record record, final int row) {
        if (row == rows.size()) {
            rows.add(NONE);
        }
        final String value = rows.get(row) == NONE ? field.readKey(record) : null;
        if (value == null) {
            return;
        }
        addNumber(field.read(record), row);
        if (!numbers.containsKey(value) && names.size() == most) {
            tooMany = true;
            return;
        }
        rows.set(row, numbers.computeIfAbsent(value, key -> {
            names.add(key);
            return names.size() - 1;
        }));
    }

    private void addNumber(final Object value, final int row) {
        if (values == null) {
            return;
        }
        if (!(value instanceof final Number number) || !(Math.abs(number.doubleValue()) <= FeatureValues.LARGEST)) {
            values = null;
            return;
        }
        if (row >= values.length) {
            final int before = values.length;
            values = Arrays.copyOf(values, row + (row >> 1) + 1024);
            Arrays.fill(values, before, values.length, Double.NaN);
        }
        if (Double.isNaN(values[row])) {
            // -0 and 0 are one number.
            values[row] = number.doubleValue() + 0.0;
        }
    }

    /** To be called after the last record: puts numbers in groups if they have many different values. */
    void finish() {
        if (values != null && NumberGroups.needed(values)) {
            final double[] ofRows = Arrays.copyOf(values, rows.size());
            Arrays.fill(ofRows, Math.min(values.length, ofRows.length), ofRows.length, Double.NaN);
            groups = NumberGroups.of(ofRows);
        }
        values = null;
    }

    /** @return the field's name or path */
    public String field() {
        return field.name();
    }

    /** @return the category's number for each row, -1 for none */
    public int[] numbers() {
        return groups == null ? rows.toArray() : groups.numbers();
    }

    /**
     * @param number of a category
     * @return its name
     */
    public String name(final int number) {
        return groups == null ? names.get(number) : groups.names().get(number);
    }

    /** @return why the values are no categories, or null when they are */
    public String problem() {
        return tooMany && groups == null ? "the field has more than " + most + " different values" : null;
    }
}
