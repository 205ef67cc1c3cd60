// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.drift;

import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TallyWindowTest {

    @Test
    void talliesAddUp() {
        final Random random = new Random(3);
        final AssignmentTally first = new AssignmentTally(3, 2);
        final AssignmentTally second = new AssignmentTally(3, 2);
        final AssignmentTally both = new AssignmentTally(3, 2);
        for (int i = 0; i < 500; i++) {
            final int segment = random.nextInt(3);
            final int exceeded = random.nextInt(3);
            final boolean unknown = exceeded == 2 && random.nextBoolean();
            (i % 3 == 0 ? first : second).add(segment, exceeded, unknown);
            both.add(segment, exceeded, unknown);
        }
        final AssignmentTally sum = first.plus(second);
        assertArrayEquals(both.bySegment(), sum.bySegment());
        assertArrayEquals(both.byReach(), sum.byReach());
        assertEquals(both.unknown(), sum.unknown());
        assertEquals(500, sum.count());
        assertEquals(500, sum.assigned() + sum.unknown());
        assertEquals(sum.byReach()[1] + sum.byReach()[2], sum.beyond(0));
        assertEquals(sum.byReach()[2], sum.beyond(1));
        assertThrows(IllegalArgumentException.class, () -> first.plus(new AssignmentTally(2, 2)));
    }

    @Test
    void windowCoversTheLastOnesBetweenOneAndTwoTimesItsSize() {
        TallyWindow window = new TallyWindow(10, null, null);
        assertNull(window.covered());
        long added = 0;
        for (int step = 1; step <= 60; step++) {
            final AssignmentTally tally = new AssignmentTally(60, 1);
            final int records = 1 + step % 4;
            for (int i = 0; i < records; i++) {
                tally.add(step - 1, 0, false);
            }
            window = window.plus(tally);
            added += records;
            final long count = window.covered().count();
            assertTrue(count >= Math.min(added, 10) && count < 20 + 4, () -> "covers " + count);
            final long[] bySegment = window.covered().bySegment();
            int oldest = 0;
            while (bySegment[oldest] == 0) {
                oldest++;
            }
            for (int s = oldest; s < step; s++) {
                assertEquals(1 + (s + 1) % 4, bySegment[s]);
            }
        }
        final AssignmentTally large = new AssignmentTally(60, 1);
        for (int i = 0; i < 100; i++) {
            large.add(0, 0, false);
        }
        assertEquals(100, window.plus(large).plus(new AssignmentTally(60, 1)).plus(tallyOfOne()).covered().count() - 1);
    }

    private static AssignmentTally tallyOfOne() {
        final AssignmentTally tally = new AssignmentTally(60, 1);
        tally.add(1, 1, true);
        return tally;
    }
}
