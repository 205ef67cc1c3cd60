// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares with scikit-learn's figures: see scikit-learn.py beside the file. */
class FeatureOracleTest {

    private static final int ROWS = 501;
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @CsvFileSource(resources = "scikit-learn.csv", numLinesToSkip = 1)
    void asScikitLearn(final String kind, final String a, final String b, final String c, final String d) {
        final String[] words = kind.split(" ");
        if (words[0].equals("one-hot")) {
            assertCategories(words[1], Double.parseDouble(words[2]), List.of(a.split(" ")), b);
        } else if (words[1].equals("skewness")) {
            final double[] values = numbers(words[0]);
            assertClose(Double.parseDouble(a), NumberFitting.skewness(known(values)));
            assertClose(Double.parseDouble(b), NumberFitting.skewness(Arrays.stream(known(values)).map(value -> NumberColumn.transform(value, true)).toArray()));
        } else {
            final double[] values = numbers(words[0]);
            final NumberColumn column = NumberFitting.fit("x", values, Boolean.valueOf(words[2]), NumberScaling.valueOf(words[1]));
            assertClose(Double.parseDouble(a), column.center());
            assertClose(Double.parseDouble(b), column.scale());
            assertClose(Double.parseDouble(c), column.fill());
            final float[] written = new float[2];
            column.write(values[0], 1, written, 0);
            assertEquals(Double.parseDouble(d), written[0], 1e-6);
        }
    }

    private static void assertCategories(final String rule, final double value, final List<String> frequent, final String counts) {
        final CategoryRules rules = switch (rule) {
            case "max_categories" -> new CategoryRules(2, 0, (int) value - 1);
            case "min_frequency" -> value < 1 ? new CategoryRules(2, value, 100) : new CategoryRules((int) value, 0, 100);
            default -> throw new IllegalArgumentException(rule);
        };
        final String[] values = IntStream.range(0, ROWS).mapToObj(FeatureOracleTest::category).toArray(String[]::new);
        final CategoryColumns columns = rules.fit("channel", values);
        assertEquals(frequent, columns.values());
        final int[] sums = new int[columns.width()];
        for (final String category : values) {
            final float[] written = new float[columns.width()];
            columns.write(category, 1 / columns.scale(), written, 0);
            for (int column = 0; column < sums.length; column++) {
                sums[column] += Math.round(written[column]);
            }
        }
        assertEquals(counts, String.join(" ", Arrays.stream(sums).mapToObj(Integer::toString).toList()));
    }

    private static double[] numbers(final String kind) {
        return IntStream.range(0, ROWS).mapToDouble(i -> switch (kind) {
            case "even" -> i * 7919 % 1009 / 10.0 - 50;
            case "money" -> Math.exp(i * 7919 % 1009 / 150.0) - 1;
            case "returns" -> (Math.exp(i * 7919 % 1009 / 150.0) - 1) * (i % 11 == 0 ? -0.2 : 1);
            default -> i % 7 == 3 ? Double.NaN : i * 104729 % 997 / 3.0;
        }).toArray();
    }

    private static double[] known(final double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static String category(final int i) {
        final int position = i * 37 % 100;
        if (position < 40) {
            return "web";
        }
        if (position < 70) {
            return "shop";
        }
        if (position < 85) {
            return "phone";
        }
        if (position < 94) {
            return "fax";
        }
        return position < 98 ? "letter" : "pigeon";
    }

    private static void assertClose(final double expected, final double actual) {
        assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)));
    }
}
