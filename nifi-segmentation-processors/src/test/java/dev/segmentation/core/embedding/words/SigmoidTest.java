// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SigmoidTest {

    @Test
    void followsTheLogisticFunction() {
        for (float x = -8; x < 8; x += 0.003f) {
            assertEquals(1 / (1 + Math.exp(-x)), Sigmoid.of(x), Math.abs(x) < 6 ? 0.001 : 0.0025);
        }
    }

    @Test
    void theLimitsAndWhatIsNextToThem() {
        assertEquals(1, Sigmoid.of(Math.nextDown(6f)), 0.0025);
        assertEquals(0, Sigmoid.of(Math.nextUp(-6f)), 0.0025);
        assertEquals(1, Sigmoid.of(6));
        assertEquals(0, Sigmoid.of(-6));
        assertEquals(1, Sigmoid.of(Float.POSITIVE_INFINITY));
        assertEquals(0, Sigmoid.of(Float.NEGATIVE_INFINITY));
        assertEquals(0, Sigmoid.of(Float.NaN));
    }
}
