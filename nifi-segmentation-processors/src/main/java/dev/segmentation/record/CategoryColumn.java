// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The category of each row by one field: a label, an age group. Of several records with one row, a customer's, the first that has a value counts.
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
    private boolean tooMany;

    CategoryColumn(final FieldPath field, final int most) {
        this.field = field;
        this.most = most;
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
        if (!numbers.containsKey(value) && names.size() == most) {
            tooMany = true;
            return;
        }
        rows.set(row, numbers.computeIfAbsent(value, key -> {
            names.add(key);
            return names.size() - 1;
        }));
    }

    /** @return the field's name or path */
    public String field() {
        return field.name();
    }

    /** @return the category's number for each row, -1 for none */
    public int[] numbers() {
        return rows.toArray();
    }

    /**
     * @param number of a category
     * @return its name
     */
    public String name(final int number) {
        return names.get(number);
    }

    /** @return why the values are no categories, or null when they are */
    public String problem() {
        return tooMany ? "the field has more than " + most + " different values" : null;
    }
}
