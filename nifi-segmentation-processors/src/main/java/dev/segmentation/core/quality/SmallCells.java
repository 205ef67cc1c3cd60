// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;

/**
 * Which cells of a table of counts may be shown when nobody in a small group is to be recognised. A cell below the minimum is hidden. So that it does not
 * follow from the total of its row or column, the next smallest cell is hidden too wherever those hidden in a line are together below the minimum.
 *
 * @see <a href="https://doi.org/10.1002/9781118348239">Hundepool et al.: Statistical Disclosure Control, 2012</a>, chapter 4
 */
final class SmallCells {

    private SmallCells() {
    }

    /**
     * @param counts n x m, 0 or more; not changed
     * @param minimum smallest count that is shown, at least 1
     * @return n x m, whether the cell may be shown; a cell of 0 never is, so that it cannot be told from a hidden one. O((n m)^2) at worst
     */
    static boolean[][] shown(final int[][] counts, final int minimum) {
        final int columns = counts.length == 0 ? 0 : counts[0].length;
        final boolean[][] shown = new boolean[counts.length][columns];
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columns; column++) {
                shown[row][column] = counts[row][column] >= minimum;
            }
        }
        final int[][] turned = turn(counts, columns);
        boolean changed = true;
        while (changed) {
            changed = hideOneMore(counts, shown, minimum);
            final boolean[][] turnedShown = turn(shown, columns);
            if (hideOneMore(turned, turnedShown, minimum)) {
                changed = true;
                for (int row = 0; row < counts.length; row++) {
                    for (int column = 0; column < columns; column++) {
                        shown[row][column] = turnedShown[column][row];
                    }
                }
            }
        }
        return shown;
    }

    /** In each line with a hidden sum from 1 to below the minimum, hides the smallest cell that is still shown. */
    private static boolean hideOneMore(final int[][] counts, final boolean[][] shown, final int minimum) {
        boolean changed = false;
        for (int line = 0; line < counts.length; line++) {
            long hidden = 0;
            int smallest = -1;
            for (int cell = 0; cell < counts[line].length; cell++) {
                if (!shown[line][cell]) {
                    hidden += counts[line][cell];
                } else if (smallest < 0 || counts[line][cell] < counts[line][smallest]) {
                    smallest = cell;
                }
            }
            if (hidden > 0 && hidden < minimum && smallest >= 0) {
                shown[line][smallest] = false;
                changed = true;
            }
        }
        return changed;
    }

    private static int[][] turn(final int[][] counts, final int columns) {
        final int[][] turned = new int[columns][counts.length];
        for (int column = 0; column < columns; column++) {
            final int fixed = column;
            Arrays.setAll(turned[column], row -> counts[row][fixed]);
        }
        return turned;
    }

    private static boolean[][] turn(final boolean[][] cells, final int columns) {
        final boolean[][] turned = new boolean[columns][cells.length];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column][row] = cells[row][column];
            }
        }
        return turned;
    }
}
