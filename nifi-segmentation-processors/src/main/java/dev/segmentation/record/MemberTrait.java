// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A condition that members meet or not: a number above a bound, or a category.
 *
 * @param field name of the field
 * @param value the bound or the category
 * @param above whether it is a bound
 * @param rows that meet it
 */
public record MemberTrait(String field, String value, boolean above, BitSet rows) {

    private static final double[] BOUNDS = {0.2, 0.4, 0.5, 0.6, 0.8};
    /** A bound is written with so many digits, and then is what is written. */
    private static final MathContext DIGITS = new MathContext(3);
    private static final int MOST_CATEGORIES = 20;

    /** Bounds at fifths and at the median. A row without the number meets none of them. */
    static List<MemberTrait> above(final String field, final double[] numbers) {
        final double[] sorted = Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).sorted().toArray();
        final Set<BigDecimal> bounds = new LinkedHashSet<>();
        for (final double bound : BOUNDS) {
            if (sorted.length > 0) {
                bounds.add(BigDecimal.valueOf(sorted[(int) (bound * (sorted.length - 1))]).round(DIGITS).stripTrailingZeros());
            }
        }
        final List<MemberTrait> traits = new ArrayList<>();
        for (final BigDecimal bound : bounds) {
            final BitSet rows = new BitSet(numbers.length);
            final double number = bound.doubleValue();
            IntStream.range(0, numbers.length).filter(row -> numbers[row] > number).forEach(rows::set);
            if (!rows.isEmpty()) {
                traits.add(new MemberTrait(field, bound.toPlainString(), true, rows));
            }
        }
        return traits;
    }

    /** The most frequent categories that enough rows have. */
    static List<MemberTrait> equal(final String field, final int[] codes, final List<String> values, final int fewest) {
        final List<BitSet> rows = new ArrayList<>();
        values.forEach(value -> rows.add(new BitSet()));
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] >= 0) {
                rows.get(codes[row]).set(row);
            }
        }
        return IntStream.range(0, values.size())
                .filter(code -> rows.get(code).cardinality() >= Math.max(1, fewest))
                .mapToObj(code -> new MemberTrait(field, values.get(code), false, rows.get(code)))
                .sorted(Comparator.comparingInt((MemberTrait trait) -> trait.rows().cardinality()).reversed().thenComparing(MemberTrait::value))
                .limit(MOST_CATEGORIES)
                .toList();
    }
}
