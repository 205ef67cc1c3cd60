// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class RandomStreamTest {

    @Test
    void samplesAreDifferentAscendingAndEquallyLikely() {
        final RandomStream random = new RandomStream(1, 2);
        final int[] drawn = new int[10];
        for (int round = 0; round < 10_000; round++) {
            final int[] sample = random.sample(10, 3);
            assertArrayEquals(Arrays.stream(sample).sorted().distinct().toArray(), sample);
            for (final int number : sample) {
                drawn[number]++;
            }
        }
        for (final int count : drawn) {
            assertEquals(3000, count, 250);
        }
    }

    @Test
    void allOrNothing() {
        assertArrayEquals(new int[]{0, 1, 2, 3}, new RandomStream(1, 2).sample(4, 4));
        assertEquals(0, new RandomStream(1, 2).sample(4, 0).length);
    }
}
