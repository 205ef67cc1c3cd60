// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SegmentIdsTest {

    @Test
    void firstIdsAreTheRows() {
        final SegmentIds ids = SegmentIds.first(3);
        assertArrayEquals(new int[]{0, 1, 2}, ids.toArray());
        assertEquals(3, ids.next());
        assertEquals(0, SegmentIds.first(0).size());
    }

    @Test
    void noSegmentHasNoId() {
        assertEquals(SegmentIds.NONE, SegmentIds.first(3).of(SegmentIds.NONE));
    }

    @Test
    void idsAreCarriedOverAndNeverGivenAgain() {
        final SegmentIds first = new SegmentIds(new int[]{4, 0, 7}, 9);
        final SegmentIds second = first.carriedOver(new int[]{-1, 2, -1, 0});
        assertArrayEquals(new int[]{9, 7, 10, 4}, second.toArray());
        assertEquals(11, second.next());
        final SegmentIds none = second.carriedOver(new int[0]);
        assertArrayEquals(new int[]{11}, none.carriedOver(new int[]{-1}).toArray());
    }

    @Test
    void theLastIdIsNotPassedOver() {
        assertThrows(ArithmeticException.class, () -> new SegmentIds(new int[]{0}, Integer.MAX_VALUE).carriedOver(new int[]{-1}));
    }

    @Test
    void refusesWhatIsNoSetOfIds() {
        assertThrows(IllegalArgumentException.class, () -> new SegmentIds(new int[]{0, -1}, 3));
        assertThrows(IllegalArgumentException.class, () -> new SegmentIds(new int[]{0, 3}, 3));
        assertThrows(IllegalArgumentException.class, () -> new SegmentIds(new int[]{2, 0, 2}, 3));
        assertThrows(IllegalArgumentException.class, () -> SegmentIds.first(2).carriedOver(new int[]{1, 1}));
    }
}
