// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScoredSegmentationTest {

    private static final int EXACT = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 511, 512, 513, 700})
    void silhouettesAreThoseOfTheDefinition(final int n) {
        final Blobs blobs = Blobs.of(n, 7, 3, 1.2);
        final int[] labels = blobs.labels();
        labels[0] = 9;
        labels[1] = -1;
        final ScoredSegmentation scored = score(blobs.table(), labels, 2);
        for (int row = 0; row < n; row += Math.max(1, n / 50)) {
            if (labels[row] < 0) {
                assertNull(scored.silhouettes().cosine(row));
                assertNull(scored.silhouettes().euclidean(row));
            } else if (n > 3) {
                assertEquals(definition(blobs, labels, row, true), scored.silhouettes().cosine(row), 1e-12);
                assertEquals(definition(blobs, labels, row, false), scored.silhouettes().euclidean(row), 1e-12);
            }
        }
    }

    @Test
    void silhouettesStayWithinBounds() {
        final Blobs blobs = Blobs.of(600, 5, 30, 3);
        final ScoredSegmentation scored = score(blobs.table(), blobs.labels(), 2);
        for (int row = 0; row < 600; row++) {
            assertTrue(Math.abs(scored.silhouettes().cosine(row)) <= 1);
            assertTrue(Math.abs(scored.silhouettes().euclidean(row)) <= 1);
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        final Blobs blobs = Blobs.of(1600, 19, 6, 2);
        final ScoredSegmentation one = score(blobs.table(), blobs.labels(), 1);
        for (final int threads : new int[]{2, 3, 7}) {
            final ScoredSegmentation many = score(blobs.table(), blobs.labels(), threads);
            assertEquals(one.quality(), many.quality());
            for (int row = 0; row < 1600; row++) {
                assertEquals(one.silhouettes().cosine(row), many.silhouettes().cosine(row));
                assertEquals(one.silhouettes().euclidean(row), many.silhouettes().euclidean(row));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 511, 512, 1024, 1537})
    void productsTakenOnceOrTwiceGiveTheSame(final int n) {
        final Blobs blobs = Blobs.of(n, 9, 7, 1.5);
        final SegmentLabels labels = SegmentLabels.of(blobs.labels());
        try (Workers workers = new Workers("test", 2)) {
            final SilhouettePass pass = new SilhouettePass(blobs.table(), labels, labels.rowsBySegment());
            final Silhouettes once = pass.run(true, workers, TrainingMonitor.NONE);
            final Silhouettes twice = pass.run(false, workers, TrainingMonitor.NONE);
            for (int row = 0; row < n; row++) {
                assertEquals(twice.euclidean(row), once.euclidean(row), 1e-12);
                assertEquals(twice.cosine(row), once.cosine(row), 1e-12);
            }
        }
    }

    @Test
    void eitherWayThreadsDoNotChangeABit() {
        final Blobs blobs = Blobs.of(2000, 9, 7, 1.5);
        final SegmentLabels labels = SegmentLabels.of(blobs.labels());
        final SilhouettePass pass = new SilhouettePass(blobs.table(), labels, labels.rowsBySegment());
        for (final boolean products : new boolean[]{true, false}) {
            try (Workers one = new Workers("test", 1); Workers many = new Workers("test", 4)) {
                final Silhouettes expected = pass.run(products, one, TrainingMonitor.NONE);
                final Silhouettes actual = pass.run(products, many, TrainingMonitor.NONE);
                for (int row = 0; row < 2000; row++) {
                    assertEquals(expected.euclidean(row), actual.euclidean(row));
                    assertEquals(expected.cosine(row), actual.cosine(row));
                }
            }
        }
    }

    @Test
    void namesOfSegmentsDoNotMatter() {
        final Blobs blobs = Blobs.of(500, 8, 4, 1);
        final int[] renamed = Arrays.stream(blobs.labels()).map(label -> 1000 - 7 * label).toArray();
        assertSameScores(score(blobs.table(), blobs.labels(), 2).quality(), score(blobs.table(), renamed, 2).quality(), 1e-12);
    }

    @Test
    void scaleDoesNotMatter() {
        final SegmentationQuality plain = score(Blobs.of(500, 8, 4, 1).table(), Blobs.of(500, 8, 4, 1).labels(), 2).quality();
        final Blobs scaled = new Blobs(500, 8, 4, 1, 0, 1024, 1);
        assertSameScores(plain, score(scaled.table(), scaled.labels(), 2).quality(), 1e-12);
    }

    @Test
    void placeDoesNotMatterToEuclideanScores() {
        final Blobs blobs = Blobs.of(500, 8, 4, 1);
        final VectorTable moved = new VectorTable(8);
        final VectorTable rounded = new VectorTable(8);
        for (int row = 0; row < 500; row++) {
            final float[] values = blobs.row(row);
            for (int t = 0; t < 8; t++) {
                values[t] = Math.round(values[t] * 4096) / 4096f;
            }
            rounded.add(values);
            for (int t = 0; t < 8; t++) {
                values[t] += 512;
            }
            moved.add(values);
        }
        final SegmentationQuality plain = score(rounded, blobs.labels(), 2).quality();
        final SegmentationQuality far = score(moved, blobs.labels(), 2).quality();
        assertEquals(plain.silhouetteEuclidean(), far.silhouetteEuclidean(), 1e-12);
        assertEquals(plain.calinskiHarabasz(), far.calinskiHarabasz(), 1e-8);
        assertEquals(plain.daviesBouldin(), far.daviesBouldin(), 1e-10);
    }

    @Test
    void directionOfTheAxesDoesNotMatter() {
        final Blobs blobs = Blobs.of(500, 8, 4, 1);
        final VectorTable turned = new VectorTable(8);
        for (int row = 0; row < 500; row++) {
            final float[] values = blobs.row(row);
            final float[] rotated = new float[8];
            for (int t = 0; t < 8; t += 2) {
                rotated[t] = -values[(t + 3) % 8];
                rotated[t + 1] = values[(t + 2) % 8];
            }
            turned.add(rotated);
        }
        assertSameScores(score(blobs.table(), blobs.labels(), 2).quality(), score(turned, blobs.labels(), 2).quality(), 1e-12);
    }

    @Test
    void partsMakeTheWhole() {
        final Blobs blobs = Blobs.of(700, 6, 5, 1.5);
        final SegmentationQuality quality = score(blobs.table(), blobs.labels(), 2).quality();
        assertEquals(quality.calinskiHarabasz(), quality.segments().stream().mapToDouble(SegmentQuality::calinskiHarabasz).sum(), 1e-9);
        assertEquals(quality.daviesBouldin(), quality.segments().stream().mapToDouble(SegmentQuality::daviesBouldin).average().orElseThrow(), 1e-12);
        assertEquals(quality.silhouetteCosine(), quality.segments().stream().mapToDouble(segment -> segment.share() * segment.silhouetteCosine()).sum(), 1e-12);
        assertEquals(1, quality.segments().stream().mapToDouble(SegmentQuality::share).sum(), 1e-12);
    }

    @Test
    void duplicatesAreAtDistanceZero() {
        final VectorTable table = new VectorTable(5);
        final int[] labels = new int[40];
        for (int row = 0; row < 40; row++) {
            table.add(Blobs.of(40, 5, 2, 1).row(row % 2));
            labels[row] = row % 2;
        }
        final ScoredSegmentation scored = score(table, labels, 2);
        assertEquals(1, scored.quality().silhouetteCosine());
        assertEquals(1, scored.quality().silhouetteEuclidean());
        assertEquals(0, scored.quality().daviesBouldin());
        assertNull(scored.quality().calinskiHarabasz());
        assertTrue(scored.quality().notes().getFirst().startsWith("calinski_harabasz"));
    }

    @Test
    void equalSegmentsAreNotScoredByTheirMeans() {
        final VectorTable table = new VectorTable(3);
        for (int row = 0; row < 20; row++) {
            table.add(new float[]{0.3f, 0.3f, 0.3f});
        }
        final SegmentationQuality quality = score(table, IntStream.range(0, 20).map(row -> row % 2).toArray(), 2).quality();
        assertEquals(0, quality.silhouetteCosine());
        assertEquals(0, quality.silhouetteEuclidean());
        assertNull(quality.calinskiHarabasz());
        assertNull(quality.daviesBouldin());
        assertEquals(2, quality.notes().size());
    }

    @Test
    void oneSegmentHasNoScores() {
        final Blobs blobs = Blobs.of(30, 4, 1, 1);
        assertUndefined(score(blobs.table(), blobs.labels(), 2).quality(), "only one segment");
    }

    @Test
    void segmentsOfOneMemberEachHaveNoScores() {
        assertUndefined(score(Blobs.of(6, 4, 6, 1).table(), IntStream.range(0, 6).toArray(), 2).quality(), "more than one member");
    }

    @Test
    void nothingToScoreIsSaid() {
        assertUndefined(score(Blobs.of(6, 4, 6, 1).table(), IntStream.range(0, 6).map(row -> -1).toArray(), 2).quality(), "no record");
        assertUndefined(score(new VectorTable(1), new int[0], 2).quality(), "no record");
    }

    @Test
    void zeroVectorsTakeOnlyTheCosine() {
        final VectorTable table = Blobs.of(50, 4, 2, 1).table();
        table.set(3, new float[4]);
        final ScoredSegmentation scored = score(table, Blobs.of(50, 4, 2, 1).labels(), 2);
        assertNull(scored.quality().silhouetteCosine());
        assertNull(scored.silhouettes().cosine(0));
        assertTrue(scored.quality().silhouetteEuclidean() > -1);
        assertTrue(scored.quality().notes().getFirst().contains("zero vectors (1)"));
    }

    @Test
    void sampleIsUniformRepeatableAndFlagged() {
        final Blobs blobs = Blobs.of(2000, 6, 4, 1);
        final SegmentLabels labels = SegmentLabels.of(blobs.labels());
        try (Workers workers = new Workers("test", 2)) {
            final ScoredSegmentation sampled = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(400, 5), workers, TrainingMonitor.NONE);
            final ScoredSegmentation again = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(400, 5), workers, TrainingMonitor.NONE);
            final ScoredSegmentation other = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(400, 6), workers, TrainingMonitor.NONE);
            final ScoredSegmentation exact = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(2000, 5), workers, TrainingMonitor.NONE);
            assertTrue(sampled.quality().sampled());
            assertFalse(exact.quality().sampled());
            assertEquals(400, IntStream.range(0, 2000).filter(row -> sampled.silhouettes().cosine(row) != null).count());
            assertEquals(sampled.quality(), again.quality());
            assertNotEquals(sampled.quality().silhouetteCosine(), other.quality().silhouetteCosine());
            assertEquals(exact.quality().silhouetteCosine(), sampled.quality().silhouetteCosine(), 0.03);
            assertEquals(exact.quality().calinskiHarabasz(), sampled.quality().calinskiHarabasz());
            assertEquals(exact.quality().daviesBouldin(), sampled.quality().daviesBouldin());
        }
    }

    @Test
    void intervalsOfSamplesHoldTheExactValue() {
        final Blobs blobs = Blobs.of(3000, 6, 5, 2);
        final SegmentLabels labels = SegmentLabels.of(blobs.labels());
        try (Workers workers = new Workers("test", 2)) {
            final SilhouetteScores exact = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(EXACT, 1), workers, TrainingMonitor.NONE).silhouetteScores();
            assertNull(exact.cosineInterval());
            assertNull(exact.euclideanInterval());
            int held = 0;
            for (int seed = 0; seed < 40; seed++) {
                final SilhouetteScores sampled = ScoredSegmentation.of(blobs.table(), labels, new QualityOptions(400, seed), workers, TrainingMonitor.NONE).silhouetteScores();
                held += holds(sampled.cosineInterval(), exact.cosine().value()) ? 1 : 0;
                held += holds(sampled.euclideanInterval(), exact.euclidean().value()) ? 1 : 0;
                assertTrue(holds(sampled.cosineInterval(), sampled.cosine().value()));
                assertTrue(sampled.cosineInterval().high() - sampled.cosineInterval().low() < 0.2);
            }
            assertTrue(held >= 70, () -> "a confidence of 95 % over 80 intervals");
        }
    }

    private static boolean holds(final Interval interval, final double value) {
        return interval.low() <= value && value <= interval.high();
    }

    @Test
    void sampleThatIsTooSmallHasNoInterval() {
        final Blobs blobs = Blobs.of(300, 6, 4, 1);
        try (Workers workers = new Workers("test", 1)) {
            final ScoredSegmentation few = ScoredSegmentation.of(blobs.table(), SegmentLabels.of(blobs.labels()), new QualityOptions(50, 1), workers, TrainingMonitor.NONE);
            assertNull(few.silhouetteScores().cosineInterval());
            final int[] pairs = IntStream.range(0, 300).map(row -> row / 2).toArray();
            final ScoredSegmentation none = ScoredSegmentation.of(blobs.table(), SegmentLabels.of(pairs), new QualityOptions(2, 1), workers, TrainingMonitor.NONE);
            assertEquals("no segment has more than one member in the sample", none.silhouetteScores().cosine().reason());
            assertTrue(none.quality().calinskiHarabasz() > 0);
        }
    }

    @Test
    void cancelStopsTheWork() {
        final Blobs blobs = Blobs.of(3000, 16, 4, 1);
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
            assertThrows(TrainingCancelledException.class,
                    () -> ScoredSegmentation.of(blobs.table(), SegmentLabels.of(blobs.labels()), new QualityOptions(EXACT, 1), workers, monitor));
        }
        assertTrue(asked.get() < 60);
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> score(Blobs.of(6, 4, 2, 1).table(), new int[5], 1));
        assertThrows(IllegalArgumentException.class, () -> new QualityOptions(1, 0));
    }

    private static ScoredSegmentation score(final VectorTable table, final int[] labels, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return ScoredSegmentation.of(table, SegmentLabels.of(labels), new QualityOptions(EXACT, 1), workers, TrainingMonitor.NONE);
        }
    }

    private static void assertSameScores(final SegmentationQuality expected, final SegmentationQuality actual, final double tolerance) {
        assertEquals(expected.silhouetteCosine(), actual.silhouetteCosine(), tolerance);
        assertEquals(expected.silhouetteEuclidean(), actual.silhouetteEuclidean(), tolerance);
        assertEquals(expected.calinskiHarabasz(), actual.calinskiHarabasz(), tolerance * expected.calinskiHarabasz());
        assertEquals(expected.daviesBouldin(), actual.daviesBouldin(), tolerance * expected.daviesBouldin());
    }

    private static void assertUndefined(final SegmentationQuality quality, final String reason) {
        assertNull(quality.silhouetteCosine());
        assertNull(quality.silhouetteEuclidean());
        assertNull(quality.calinskiHarabasz());
        assertNull(quality.daviesBouldin());
        assertTrue(quality.notes().getFirst().contains(reason));
        quality.segments().forEach(segment -> assertNull(segment.daviesBouldin()));
    }

    /** The silhouette as the paper has it, pair by pair, from the rows as they are. */
    private static double definition(final Blobs blobs, final int[] labels, final int row, final boolean cosine) {
        final double[] sums = new double[10];
        final int[] counts = new int[10];
        for (int other = 0; other < labels.length; other++) {
            if (other != row && labels[other] >= 0) {
                sums[labels[other]] += distance(blobs.row(row), blobs.row(other), cosine);
                counts[labels[other]]++;
            }
        }
        final int own = labels[row];
        if (counts[own] == 0) {
            return 0;
        }
        final double b = IntStream.range(0, 10).filter(label -> label != own && counts[label] > 0).mapToDouble(label -> sums[label] / counts[label]).min().orElseThrow();
        final double a = sums[own] / counts[own];
        return (b - a) / Math.max(a, b);
    }

    private static double distance(final float[] x, final float[] y, final boolean cosine) {
        double squared = 0;
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int t = 0; t < x.length; t++) {
            final double difference = (double) x[t] - y[t];
            squared += difference * difference;
            dot += (double) x[t] * y[t];
            xx += (double) x[t] * x[t];
            yy += (double) y[t] * y[t];
        }
        return cosine ? 1 - dot / Math.sqrt(xx * yy) : Math.sqrt(squared);
    }
}
