// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NearestRowsTest {

    private static final int COUNT = 10;

    @Test
    void nearestAreThoseOfANaiveSearch() {
        final VectorTable table = Blobs.table(1300, 12, 5, 1, 3);
        final int[] candidates = IntStream.range(0, 1300).filter(i -> i % 3 != 1).toArray();
        final int[][] found = search(table, candidates, 2, rows -> rows.find(COUNT));
        for (int i = 0; i < table.size(); i++) {
            assertArrayEquals(naive(table, candidates, i), of(found, i), "row " + i);
        }
    }

    @Test
    void fewAreMissedAmongTheCellsThatAreNear() {
        final VectorTable table = Blobs.table(6000, 24, 200, 0.4, 5);
        final int[] candidates = IntStream.range(0, 6000).filter(i -> i % 2 == 0).toArray();
        final int[][] near = search(table, candidates, 2, rows -> rows.findNear(COUNT, 7));
        final int[][] all = search(table, candidates, 2, rows -> rows.find(COUNT));
        long kept = 0;
        for (int i = 0; i < table.size(); i++) {
            final int[] exact = of(all, i);
            final int[] found = of(near, i);
            kept += Arrays.stream(exact).filter(row -> Arrays.stream(found).anyMatch(other -> other == row)).count();
            assertEquals(COUNT, Arrays.stream(found).distinct().count());
            if (i % 2 == 0) {
                assertEquals(i, found[0], "a candidate is its own nearest one");
            }
        }
        assertTrue(kept > 0.85 * COUNT * table.size(), kept + " of " + COUNT * table.size());
        assertTrue(kept < COUNT * (long) table.size(), "all cells seem to have been compared");
    }

    @Test
    void threadsDoNotChangeTheNeighboursInCells() {
        final VectorTable table = Blobs.table(3000, 9, 40, 1, 6);
        final int[] candidates = IntStream.range(0, 1500).toArray();
        assertTrue(Arrays.deepEquals(search(table, candidates, 1, rows -> rows.findNear(COUNT, 7)), search(table, candidates, 3, rows -> rows.findNear(COUNT, 7))));
    }

    /** Every candidate is a cell of its own, and two of them are not ten neighbours. */
    @Test
    void cellsWithTooFewCandidatesAreNotEnough() {
        final VectorTable table = Blobs.table(700, 6, 7, 1, 8);
        final int[] candidates = IntStream.range(0, 60).toArray();
        final int[][] near = search(table, candidates, 2, rows -> rows.findNear(60, 7));
        for (int i = 0; i < table.size(); i++) {
            final int row = i;
            assertEquals(60, IntStream.range(0, 60).map(rank -> near[row / PackedVectors.BLOCK][row % PackedVectors.BLOCK * 60 + rank]).distinct().count());
        }
    }

    @Test
    void oneCandidateIsOneCell() {
        final VectorTable table = Blobs.table(5, 3, 2, 1, 9);
        assertArrayEquals(new int[][]{{4, 4, 4, 4, 4}}, search(table, new int[]{4}, 2, rows -> rows.findNear(1, 7)));
    }

    private static int[] naive(final VectorTable table, final int[] candidates, final int row) {
        return Arrays.stream(candidates).boxed().sorted(Comparator.comparingDouble(other -> Vectors.squaredDistance(table.row(row), table.row(other))))
                .limit(COUNT).mapToInt(Integer::intValue).toArray();
    }

    private static int[] of(final int[][] found, final int row) {
        final int from = row % PackedVectors.BLOCK * COUNT;
        return Arrays.copyOfRange(found[row / PackedVectors.BLOCK], from, from + COUNT);
    }

    private static int[][] search(final VectorTable table, final int[] candidates, final int threads, final Function<NearestRows, int[][]> search) {
        try (Workers workers = new Workers("test", threads)) {
            return search.apply(new NearestRows(table, candidates, workers, TrainingMonitor.NONE));
        }
    }
}
