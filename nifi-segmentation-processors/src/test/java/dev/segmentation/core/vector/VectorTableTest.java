// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class VectorTableTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 384, 300_000})
    void rowsComeBackAsTheyWent(final int dimension) {
        final int rows = dimension > 1000 ? 3 : 2000;
        final VectorTable table = new VectorTable(dimension);
        final Random random = new Random(1);
        final float[][] expected = new float[rows][dimension];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dimension; j++) {
                expected[i][j] = random.nextFloat();
            }
            assertEquals(i, table.add(expected[i]));
        }
        assertEquals(rows, table.size());
        for (int i = 0; i < rows; i++) {
            assertArrayEquals(expected[i], table.row(i));
        }

        table.set(1, expected[0]);
        assertArrayEquals(expected[0], table.row(1));
        assertArrayEquals(expected[2], table.row(2));
    }

    @Test
    void wrongDimensionAndRowAreRefused() {
        final VectorTable table = new VectorTable(3);
        assertThrows(IllegalArgumentException.class, () -> table.add(new float[2]));
        assertThrows(IndexOutOfBoundsException.class, () -> table.row(0));
        assertThrows(IllegalArgumentException.class, () -> new VectorTable(0));
    }
}
