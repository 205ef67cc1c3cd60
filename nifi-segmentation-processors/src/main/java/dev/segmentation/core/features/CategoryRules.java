// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values of a category are frequent enough for a column of their own.
 *
 * @param minimumCount rows that must have the value, at least 2: a value of one row may be somebody's name
 * @param minimumShare of all rows that must have the value, 0..1
 * @param maximumValues frequent values at most, the most frequent ones
 */
public record CategoryRules(int minimumCount, double minimumShare, int maximumValues) {

    public CategoryRules {
        if (minimumCount < 2 || !(minimumShare >= 0 && minimumShare <= 1) || maximumValues < 1) {
            throw new IllegalArgumentException("not rules for categories");
        }
    }

    /**
     * O(n). Values of equal count are taken in alphabetical order.
     *
     * @param name of the field
     * @param values n values, null for none
     */
    CategoryColumns fit(final String name, final String[] values) {
        final Map<String, Integer> counts = new HashMap<>();
        int withoutValue = 0;
        for (final String value : values) {
            if (value == null) {
                withoutValue++;
            } else {
                counts.merge(value, 1, Integer::sum);
            }
        }
        final List<String> frequent = counts.entrySet().stream().filter(value -> isFrequent(value.getValue(), values.length))
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(maximumValues).map(Map.Entry::getKey).sorted().toList();
        final boolean none = isFrequent(withoutValue, values.length);
        final int inColumns = frequent.stream().mapToInt(counts::get).sum() + (none ? withoutValue : 0);
        final int used = frequent.size() + (none ? 1 : 0) + (inColumns < values.length ? 1 : 0);
        return new CategoryColumns(name, frequent, none, used < 2 ? 0 : Math.sqrt(used / (used - 1.0)));
    }

    private boolean isFrequent(final int count, final int rows) {
        return count >= minimumCount && count >= minimumShare * rows;
    }
}
