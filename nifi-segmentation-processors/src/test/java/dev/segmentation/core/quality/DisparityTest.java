// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DisparityTest {

    /** The table 30 10 20 / 5 25 10: scipy.stats.contingency.association gives 0.4960158727618966. */
    private static final int[][] TABLE = {{30, 10, 20}, {5, 25, 10}};

    @Test
    void cramersVIsThatOfSciPy() {
        final Disparity disparity = measure(segments(TABLE), categories(TABLE), 5, 2);
        assertEquals(0.4960158727618966, disparity.cramersV().value(), 1e-12);
        assertEquals(0.001, disparity.pValue(), 1e-12);
        assertTrue(disparity.isFlagged(0.49));
        assertFalse(disparity.isFlagged(0.5));
    }

    @Test
    void distributionOfASegmentIsToldWithItsRatio() {
        final Disparity disparity = measure(segments(TABLE), categories(TABLE), 5, 1);
        assertEquals(new Disparity.Cell(0, 0, 30, 0.5, 0.5 / 0.35), disparity.cells().getFirst());
        // 30 of 35, 10 of 35, 20 of 30 are in the first segment; 5 of 35, 25 of 35, 10 of 30 in the second.
        assertEquals(1 / 3.0, disparity.ratios().get(0), 1e-12);
        assertEquals(1 / 5.0, disparity.ratios().get(1), 1e-12);
        assertEquals(1 / 5.0, disparity.ratio(), 1e-12);
    }

    @Test
    void valuesAtRandomHaveUniformPValues() {
        final SplittableRandom random = new SplittableRandom(1);
        int below = 0;
        for (int trial = 0; trial < 60; trial++) {
            final Disparity disparity = measure(random.ints(120, 0, 4).toArray(), random.ints(120, 0, 3).toArray(), 5, 2);
            below += disparity.pValue() <= 0.25 ? 1 : 0;
        }
        assertTrue(below >= 6 && below <= 25, "about 15 of 60, not " + below);
    }

    @Test
    void threadsDoNotChangeABit() {
        final SplittableRandom random = new SplittableRandom(2);
        final int[] segments = random.ints(300, 0, 5).toArray();
        final int[] categories = random.ints(300, 0, 4).toArray();
        assertEquals(measure(segments, categories, 5, 1), measure(segments, categories, 5, 3));
    }

    @Test
    void smallCategoriesAndCellsAreHidden() {
        final int[][] table = {{30, 3, 20, 2}, {5, 25, 10, 2}};
        final Disparity disparity = measure(segments(table), categories(table), 5, 1);
        assertEquals(1, disparity.hiddenCategories());
        assertEquals(93, disparity.rows());
        assertEquals(3, disparity.categories().size());
        assertTrue(disparity.cells().stream().noneMatch(cell -> cell.count() < 5));
        // The 3 is hidden, and with it a circle of cells: 3, 20, 10, 25.
        assertTrue(disparity.cells().stream().noneMatch(cell -> cell.category() == 1));
        assertTrue(disparity.cells().stream().noneMatch(cell -> cell.segment() == 0 && cell.category() == 2));
    }

    @Test
    void whatCannotBeMeasuredHasAReason() {
        final Disparity one = measure(new int[]{0, 0, 0, 0}, new int[]{0, 0, 1, 1}, 1, 1);
        assertEquals("there is only one segment", one.cramersV().reason());
        assertNull(one.pValue());
        assertFalse(one.isFlagged(0));
        assertEquals("there is only one category that is large enough", measure(new int[]{0, 1, 0, 1}, new int[]{0, 0, 0, -1}, 1, 1).cramersV().reason());
        assertEquals("every category is smaller than the minimum", measure(new int[]{0, 1, 0, 1}, new int[]{0, 0, 1, -1}, 3, 1).cramersV().reason());
        final Disparity none = measure(new int[]{0, -1}, new int[]{-1, 0}, 1, 1);
        assertEquals("no record with a segment has a value", none.cramersV().reason());
        assertEquals(1, none.missing());
        assertNull(none.ratio());
    }

    @Test
    void cancelStopsTheWork() {
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> Disparity.of(SegmentLabels.of(segments(TABLE)), categories(TABLE), 5, 1, workers, monitor));
        }
    }

    private static Disparity measure(final int[] segments, final int[] categories, final int minimum, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return Disparity.of(SegmentLabels.of(segments), categories, minimum, 9, workers, TrainingMonitor.NONE);
        }
    }

    private static int[] segments(final int[][] table) {
        return IntStream.range(0, table.length).flatMap(row -> IntStream.of(table[row]).flatMap(count -> IntStream.range(0, count).map(i -> row))).toArray();
    }

    private static int[] categories(final int[][] table) {
        return IntStream.range(0, table.length).flatMap(row -> IntStream.range(0, table[row].length).flatMap(column -> IntStream.range(0, table[row][column]).map(i -> column))).toArray();
    }
}
