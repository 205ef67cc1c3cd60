// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Nearest;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OverlapTest {

    private static final int ROWS = 600;
    private static final int EARLIER = 7;
    private static final int LATER = 5;

    @Test
    void countsWhatIsCountedByHand() {
        final SplittableRandom random = new SplittableRandom(3);
        final float[] reach = {1, 1, 1, 0.5f, 1, 0, 1};
        final Nearest[] before = new Nearest[ROWS];
        final Nearest[] after = new Nearest[ROWS];
        for (int row = 0; row < ROWS; row++) {
            before[row] = new Nearest(random.nextInt(EARLIER), random.nextInt(5) * 0.3f, 0);
            after[row] = new Nearest(random.nextInt(LATER + 1) - 1, 0, 0);
        }
        final Overlap overlap = new Overlap(reach, before, after, LATER);

        int cells = 0;
        for (int e = 0; e < EARLIER; e++) {
            for (int l = 0; l < LATER; l++) {
                final int earlier = e;
                final int later = l;
                final long both = IntStream.range(0, ROWS).filter(row -> isIn(before[row], earlier, reach) && after[row].segment() == later).count();
                final long either = IntStream.range(0, ROWS).filter(row -> isIn(before[row], earlier, reach) || after[row].segment() == later).count();
                final long ofEarlier = IntStream.range(0, ROWS).filter(row -> isIn(before[row], earlier, reach)).count();
                final long ofLater = IntStream.range(0, ROWS).filter(row -> after[row].segment() == later).count();
                if (both > 0) {
                    final Overlap.Cell cell = new Overlap.Cell(e, l, (int) both, (double) both / ofEarlier, (double) both / ofLater, (double) both / either);
                    assertEquals(cell, overlap.cells().get(cells++));
                    assertEquals(1, overlap.ofEarlier(e).stream().filter(cell::equals).count());
                    assertEquals(1, overlap.ofLater(l).stream().filter(cell::equals).count());
                }
            }
        }
        assertEquals(cells, overlap.cells().size());
        assertEquals(cells, IntStream.range(0, EARLIER).map(e -> overlap.ofEarlier(e).size()).sum());
        assertEquals(cells, IntStream.range(0, LATER).map(l -> overlap.ofLater(l).size()).sum());
    }

    @Test
    void refusesDifferentRows() {
        assertThrows(IllegalArgumentException.class, () -> new Overlap(new float[1], new Nearest[2], new Nearest[3], 1));
    }

    private static boolean isIn(final Nearest nearest, final int segment, final float[] reach) {
        return nearest.segment() == segment && nearest.distance() <= reach[segment];
    }
}
