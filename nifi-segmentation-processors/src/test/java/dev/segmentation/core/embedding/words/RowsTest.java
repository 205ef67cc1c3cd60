// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Beside the same arithmetic in double precision: for every length that vector instructions may leave a rest of, and all numbers of rows that are taken at once.
 */
class RowsTest {

    private static final int MAXIMUM_LENGTH = 300;
    private static final int MAXIMUM_COUNT = 23;

    private final RandomStream random = new RandomStream(1, 2);

    @Test
    void dotsAreSumsOfProducts() {
        for (int length = 1; length <= MAXIMUM_LENGTH; length++) {
            final float[][] rows = rows(length);
            final float[] x = row(length);
            for (int count = 0; count <= MAXIMUM_COUNT; count++) {
                final int[] places = places(count);
                final float[] products = new float[count + 1];
                Rows.dots(x, rows, places, count, products);
                for (int k = 0; k < count; k++) {
                    final float[] row = rows[places[k]];
                    assertEquals(IntStream.range(0, row.length).mapToDouble(i -> (double) x[i] * row[i]).sum(), products[k], 1e-4);
                }
                assertEquals(0, products[count]);
            }
        }
    }

    @Test
    void combinesFactorsAndRows() {
        for (int length = 1; length <= MAXIMUM_LENGTH; length++) {
            final float[][] rows = rows(length);
            for (int count = 1; count <= MAXIMUM_COUNT; count++) {
                final float[] base = row(length);
                final float[] factors = row(count);
                final int[] places = places(count);
                final float[] target = row(length);
                Rows.combine(target, base, factors, rows, places, count);
                for (int i = 0; i < length; i++) {
                    double expected = base[i];
                    for (int k = 0; k < count; k++) {
                        expected += (double) factors[k] * rows[places[k]][i];
                    }
                    assertEquals(expected, target[i], 1e-5);
                }
                Rows.combine(base, base, factors, rows, places, count);
                assertArrayEquals(target, base);
            }
        }
    }

    @Test
    void nothingToCombineChangesNothing() {
        final float[] target = {1, 2};
        Rows.combine(target, new float[2], new float[1], new float[1][2], new int[1], 0);
        assertArrayEquals(new float[]{1, 2}, target);
    }

    private float[][] rows(final int length) {
        return IntStream.range(0, MAXIMUM_COUNT).mapToObj(row -> row(length)).toArray(float[][]::new);
    }

    private float[] row(final int length) {
        final float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            row[i] = (float) (random.nextDouble() - 0.5);
        }
        return row;
    }

    /** Some come twice. */
    private int[] places(final int count) {
        return IntStream.generate(() -> (int) random.nextLong(MAXIMUM_COUNT)).limit(count).toArray();
    }
}
