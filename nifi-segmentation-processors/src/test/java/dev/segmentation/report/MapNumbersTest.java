// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class MapNumbersTest {

    private static final MapNumbers.Place LEFT = new MapNumbers.Place(100, 100);
    private static final MapNumbers.Place NEAR = new MapNumbers.Place(110, 110);
    private static final MapNumbers.Place FAR = new MapNumbers.Place(300, 100);

    @Test
    void aNumberStandsOnAMarkOfItsSegment() {
        final List<MapNumbers.Place> apart = List.of(LEFT, new MapNumbers.Place(500, 500), new MapNumbers.Place(90, 700));
        assertEquals(new MapNumbers.Place(500, 500), new MapNumbers().take(1, List.of(LEFT, new MapNumbers.Place(500, 500), new MapNumbers.Place(600, 500))));
        assertEquals(1, apart.stream().filter(new MapNumbers().take(7, apart)::equals).count());
    }

    @Test
    void numbersDoNotCoverEachOther() {
        final MapNumbers numbers = new MapNumbers();
        assertEquals(LEFT, numbers.take(1, List.of(LEFT)));
        assertEquals(FAR, numbers.take(2, List.of(NEAR, NEAR, FAR)));
        assertNull(numbers.take(3, List.of(NEAR)));
    }
}
