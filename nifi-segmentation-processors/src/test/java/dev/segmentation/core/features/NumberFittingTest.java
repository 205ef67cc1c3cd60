// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NumberFittingTest {

    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @EnumSource(NumberScaling.class)
    void unitsAndOriginsDoNotMatter(final NumberScaling scaling) {
        final double[] celsius = new Random(1).doubles(200).map(value -> 40 * value - 10).toArray();
        final double[] fahrenheit = Arrays.stream(celsius).map(value -> 1.8 * value + 32).toArray();
        final NumberColumn one = NumberFitting.fit("t", celsius, false, scaling);
        final NumberColumn other = NumberFitting.fit("t", fahrenheit, false, scaling);
        for (int i = 0; i < celsius.length; i++) {
            assertEquals(written(one, celsius[i])[0], written(other, fahrenheit[i])[0], 1e-5);
        }
    }

    @Test
    void bothScalingsAgreeOnNormalNumbers() {
        final Random random = new Random(2);
        final double[] values = new double[100_000];
        Arrays.setAll(values, i -> 7 + 3 * random.nextGaussian());
        assertEquals(3, NumberFitting.fit("x", values, null, NumberScaling.ROBUST).scale(), 0.05);
        assertEquals(3, NumberFitting.fit("x", values, null, NumberScaling.STANDARD).scale(), 0.05);
    }

    @Test
    void anOutlierMovesOnlyTheStandardScaling() {
        final double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        final double[] spoilt = values.clone();
        spoilt[9] = 1e6;
        assertEquals(NumberFitting.fit("x", values, false, NumberScaling.ROBUST), NumberFitting.fit("x", spoilt, false, NumberScaling.ROBUST));
        assertTrue(NumberFitting.fit("x", spoilt, false, NumberScaling.STANDARD).scale() > 1e5);
    }

    @Test
    void moneyIsTakenInLogarithmsAndAgesAreNot() {
        final Random random = new Random(3);
        final double[] money = new double[1000];
        Arrays.setAll(money, i -> Math.exp(4 + random.nextGaussian()));
        final double[] ages = new double[1000];
        Arrays.setAll(ages, i -> 18 + random.nextInt(60));
        assertTrue(NumberFitting.fit("money", money, null, NumberScaling.ROBUST).log());
        assertFalse(NumberFitting.fit("age", ages, null, NumberScaling.ROBUST).log());
        // Skewed to the other side: logarithms would make it worse.
        assertFalse(NumberFitting.fit("left", Arrays.stream(money).map(value -> -value).toArray(), null, NumberScaling.ROBUST).log());
    }

    @Test
    void missingNumbersBecomeTheMedianAndAreTold() {
        final NumberColumn column = NumberFitting.fit("x", new double[]{1, NONE, 3, 8, NONE}, false, NumberScaling.ROBUST);
        assertEquals(3, column.fill());
        assertEquals(2, column.width());
        assertEquals(0, written(column, NONE)[0]);
        assertEquals(2, written(column, NONE)[1]);
        assertEquals(0, written(column, 3)[1]);
        assertEquals(1, NumberFitting.fit("x", new double[]{1, 3}, false, NumberScaling.ROBUST).width());
    }

    @Test
    void whatIsTheSameEverywhereSaysNothing() {
        for (final double[] values : new double[][]{{5, 5, 5}, {5}, {NONE, NONE}}) {
            final NumberColumn column = NumberFitting.fit("x", values, null, NumberScaling.STANDARD);
            assertEquals(0, written(column, 5)[0]);
            assertEquals(0, written(column, 1e90)[0]);
        }
    }

    @Test
    void theOthersStillCountWhenHalfIsOneNumber() {
        final NumberColumn column = NumberFitting.fit("returns", new double[]{0, 0, 0, 0, 0, 0, 0, 4}, false, NumberScaling.ROBUST);
        assertEquals(Math.sqrt(1.75), column.scale(), 1e-12);
        assertEquals(0.5, column.center());
    }

    @Test
    void theLargestNumbersStayFinite() {
        final double[] values = new double[100];
        Arrays.setAll(values, i -> (i % 2 == 0 ? 1 : -0.5) * FeatureValues.LARGEST);
        for (final NumberScaling scaling : NumberScaling.values()) {
            final NumberColumn column = NumberFitting.fit("x", values, null, scaling);
            assertTrue(Float.isFinite(written(column, FeatureValues.LARGEST)[0]));
        }
        final NumberColumn small = NumberFitting.fit("x", new double[]{0, 1e-300, 2e-300}, null, NumberScaling.ROBUST);
        assertEquals(NumberColumn.LARGEST, written(small, FeatureValues.LARGEST)[0]);
    }

    private static float[] written(final NumberColumn column, final double value) {
        final float[] target = new float[column.width()];
        column.write(value, 1, target, 0);
        return target;
    }
}
