// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One column for each frequent value of a field, then one for having none where that was frequent, and a last one for all other values: those that were rare in the training,
 * and those that it never saw. What the rare values were is forgotten.
 */
public final class CategoryColumns {

    private final String name;
    private final List<String> values;
    private final boolean none;
    private final double scale;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param name of the field
     * @param values frequent values, each once
     * @param none whether there is a column for records without a value; otherwise they count as rare
     * @param scale of its columns, 0 or more: sqrt(c / (c - 1)) for the c columns that the training used, so that the variance is 1 when it used them equally and less otherwise;
     *         0 when it used only one
     * @throws IllegalArgumentException when a value stands twice or the scale is not finite
     */
    public CategoryColumns(final String name, final List<String> values, final boolean none, final double scale) {
        if (!Double.isFinite(scale) || scale < 0) {
            throw new IllegalArgumentException("the scale of a category is not finite");
        }
        this.name = name;
        this.values = List.copyOf(values);
        this.none = none;
        this.scale = scale;
        for (final String value : values) {
            if (positions.put(value, positions.size()) != null) {
                throw new IllegalArgumentException("a category stands twice");
            }
        }
    }

    public String name() {
        return name;
    }

    public List<String> values() {
        return values;
    }

    public boolean none() {
        return none;
    }

    public double scale() {
        return scale;
    }

    /**
     * @return columns that it takes, at least 1
     */
    public int width() {
        return values.size() + (none ? 1 : 0) + 1;
    }

    /**
     * @param value or null for none
     * @param factor of all columns
     * @param target gets {@link #width} values from at on
     */
    void write(final String value, final double factor, final float[] target, final int at) {
        for (int column = 0; column < width(); column++) {
            target[at + column] = 0;
        }
        target[at + position(value)] = (float) (factor * scale);
    }

    private int position(final String value) {
        if (value == null) {
            return none ? values.size() : width() - 1;
        }
        return positions.getOrDefault(value, width() - 1);
    }
}
