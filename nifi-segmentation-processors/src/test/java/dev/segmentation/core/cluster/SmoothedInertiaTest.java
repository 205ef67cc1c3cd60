// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SmoothedInertiaTest {

    @Test
    void fallingIsNotSettled() {
        final SmoothedInertia inertia = new SmoothedInertia(0.5, 3);
        for (int i = 0; i < 50; i++) {
            assertFalse(inertia.hasSettled(100 - i));
        }
    }

    @Test
    void settledAfterSoManyInVain() {
        final SmoothedInertia inertia = new SmoothedInertia(2, 3);
        assertFalse(inertia.hasSettled(10));
        assertFalse(inertia.hasSettled(11));
        assertFalse(inertia.hasSettled(9));
        assertFalse(inertia.hasSettled(9));
        assertFalse(inertia.hasSettled(12));
        assertTrue(inertia.hasSettled(10));
    }
}
