// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class HypergeometricTest {

    @Test
    void smallCasesAreCountedByHand() {
        assertEquals(Math.log(4.0 / 20), new Hypergeometric(6).logUpperTail(3, 3, 4), 1e-12);
        assertEquals(Math.log(16.0 / 20), new Hypergeometric(6).logUpperTail(2, 3, 4), 1e-12);
        assertEquals(0, new Hypergeometric(6).logUpperTail(1, 3, 4), 1e-12);
        assertEquals(0, new Hypergeometric(100).logUpperTail(0, 10, 5), 1e-12);
    }

    /** scipy.stats.hypergeom.logsf(found - 1, all, marked, drawn). */
    @Test
    void largeCasesAgreeWithScipy() {
        assertEquals(-5.979_461_543_648_926, new Hypergeometric(20_000).logUpperTail(20, 200, 1000), 1e-8);
        assertEquals(0, new Hypergeometric(40_000).logUpperTail(1, 20_000, 10_000), 1e-9);
        assertEquals(-6563.262_739_343_037, new Hypergeometric(1_000_000).logUpperTail(900, 1000, 1000), 1e-6);
    }
}
