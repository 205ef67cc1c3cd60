// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FalseDiscoveriesTest {

    /** The example of Benjamini and Hochberg (1995), section 3.2: four of fifteen are findings at 0.05. */
    @Test
    void exampleOfThePaper() {
        final double[] probabilities = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1};
        assertEquals(Math.log(0.0095), FalseDiscoveries.logThreshold(Arrays.stream(probabilities).map(Math::log).toArray(), 15, 0.05));
    }

    @Test
    void testsThatWereNotLookedAtCountToo() {
        assertEquals(Math.log(0.01), FalseDiscoveries.logThreshold(new double[]{Math.log(0.01)}, 5, 0.05));
        assertEquals(Double.NEGATIVE_INFINITY, FalseDiscoveries.logThreshold(new double[]{Math.log(0.01)}, 6, 0.05));
        assertEquals(Double.NEGATIVE_INFINITY, FalseDiscoveries.logThreshold(new double[0], 6, 0.05));
    }
}
