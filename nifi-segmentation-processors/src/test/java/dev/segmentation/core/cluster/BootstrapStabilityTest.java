// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.Stability;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BootstrapStabilityTest {

    private static final int ROWS = 400;

    @Test
    void separateGroupsAreStable() {
        final Stability stability = measure(groups(0.2), byGroup(), 10, 2);
        assertEquals(1, stability.score().value());
        assertEquals(0, stability.deviation());
        stability.segments().forEach(segment -> assertEquals(1, segment));
        assertEquals(10, stability.resamples());
        assertEquals(ROWS, stability.rows());
    }

    @Test
    void segmentsAtRandomAreNot() {
        final int[] random = new SplittableRandom(1).ints(ROWS, 0, 4).toArray();
        final Stability stability = measure(groups(0.2), random, 10, 2);
        assertEquals(0, stability.score().value(), 0.05);
        stability.segments().forEach(segment -> assertTrue(segment < 0.3));
    }

    @Test
    void aSegmentThatIsHalfOfAGroupIsToldFromTheOthers() {
        // Group 0 is cut in two at random, so that five clusters are asked for where there are four groups.
        final SplittableRandom random = new SplittableRandom(4);
        final int[] labels = IntStream.range(0, ROWS).map(row -> row % 4 == 0 && random.nextBoolean() ? 9 : row % 4).toArray();
        final Stability stability = measure(groups(0.2), labels, 20, 2);
        assertTrue(stability.segments().get(0) < 0.7);
        assertTrue(stability.segments().get(4) < 0.7);
        assertTrue(stability.segments().get(1) > stability.segments().get(0) + 0.2);
    }

    @Test
    void threadsDoNotChangeABit() {
        final Stability one = measure(groups(2), byGroup(), 5, 1);
        assertEquals(one, measure(groups(2), byGroup(), 5, 2));
        assertEquals(one, measure(groups(2), byGroup(), 5, 5));
    }

    @Test
    void identicalVectorsAreNoTrouble() {
        final VectorTable table = new VectorTable(3);
        for (int row = 0; row < 50; row++) {
            table.add(new float[]{1, 2, 3});
        }
        final Stability stability = measure(table, IntStream.range(0, 50).map(row -> row % 5).toArray(), 3, 2);
        assertEquals(0, stability.score().value(), 1e-9);
    }

    @Test
    void moreRowsThanNeededAreSampled() {
        final VectorTable table = new VectorTable(1);
        final int rows = BootstrapStability.MOST_ROWS + 500;
        for (int row = 0; row < rows; row++) {
            table.add(new float[]{row % 2 * 10 + row % 7 / 10f});
        }
        final Stability stability = measure(table, IntStream.range(0, rows).map(row -> row % 2).toArray(), 2, 2);
        assertEquals(BootstrapStability.MOST_ROWS, stability.rows());
        assertEquals(1, stability.score().value());
    }

    @Test
    void whatIsNotMeasuredHasAReason() {
        assertEquals("it was not asked for", measure(groups(1), byGroup(), 0, 1).score().reason());
        assertTrue(measure(groups(1), new int[ROWS], 5, 1).score().reason().contains("only one segment"));
        final Stability nothing = measure(groups(1), IntStream.generate(() -> -1).limit(ROWS).toArray(), 5, 1);
        assertEquals("no record has both a vector and a segment", nothing.score().reason());
        assertNull(nothing.deviation());
        final VectorTable many = new VectorTable(1);
        IntStream.range(0, 1500).forEach(row -> many.add(new float[]{row}));
        final Stability huge = measure(many, IntStream.range(0, 1500).toArray(), 5, 1);
        assertTrue(huge.score().reason().contains("more than 1000"));
        assertEquals(1500, huge.segments().size());
    }

    @Test
    void cancelStopsTheWork() {
        final CancelAfter monitor = new CancelAfter(20);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> BootstrapStability.of(groups(1), SegmentLabels.of(byGroup()), 1000, 1, workers, monitor));
        }
    }

    private static Stability measure(final VectorTable table, final int[] labels, final int resamples, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return BootstrapStability.of(table, SegmentLabels.of(labels), resamples, 7, workers, TrainingMonitor.NONE);
        }
    }

    private static int[] byGroup() {
        return IntStream.range(0, ROWS).map(row -> row % 4).toArray();
    }

    /** Four groups around the corners of a square. */
    private static VectorTable groups(final double spread) {
        final SplittableRandom random = new SplittableRandom(3);
        final VectorTable table = new VectorTable(2);
        for (int row = 0; row < ROWS; row++) {
            table.add(new float[]{(float) (row % 2 * 4 + spread * (random.nextDouble() - 0.5)), (float) (row % 4 / 2 * 4 + spread * (random.nextDouble() - 0.5))});
        }
        return table;
    }
}
