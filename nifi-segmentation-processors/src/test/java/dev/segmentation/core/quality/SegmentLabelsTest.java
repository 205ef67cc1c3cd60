// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class SegmentLabelsTest {

    @Test
    void idsAreNumberedInAscendingOrderAndNegativesLeftOut() {
        final SegmentLabels labels = SegmentLabels.of(new int[]{7, -1, 2, 7, Integer.MAX_VALUE, 2, 7});
        assertEquals(3, labels.segments());
        assertEquals(7, labels.rows());
        assertEquals(6, labels.scored());
        assertEquals(2, labels.id(0));
        assertEquals(7, labels.id(1));
        assertEquals(Integer.MAX_VALUE, labels.id(2));
        assertEquals(3, labels.size(1));
        assertEquals(-1, labels.segment(1));
        assertEquals(0, labels.segment(5));
        assertArrayEquals(new int[]{2, 5, 0, 3, 6, 4}, labels.rowsBySegment());
    }

    @Test
    void noRowsNoSegments() {
        assertEquals(0, SegmentLabels.of(new int[0]).segments());
        assertEquals(0, SegmentLabels.of(new int[]{-1}).rowsBySegment().length);
    }
}
