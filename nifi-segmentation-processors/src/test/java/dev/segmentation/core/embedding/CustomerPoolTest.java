// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CustomerPoolTest {

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
    }

    @Test
    void vectorsThatCancelOutGiveZero() {
        final CustomerPool pool = new CustomerPool(1);
        pool.add("a", new float[]{1});
        pool.add("a", new float[]{-1});
        assertArrayEquals(new float[1], pool.toTable().row(0));
    }

    @Test
    void dimensionsMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> new CustomerPool(2).add("a", new float[3]));
    }
}
