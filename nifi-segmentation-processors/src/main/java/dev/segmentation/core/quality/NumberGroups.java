// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of about as many rows each for a number with many different values, such as an age: at its quintiles, rounded to 1, 2 or 5 times a power of ten. No
 * row's own number is told.
 *
 * @param numbers group of each row, ascending from 0; -1 for none
 * @param names of the groups, such as {@code under 30}, {@code 30-39}, {@code 70 and over}
 */
public record NumberGroups(int[] numbers, List<String> names) {

    /** Groups at most. */
    public static final int MOST = 5;

    /** Up to this many different values each is a group of its own: a code, a number of children. */
    public static final int MOST_SINGLE = 10;

    /** Units of rounding that the middle three fifths or all of the rows span at least. */
    private static final double UNITS = 8;

    /**
     * @param values of n rows, NaN for none
     * @return whether there are too many different ones for groups of their own
     */
    public static boolean needed(final double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).distinct().limit(MOST_SINGLE + 1).count() > MOST_SINGLE;
    }

    /**
     * @param values of n rows, finite or NaN for none, with at least two different ones
     * @return 1 to {@value #MOST} groups; O(n log n)
     */
    public static NumberGroups of(final double[] values) {
        final double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        final boolean whole = Arrays.stream(sorted).allMatch(value -> value == Math.rint(value));
        final BigDecimal[] edges = edges(sorted, whole);
        final double[] bounds = Arrays.stream(edges).mapToDouble(BigDecimal::doubleValue).toArray();
        final int[] numbers = Arrays.stream(values).mapToInt(value -> Double.isNaN(value) ? -1 : (int) Arrays.stream(bounds).filter(bound -> value >= bound).count()).toArray();
        return new NumberGroups(numbers, IntStream.rangeClosed(0, edges.length).mapToObj(group -> name(edges, group, whole)).toList());
    }

    private static BigDecimal[] edges(final double[] sorted, final boolean whole) {
        final double least = sorted[0];
        final double span = quantile(sorted, MOST - 1) - quantile(sorted, 1);
        final BigDecimal unit = unit((span > 0 ? span : sorted[sorted.length - 1] - least) / UNITS, whole);
        final BigDecimal[] edges = IntStream.range(1, MOST).mapToObj(part -> rounded(quantile(sorted, part), unit))
                .filter(edge -> edge.doubleValue() > least).distinct().toArray(BigDecimal[]::new);
        // Most rows have the least number: what is above it is the other group.
        return edges.length > 0 ? edges : new BigDecimal[]{rounded(least, unit).add(unit)};
    }

    private static double quantile(final double[] sorted, final int part) {
        return sorted[(int) ((long) sorted.length * part / MOST)];
    }

    private static BigDecimal rounded(final double value, final BigDecimal unit) {
        return BigDecimal.valueOf(value).divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    /** The largest of 1, 2 and 5 times a power of ten that is not above the size. */
    private static BigDecimal unit(final double size, final boolean whole) {
        final BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(size)));
        final double ratio = size / power.doubleValue();
        final BigDecimal unit = power.multiply(BigDecimal.valueOf(ratio >= 5 ? 5 : ratio >= 2 ? 2 : 1));
        return whole ? unit.max(BigDecimal.ONE) : unit;
    }

    private static String name(final BigDecimal[] edges, final int group, final boolean whole) {
        if (group == 0) {
            return "under " + text(edges[0]);
        }
        final String from = text(edges[group - 1]);
        if (group == edges.length) {
            return from + " and over";
        }
        if (!whole || edges[group - 1].signum() < 0) {
            return from + " to under " + text(edges[group]);
        }
        final String to = text(edges[group].subtract(BigDecimal.ONE));
        return from.equals(to) ? from : from + "-" + to;
    }

    private static String text(final BigDecimal edge) {
        return edge.signum() == 0 ? "0" : edge.stripTrailingZeros().toPlainString();
    }
}
