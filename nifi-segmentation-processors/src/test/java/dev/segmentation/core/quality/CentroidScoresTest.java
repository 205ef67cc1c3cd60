// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CentroidScoresTest {

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void threadsDoNotChangeABit(final Geometry geometry) {
        final Blobs blobs = Blobs.of(3000, 19, 71, 2);
        final CentroidScores one = score(blobs.table(), blobs.labels(), geometry, 1);
        for (final int threads : new int[]{2, 5}) {
            final CentroidScores many = score(blobs.table(), blobs.labels(), geometry, threads);
            assertArrayEquals(one.rowValues(), many.rowValues());
            assertEquals(one.segments(), many.segments());
            assertEquals(one.simplified(), many.simplified());
        }
    }

    @Test
    void partsMakeTheWhole() {
        final Blobs blobs = Blobs.of(700, 6, 5, 1.5);
        final int[] labels = blobs.labels();
        labels[3] = -1;
        final CentroidScores scores = score(blobs.table(), labels, Geometry.COSINE, 2);
        assertNull(scores.simplified(3));
        assertEquals(scores.inertia().value(), scores.segments().stream().mapToDouble(CentroidScores.Segment::inertia).sum(), 1e-12);
        assertEquals(scores.indices().daviesBouldin().value(), scores.segments().stream().mapToDouble(CentroidScores.Segment::daviesBouldin).average().orElseThrow(), 1e-12);
        double weighted = 0;
        for (int segment = 0; segment < 5; segment++) {
            weighted += scores.segments().get(segment).simplified() * scores.labels().size(segment) / 699;
        }
        assertEquals(scores.simplified().value(), weighted, 1e-12);
    }

    @Test
    void nearestSegmentIsNamedByItsId() {
        final VectorTable table = new VectorTable(1);
        final int[] labels = {7, 7, 20, 20, 31, 31};
        for (final float value : new float[]{0, 2, 10, 12, 100, 102}) {
            table.add(new float[]{value});
        }
        final CentroidScores scores = score(table, labels, Geometry.EUCLIDEAN, 1);
        assertArrayEquals(new Integer[]{20, 7, 20}, scores.segments().stream().map(CentroidScores.Segment::nearest).toArray());
        // Means 1, 11, 101 and diameters of 2.
        assertEquals(5, scores.indices().separation().value(), 1e-12);
        assertEquals(45, scores.segments().get(2).separation(), 1e-12);
    }

    @Test
    void rowAloneInItsSegmentCountsZero() {
        final VectorTable table = new VectorTable(2);
        table.add(new float[]{1, 0});
        table.add(new float[]{1, 0.1f});
        table.add(new float[]{0, 1});
        final CentroidScores scores = score(table, new int[]{0, 0, 1}, Geometry.EUCLIDEAN, 1);
        assertEquals(0, scores.simplified(2));
        assertTrue(scores.simplified(0) > 0.9);
        assertNull(scores.segments().get(1).separation());
    }

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void identicalVectorsHaveReasonsForWhatIsUndefined(final Geometry geometry) {
        final VectorTable table = new VectorTable(3);
        for (int row = 0; row < 20; row++) {
            table.add(new float[]{0.25f, 0.5f, 0.25f});
        }
        final CentroidScores scores = score(table, IntStream.range(0, 20).map(row -> row % 2).toArray(), geometry, 2);
        assertEquals(0, scores.simplified().value());
        assertNull(scores.indices().daviesBouldin().value());
        assertTrue(scores.indices().daviesBouldin().reason().contains("same mean"));
        assertNotNull(scores.inertia().value());
    }

    @Test
    void undefinedScoresHaveAReason() {
        final Blobs blobs = Blobs.of(30, 4, 1, 1);
        assertUndefined(score(blobs.table(), blobs.labels(), Geometry.COSINE, 1), "only one segment");
        assertUndefined(score(blobs.table(), IntStream.range(0, 30).toArray(), Geometry.COSINE, 1), "more than one member");
        assertUndefined(score(blobs.table(), IntStream.range(0, 30).map(row -> -1).toArray(), Geometry.COSINE, 1), "no record");
        assertUndefined(score(new VectorTable(1), new int[0], Geometry.EUCLIDEAN, 1), "no record");
        final VectorTable zero = blobs.table();
        zero.set(3, new float[4]);
        final int[] labels = IntStream.range(0, 30).map(row -> row % 2).toArray();
        assertUndefined(score(zero, labels, Geometry.COSINE, 1), "zero vectors (1)");
        assertNotNull(score(zero, labels, Geometry.EUCLIDEAN, 1).simplified().value());
    }

    @Test
    void vectorsThatCancelOutHaveNoDirectionTogether() {
        final VectorTable table = new VectorTable(2);
        for (final float[] row : new float[][]{{1, 0}, {-1, 0}, {0, 1}, {0, 2}}) {
            table.add(row);
        }
        final CentroidScores scores = score(table, new int[]{0, 0, 1, 1}, Geometry.COSINE, 1);
        assertNull(scores.simplified().value());
        assertTrue(scores.simplified().reason().contains("cancel out"));
        assertNotNull(scores.indices().calinskiHarabasz().value());
    }

    @Test
    void veryShortAndVeryLongVectorsHaveADirection() {
        final Blobs blobs = Blobs.of(200, 5, 3, 1);
        final VectorTable scaled = new VectorTable(5);
        for (int row = 0; row < 200; row++) {
            final float[] values = blobs.row(row);
            final float factor = row % 2 == 0 ? 0x1p-100f : 0x1p100f;
            for (int t = 0; t < 5; t++) {
                values[t] *= factor;
            }
            scaled.add(values);
        }
        assertEquals(score(blobs.table(), blobs.labels(), Geometry.COSINE, 1).simplified().value(), score(scaled, blobs.labels(), Geometry.COSINE, 1).simplified().value(), 1e-12);
    }

    @Test
    void cancelStopsTheWork() {
        final Blobs blobs = Blobs.of(20_000, 8, 4, 1);
        final AtomicInteger asked = new AtomicInteger();
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return asked.incrementAndGet() > 20;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> CentroidScores.of(blobs.table(), SegmentLabels.of(blobs.labels()), Geometry.COSINE, workers, monitor));
        }
        assertTrue(asked.get() < 40);
    }

    private static void assertUndefined(final CentroidScores scores, final String reason) {
        for (final Score score : Arrays.asList(scores.simplified(), scores.indices().calinskiHarabasz(), scores.indices().daviesBouldin(), scores.indices().separation())) {
            assertNull(score.value());
            assertTrue(score.reason().contains(reason), score.reason());
        }
        assertNull(scores.simplified(0 < scores.labels().rows() ? 0 : -1));
    }

    private static CentroidScores score(final VectorTable table, final int[] labels, final Geometry geometry, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return CentroidScores.of(table, SegmentLabels.of(labels), geometry, workers, TrainingMonitor.NONE);
        }
    }
}
