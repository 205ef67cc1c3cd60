// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CustomerPoolTest {

    private static final double DAY = 86_400_000;
    private static final double HALF_LIFE = 90 * DAY;
    private static final int DIMENSION = 16;

    @Test
    void meanOfACustomersVectorsHasLengthOne() {
        final CustomerPool pool = new CustomerPool(2);
        assertEquals(0, pool.add("a", new float[]{1, 0}));
        assertEquals(1, pool.add("b", new float[]{0, 5}));
        assertEquals(0, pool.add("a", new float[]{0, 1}));
        assertEquals(2, pool.size());

        final float half = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[]{half, half}, pool.toTable().row(0), 1e-7f);
        assertArrayEquals(new float[]{0, 1}, pool.toTable().row(1));
    }

    @Test
    void vectorsWithoutCustomerStandAlone() {
        final CustomerPool pool = new CustomerPool(1);
        assertEquals(0, pool.add(null, new float[]{1}));
        assertEquals(1, pool.add(null, new float[]{1}));
        assertNull(pool.customer(1).id());
    }

    @Test
    void vectorsThatCancelOutGiveZero() {
        final CustomerPool pool = new CustomerPool(1);
        pool.add("a", new float[]{1});
        pool.add("a", new float[]{-1});
        assertArrayEquals(new float[1], pool.toTable().row(0));
        assertEquals(1, pool.customer(0).dispersion());
    }

    @Test
    void dimensionsMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> new CustomerPool(2).add("a", new float[3]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void halfLifeIsPositive(final double halfLife) {
        assertThrows(IllegalArgumentException.class, () -> new CustomerPool(1, halfLife));
    }

    @Test
    void aTextWeighsHalfOfOneThatIsAHalfLifeYounger() {
        final CustomerPool pool = new CustomerPool(2, HALF_LIFE);
        pool.add("a", new float[]{1, 0}, (long) HALF_LIFE);
        pool.add("a", new float[]{0, 1}, 0L);
        final float[] pooled = pool.customer(0).direction();
        assertEquals(2, pooled[0] / pooled[1], 1e-6);
        assertEquals(2, pool.customer(0).count());
        assertEquals(0, pool.customer(0).firstDate());
        assertEquals((long) HALF_LIFE, pool.customer(0).lastDate());
        // Weights 2/3 and 1/3 of two orthogonal vectors: 1 - 4/9 - 1/9.
        assertEquals(4.0 / 9, pool.customer(0).dispersion(), 1e-12);
    }

    /** The naive formula, with weights relative to any reference date whatever. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 30 * DAY, HALF_LIFE, 1e9 * DAY, Double.POSITIVE_INFINITY})
    void equalsTheNaiveFormula(final double halfLife) {
        for (int seed = 0; seed < 20; seed++) {
            final List<Text> texts = texts(seed, 1 + seed * 3, seed % 3 == 0);
            assertPooled(texts, halfLife, pool(texts, halfLife).customer(0));
        }
    }

    @Test
    void theOrderOfTheTextsChangesNothingButTheRounding() {
        final List<Text> texts = texts(7, 50, true);
        final CustomerTexts expected = pool(texts, HALF_LIFE).customer(0);
        for (int seed = 0; seed < 10; seed++) {
            final List<Text> shuffled = new ArrayList<>(texts);
            Collections.shuffle(shuffled, new Random(seed));
            final CustomerTexts customer = pool(shuffled, HALF_LIFE).customer(0);
            assertArrayEquals(expected.direction(), customer.direction(), 1e-6f);
            assertEquals(expected.dispersion(), customer.dispersion(), 1e-12);
            assertEquals(expected.count(), customer.count());
            assertEquals(expected.firstDate(), customer.firstDate());
            assertEquals(expected.lastDate(), customer.lastDate());
        }
    }

    /** Asking in between changes nothing: what was pooled before is updated to the same bits. */
    @Test
    void updatedIsTheSameAsAllAtOnce() {
        final List<Text> texts = texts(8, 40, true);
        final CustomerPool updated = new CustomerPool(DIMENSION, HALF_LIFE);
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).addTo(updated);
            assertPooled(texts.subList(0, i + 1), HALF_LIFE, updated.customer(0));
        }
        assertArrayEquals(pool(texts, HALF_LIFE).customer(0).direction(), updated.customer(0).direction());
        assertEquals(pool(texts, HALF_LIFE).customer(0).dispersion(), updated.customer(0).dispersion());
    }

    @Test
    void anInfiniteHalfLifeIsTheMean() {
        final List<Text> texts = texts(9, 30, true);
        final CustomerPool mean = new CustomerPool(DIMENSION);
        texts.forEach(text -> mean.add("a", text.vector()));
        final CustomerTexts pooled = pool(texts, Double.POSITIVE_INFINITY).customer(0);
        assertArrayEquals(mean.customer(0).direction(), pooled.direction());
        assertEquals(mean.customer(0).dispersion(), pooled.dispersion());
        assertFalse(mean.customer(0).hasDates());
        assertTrue(pooled.hasDates());
    }

    @Test
    void textsWithoutADateWeighAsTheOldest() {
        final CustomerPool pool = new CustomerPool(3, HALF_LIFE);
        pool.add("a", new float[]{0, 0, 1});
        pool.add("a", new float[]{0, 1, 0}, 0L);
        pool.add("a", new float[]{1, 0, 0}, (long) (2 * HALF_LIFE));
        final float[] pooled = pool.customer(0).direction();
        assertEquals(4, pooled[0] / pooled[1], 1e-6);
        assertEquals(pooled[1], pooled[2]);
    }

    @Test
    void datesAnyDistanceApartGiveTheYoungestText() {
        for (final boolean ascending : new boolean[]{true, false}) {
            final CustomerPool pool = new CustomerPool(2, 1);
            pool.add("a", new float[]{1, 0}, ascending ? Long.MIN_VALUE : Long.MAX_VALUE);
            pool.add("a", new float[]{0, 1});
            pool.add("a", new float[]{0.6f, 0.8f}, ascending ? Long.MAX_VALUE : Long.MIN_VALUE);
            assertArrayEquals(ascending ? new float[]{0.6f, 0.8f} : new float[]{1, 0}, pool.customer(0).direction(), 1e-7f);
            assertEquals(0, pool.customer(0).dispersion());
        }
    }

    /** In the end the first texts weigh less than any double can hold. */
    @Test
    void manyStepsForwardLoseNothing() {
        final CustomerPool pool = new CustomerPool(2, 1);
        for (long date = 0; date <= 100_000; date++) {
            pool.add("a", date % 2 == 0 ? new float[]{1, 0} : new float[]{0, 1}, date);
        }
        final float[] pooled = pool.customer(0).direction();
        assertEquals(2, pooled[0] / pooled[1], 1e-6);
        assertEquals(4.0 / 9, pool.customer(0).dispersion(), 1e-9);
    }

    /** A difference of sums of squares would have lost all digits here. */
    @Test
    void dispersionOfVectorsFarFromTheOrigin() {
        final CustomerPool pool = new CustomerPool(1);
        pool.add("a", new float[]{16_000_000});
        pool.add("a", new float[]{16_000_001});
        pool.add("a", new float[]{16_000_002});
        assertEquals(2.0 / 3, pool.customer(0).dispersion(), 1e-9);
    }

    @Test
    void memoryGrowsWithCustomersIdsAndSums() {
        final CustomerPool pool = new CustomerPool(DIMENSION, HALF_LIFE);
        pool.add("a", new float[DIMENSION], 0L);
        final long one = pool.bytes();
        pool.add("a", new float[DIMENSION], 1L);
        assertEquals(one, pool.bytes());
        pool.add("a", new float[DIMENSION]);
        final long sum = pool.bytes() - one;
        assertTrue(sum > DIMENSION * Double.BYTES);
        pool.add("ab", new float[DIMENSION], 0L);
        assertEquals(2 * one + sum + Character.BYTES, pool.bytes());
    }

    private static void assertPooled(final List<Text> texts, final double halfLife, final CustomerTexts customer) {
        final long last = texts.stream().map(Text::date).filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0);
        final long first = texts.stream().map(Text::date).filter(Objects::nonNull).mapToLong(Long::longValue).min().orElse(0);
        final double[] mean = new double[DIMENSION];
        double weights = 0;
        for (final Text text : texts) {
            final double weight = Math.pow(0.5, (last - (text.date() == null ? first : text.date())) / halfLife);
            weights += weight;
            for (int i = 0; i < DIMENSION; i++) {
                mean[i] += weight * text.vector()[i];
            }
        }
        double length = 0;
        for (int i = 0; i < DIMENSION; i++) {
            mean[i] /= weights;
            length += mean[i] * mean[i];
        }
        double dispersion = 0;
        for (final Text text : texts) {
            final double weight = Math.pow(0.5, (last - (text.date() == null ? first : text.date())) / halfLife);
            for (int i = 0; i < DIMENSION; i++) {
                dispersion += weight / weights * (text.vector()[i] - mean[i]) * (text.vector()[i] - mean[i]);
            }
        }
        final float[] pooled = customer.direction();
        for (int i = 0; i < DIMENSION; i++) {
            assertEquals(mean[i] / Math.sqrt(length), pooled[i], 1e-6);
        }
        assertEquals(dispersion, customer.dispersion(), 1e-10);
        assertEquals(texts.size(), customer.count());
    }

    private static CustomerPool pool(final List<Text> texts, final double halfLife) {
        final CustomerPool pool = new CustomerPool(DIMENSION, halfLife);
        texts.forEach(text -> text.addTo(pool));
        return pool;
    }

    private static List<Text> texts(final long seed, final int count, final boolean someWithoutDate) {
        final Random random = new Random(seed);
        final List<Text> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final float[] vector = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            final long date = (long) (random.nextDouble() * 2000 * DAY);
            texts.add(new Text(vector, someWithoutDate && random.nextInt(3) == 0 ? null : date));
        }
        return texts;
    }

    private record Text(float[] vector, Long date) {

        private void addTo(final CustomerPool pool) {
            pool.add("a", vector, date);
        }
    }
}
