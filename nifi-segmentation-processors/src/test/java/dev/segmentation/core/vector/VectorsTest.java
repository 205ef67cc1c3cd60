// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VectorsTest {

    @Test
    void knownValues() {
        final float[] a = {1, 2, 2};
        final float[] b = {0, 4, -1};
        assertEquals(6, Vectors.dot(a, b));
        assertEquals(14, Vectors.squaredDistance(a, b));
        assertEquals(3, Vectors.norm(a));
    }

    @Test
    void normalizedVectorHasLengthOneAndZeroStaysZero() {
        final float[] v = {3, 0, -4};
        assertTrue(Vectors.normalize(v));
        assertArrayEquals(new float[]{0.6f, 0, -0.8f}, v);

        final float[] zero = new float[2];
        assertFalse(Vectors.normalize(zero));
        assertArrayEquals(new float[2], zero);
    }

    @Test
    void hugeValuesDoNotOverflow() {
        final float[] v = {Float.MAX_VALUE, Float.MAX_VALUE};
        assertTrue(Vectors.normalize(v));
        assertEquals(Math.sqrt(0.5), v[0], 1e-7);
    }

    @Test
    void nonFiniteValuesAreFound() {
        assertEquals(-1, Vectors.firstNonFinite(new float[]{1, -0f}));
        assertEquals(1, Vectors.firstNonFinite(new float[]{1, Float.NaN}));
        assertEquals(0, Vectors.firstNonFinite(new float[]{Float.NEGATIVE_INFINITY, 1}));
    }

    @Test
    void lengthsMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> Vectors.dot(new float[1], new float[2]));
        assertThrows(IllegalArgumentException.class, () -> Vectors.squaredDistance(new float[1], new float[2]));
    }
}
