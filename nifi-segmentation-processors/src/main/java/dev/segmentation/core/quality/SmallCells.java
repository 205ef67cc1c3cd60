// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Which cells of a table of counts may be shown when nobody in a small group is to be recognised, not even by those who know all totals. Cells below the
 * minimum are hidden, and others only as needed: for every cell from 1 to below the minimum there is a table with the same totals and the same shown cells in
 * which it is 0. That table is found by shifting the count along a circle of cells; where those hidden do not close one, the circle that hides the smallest
 * counts is taken.
 *
 * @see <a href="https://doi.org/10.1137/0217034">Gusfield: A Graph Theoretic Approach to Statistical Data Security, 1988</a>
 * @see <a href="https://doi.org/10.1002/9781118348239">Hundepool et al.: Statistical Disclosure Control, 2012</a>, chapter 4
 */
final class SmallCells {

    private final int[][] counts;
    private final int minimum;
    private final int columns;
    private final boolean[][] shown;

    /** Another table with the same totals and shown cells. What is small stays below the minimum in it. */
    private final int[][] other;

    private SmallCells(final int[][] counts, final int minimum) {
        this.counts = counts;
        this.minimum = minimum;
        columns = counts.length == 0 ? 0 : counts[0].length;
        shown = new boolean[counts.length][columns];
        other = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /**
     * @param counts n x m, 0 or more; not changed
     * @param minimum smallest count that is shown, at least 1
     * @return n x m, whether the cell may be shown; a cell of 0 never is, so that it cannot be told from a hidden one. A small cell that the totals alone give away
     *         is hidden without anything else. O(n m log(n + m)) for each small cell at worst
     */
    static boolean[][] shown(final int[][] counts, final int minimum) {
        final SmallCells cells = new SmallCells(counts, minimum);
        cells.hide();
        return cells.shown;
    }

    private void hide() {
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columns; column++) {
                shown[row][column] = counts[row][column] >= minimum;
            }
        }
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columns; column++) {
                boolean open = counts[row][column] < minimum;
                while (open && other[row][column] > 0) {
                    open = shift(row, column);
                }
            }
        }
    }

    /**
     * Takes from a cell by adding to and taking from others in turn.
     *
     * @return whether that is possible
     */
    private boolean shift(final int row, final int column) {
        int amount = other[row][column];
        final int end = counts.length + column;
        int[] before = cheapest(row, column, amount);
        if (amount > 1 && cost(before, row, end) > 0) {
            // Part of it may go where all of it has no room.
            final int[] ofPart = cheapest(row, column, 1);
            before = cost(ofPart, row, end) < cost(before, row, end) ? ofPart : before;
        }
        if (before[end] < 0) {
            return false;
        }

        for (int node = end; node != row; node = before[node]) {
            amount = Math.min(amount, capacity(before[node], node));
        }
        other[row][column] -= amount;
        for (int node = end; node != row; node = before[node]) {
            final boolean adds = node >= counts.length;
            final int cellRow = adds ? before[node] : node;
            final int cellColumn = (adds ? node : before[node]) - counts.length;
            other[cellRow][cellColumn] += adds ? amount : -amount;
            shown[cellRow][cellColumn] = false;
        }
        return true;
    }

    private long cost(final int[] before, final int row, final int end) {
        if (before[end] < 0) {
            return Long.MAX_VALUE;
        }
        long cost = 0;
        for (int node = end; node != row; node = before[node]) {
            final int cellRow = Math.min(node, before[node]);
            final int cellColumn = Math.max(node, before[node]) - counts.length;
            cost += cost(cellRow, cellColumn);
        }
        return cost;
    }

    private int cost(final int row, final int column) {
        return shown[row][column] ? counts[row][column] : 0;
    }

    /**
     * Dijkstra's algorithm from the cell's row to its column, without the cell. Nodes are the rows, then the columns. A cell that is still shown costs its count.
     *
     * @param amount that every cell on the way must have room for, at least 1
     * @return per node the one before it, negative where there is none
     */
    private int[] cheapest(final int row, final int column, final int amount) {
        final int nodes = counts.length + columns;
        final int[] before = new int[nodes];
        final long[] costs = new long[nodes];
        final boolean[] done = new boolean[nodes];
        Arrays.fill(before, -1);
        Arrays.fill(costs, Long.MAX_VALUE);
        costs[row] = 0;
        final PriorityQueue<Step> queue = new PriorityQueue<>();
        queue.add(new Step(0, row));
        while (!queue.isEmpty() && costs[counts.length + column] > costs[queue.element().node()]) {
            final int node = queue.remove().node();
            final boolean isRow = node < counts.length;
            final int first = isRow ? counts.length : 0;
            final int end = isRow ? nodes : counts.length;
            for (int next = first; next < end && !done[node]; next++) {
                final int cellRow = isRow ? node : next;
                final int cellColumn = (isRow ? next : node) - counts.length;
                final long cost = costs[node] + cost(cellRow, cellColumn);
                if (cost < costs[next] && (cellRow != row || cellColumn != column) && capacity(node, next) >= amount) {
                    costs[next] = cost;
                    before[next] = node;
                    queue.add(new Step(cost, next));
                }
            }
            done[node] = true;
        }
        return before;
    }

    /** From a row to a column a cell is added to, from a column to a row it is taken from. */
    private int capacity(final int from, final int to) {
        if (from >= counts.length) {
            return other[to][from - counts.length];
        }
        final int column = to - counts.length;
        return counts[from][column] < minimum ? minimum - 1 - other[from][column] : Integer.MAX_VALUE - other[from][column];
    }

    private record Step(long cost, int node) implements Comparable<Step> {

        @Override
        public int compareTo(final Step step) {
            return cost == step.cost ? Integer.compare(node, step.node) : Long.compare(cost, step.cost);
        }
    }
}
