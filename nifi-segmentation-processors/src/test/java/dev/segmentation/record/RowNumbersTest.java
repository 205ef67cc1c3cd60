// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RowNumbersTest {

    @Test
    void keepsAllInOrder() {
        final RowNumbers numbers = new RowNumbers();
        IntStream.range(0, 5000).forEach(i -> numbers.add(7 * i));
        assertEquals(5000, numbers.size());
        assertEquals(7 * 4999, numbers.get(4999));
        assertArrayEquals(IntStream.range(0, 5000).map(i -> 7 * i).toArray(), numbers.toArray());
        assertTrue(numbers.bytes() >= 5000 * Integer.BYTES && numbers.bytes() < 2 * 5000 * Integer.BYTES);
    }

    @Test
    void growsUpToTheLongestArray() {
        assertEquals(1536, RowNumbers.capacityBeyond(1024));
        assertEquals(3 << 29, RowNumbers.capacityBeyond(1 << 30));
        assertEquals(RowNumbers.MOST, RowNumbers.capacityBeyond(1_500_000_000));
        assertEquals(RowNumbers.MOST, RowNumbers.capacityBeyond(RowNumbers.MOST - 1));
        final RecordProblem problem = assertThrows(RecordProblem.class, () -> RowNumbers.capacityBeyond(RowNumbers.MOST));
        assertEquals("the FlowFile has more than 2147483639 records: divide it", problem.getMessage());
    }
}
