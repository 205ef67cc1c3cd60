// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SmallCellsTest {

    private static final int MINIMUM = 5;

    /** The 4 has no room in one other cell of its column, but in two. */
    @Test
    void aCountMayGoInPartsBeforeALargeOneIsHidden() {
        final boolean[][] shown = SmallCells.shown(new int[][]{{100, 344, 100}, {100, 4, 0}, {100, 0, 2}, {100, 0, 2}}, 5);
        assertArrayEquals(new boolean[][]{{true, true, true}, {true, false, false}, {true, false, false}, {true, false, false}}, shown);
    }

    @Test
    void largeCellsAreShownAndSmallOnesAreNot() {
        final int[][] counts = {{9, 0, 3, 2}, {7, 6, 0, 5}};
        assertArrayEquals(new boolean[][]{{true, false, false, false}, {true, false, false, false}}, SmallCells.shown(counts, MINIMUM));
    }

    @Test
    void aHiddenCellDoesNotFollowFromTheTotals() {
        // The 2 alone would be the total of its row less the others. The smallest circle through it is 2, 6, 8, 8.
        final boolean[][] shown = SmallCells.shown(new int[][]{{9, 6, 2}, {9, 9, 9}, {8, 8, 8}}, MINIMUM);
        assertArrayEquals(new boolean[][]{{true, false, false}, {true, true, true}, {true, false, false}}, shown);
    }

    @Test
    void smallCellsThatProtectOneAnotherHideNoLargeLabel() {
        final SplittableRandom random = new SplittableRandom(5);
        final int[][] counts = new int[40][40];
        for (int row = 0; row < counts.length; row++) {
            for (int i = 0; i < 4; i++) {
                counts[row][random.nextInt(counts.length)] = 1 + random.nextInt(2);
            }
            counts[row][row] = 50 + random.nextInt(20);
        }
        final boolean[][] shown = SmallCells.shown(counts, MINIMUM);
        for (int row = 0; row < counts.length; row++) {
            assertTrue(shown[row][row]);
        }
    }

    @Test
    void everySmallCellCouldBeZeroUnlessTheTotalsAloneGiveItAway() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 150; trial++) {
            final int[][] counts = new int[2 + random.nextInt(2)][2 + random.nextInt(2)];
            for (int row = 0; row < counts.length; row++) {
                counts[row] = random.ints(counts[0].length, 0, 9).toArray();
            }
            final boolean[][] shown = SmallCells.shown(counts, MINIMUM);
            final boolean[][] possible = couldBeZero(counts, shown);
            final boolean[][] atBest = couldBeZero(counts, new boolean[counts.length][counts[0].length]);
            for (int row = 0; row < counts.length; row++) {
                for (int column = 0; column < counts[row].length; column++) {
                    assertTrue(!shown[row][column] || counts[row][column] >= MINIMUM);
                    assertEquals(counts[row][column] < MINIMUM && atBest[row][column], counts[row][column] < MINIMUM && possible[row][column]);
                }
            }
        }
    }

    @Test
    void nothingIsNoTrouble() {
        assertEquals(0, SmallCells.shown(new int[0][], MINIMUM).length);
        assertArrayEquals(new boolean[][]{{false, true}}, SmallCells.shown(new int[][]{{3, 9}}, MINIMUM));
    }

    /** Goes through every table with these totals and shown cells in which the small cells are small. */
    private static boolean[][] couldBeZero(final int[][] counts, final boolean[][] shown) {
        final int[][] table = new int[counts.length][counts[0].length];
        final int[] rows = Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).toArray();
        final int[] columns = new int[table[0].length];
        for (final int[] row : counts) {
            Arrays.setAll(columns, column -> columns[column] + row[column]);
        }
        final boolean[][] zero = new boolean[counts.length][columns.length];
        fill(counts, shown, table, 0, rows, columns, zero);
        return zero;
    }

    private static void fill(final int[][] counts, final boolean[][] shown, final int[][] table, final int cell, final int[] rows, final int[] columns, final boolean[][] zero) {
        final int row = cell / columns.length;
        final int column = cell % columns.length;
        if (column == 0 && row > 0 && rows[row - 1] > 0) {
            return;
        }
        if (row == counts.length) {
            for (int i = 0; i < zero.length * columns.length && Arrays.stream(columns).sum() == 0; i++) {
                zero[i / columns.length][i % columns.length] |= table[i / columns.length][i % columns.length] == 0;
            }
            return;
        }
        final int count = counts[row][column];
        final int from = shown[row][column] ? count : 0;
        final int to = shown[row][column] ? count : count < MINIMUM ? MINIMUM - 1 : Integer.MAX_VALUE;
        for (int value = from; value <= Math.min(to, Math.min(rows[row], columns[column])); value++) {
            table[row][column] = value;
            rows[row] -= value;
            columns[column] -= value;
            fill(counts, shown, table, cell + 1, rows, columns, zero);
            rows[row] += value;
            columns[column] += value;
        }
    }
}
