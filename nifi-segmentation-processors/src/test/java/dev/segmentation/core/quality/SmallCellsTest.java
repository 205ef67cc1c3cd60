// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SmallCellsTest {

    @Test
    void largeCellsAreShownAndSmallOnesAreNot() {
        final int[][] counts = {{9, 0, 3, 2}, {7, 6, 0, 5}};
        assertArrayEquals(new boolean[][]{{true, false, false, false}, {true, true, false, false}}, SmallCells.shown(counts, 5));
    }

    @Test
    void aHiddenCellDoesNotFollowFromTheTotals() {
        // The 2 alone would be the total of its row less the others: the 6 goes with it, and so on by columns.
        final boolean[][] shown = SmallCells.shown(new int[][]{{9, 6, 2}, {9, 9, 9}, {8, 8, 8}}, 5);
        assertArrayEquals(new boolean[][]{{true, false, false}, {true, true, true}, {true, true, false}}, shown);
    }

    @Test
    void whatIsHiddenInALineIsNothingOrEnough() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            final int[][] counts = new int[1 + random.nextInt(6)][1 + random.nextInt(6)];
            final int columns = counts[0].length;
            for (int row = 0; row < counts.length; row++) {
                counts[row] = random.ints(columns, 0, 12).toArray();
            }
            final boolean[][] shown = SmallCells.shown(counts, 5);
            for (int row = 0; row < counts.length; row++) {
                long hidden = 0;
                boolean anyShown = false;
                for (int column = 0; column < columns; column++) {
                    assertTrue(!shown[row][column] || counts[row][column] >= 5);
                    hidden += shown[row][column] ? 0 : counts[row][column];
                    anyShown |= shown[row][column];
                }
                assertTrue(hidden == 0 || hidden >= 5 || !anyShown);
            }
            for (int column = 0; column < columns; column++) {
                long hidden = 0;
                boolean anyShown = false;
                for (int row = 0; row < counts.length; row++) {
                    hidden += shown[row][column] ? 0 : counts[row][column];
                    anyShown |= shown[row][column];
                }
                assertTrue(hidden == 0 || hidden >= 5 || !anyShown);
            }
        }
    }

    @Test
    void nothingIsNoTrouble() {
        assertEquals(0, SmallCells.shown(new int[0][], 5).length);
    }
}
