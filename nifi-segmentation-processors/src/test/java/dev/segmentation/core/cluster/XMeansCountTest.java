// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class XMeansCountTest {

    private static final long PLENTY = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "5, 3", "8, 5"})
    void separatedBlobsGiveTheirNumber(final int blobs, final long seed) {
        final SegmentCountCurve curve = choose(Blobs.table(100 * blobs, 4, blobs, 0.02, seed), SegmentCountOptions.of(2, 30, 0.001, seed), PLENTY, 2);
        assertEquals(blobs, curve.chosen(), curve.reason());
        assertEquals("x-means", curve.method());
        assertTrue(curve.evident());
        assertEquals(1, curve.points().size());
        assertEquals(1, curve.points().getFirst().stability(), 1e-9);
        assertTrue(curve.reason().startsWith("X-means proposes " + blobs + " segments. "), curve.reason());
    }

    @Test
    void theNumberStaysWithinItsBounds() {
        final VectorTable table = Blobs.table(500, 4, 5, 0.02, 3);
        final SegmentCountCurve fewer = choose(table, SegmentCountOptions.of(2, 3, 0.3, 1), PLENTY, 2);
        assertTrue(fewer.chosen() <= 3, fewer.reason());
        assertFalse(fewer.evident());
        assertTrue(fewer.reason().contains("the most that are allowed") && fewer.reason().contains("smaller than the minimum share"), fewer.reason());
        final SegmentCountCurve more = choose(table, SegmentCountOptions.of(7, 9, 0, 1), PLENTY, 2);
        assertEquals(7, more.chosen());
        assertFalse(more.evident());
        assertTrue(more.reason().contains("proposes 5 segments, fewer than are allowed. 7 have"), more.reason());
    }

    @Test
    void equalRowsAreOneSegment() {
        final VectorTable table = new VectorTable(3);
        for (int i = 0; i < 60; i++) {
            table.add(new float[]{1, 2, 3});
        }
        final SegmentCountCurve curve = choose(table, SegmentCountOptions.of(2, 10, 0, 1), PLENTY, 2);
        assertEquals(1, curve.chosen());
        assertFalse(curve.evident());
        assertEquals("There are only 1 different rows.", curve.reason());
    }

    @Test
    void equalRowsAmongOthersDoNotDisturb() {
        final VectorTable table = Blobs.table(300, 4, 3, 0.02, 2);
        final float[] again = table.row(0);
        for (int i = 0; i < 300; i++) {
            table.add(again);
        }
        assertEquals(3, choose(table, SegmentCountOptions.of(2, 10, 0, 1), PLENTY, 2).chosen());
    }

    @Test
    void threadsDoNotMatter() {
        final VectorTable table = Blobs.table(1500, 6, 7, 0.5, 4);
        final SegmentCountOptions options = SegmentCountOptions.of(2, 30, 0.001, 3);
        assertEquals(choose(table, options, PLENTY, 1), choose(table, options, PLENTY, 3));
    }

    @Test
    void memoryBoundsTheRows() {
        final VectorTable table = Blobs.table(3000, 16, 4, 0.02, 3);
        final SegmentCountOptions options = SegmentCountOptions.of(2, 10, 0.001, 1);
        assertEquals(XMeansCount.bytes(2000, 16), XMeansCount.bytes(3000, 16));
        assertEquals(4, choose(table, options, XMeansCount.bytes(600, 16), 2).chosen());
        final String message = assertThrows(IllegalArgumentException.class, () -> choose(table, options, XMeansCount.bytes(100, 16), 2)).getMessage();
        assertTrue(message.contains("room for 100 vectors"), message);
    }

    /** Smile is still at it when the caller has gone. */
    @Test
    void endsWhenCancelled() {
        final VectorTable table = Blobs.table(2000, 64, 1, 1, 4);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> XMeansCount.choose(table, SegmentCountOptions.of(2, 30, 0, 1), PLENTY, workers, new CancelAfter(0)));
        }
    }

    private static SegmentCountCurve choose(final VectorTable table, final SegmentCountOptions options, final long bytes, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return XMeansCount.choose(table, options, bytes, workers, TrainingMonitor.NONE);
        }
    }
}
