// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentCountSearchTest {

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "5, 3", "5, 4", "8, 5", "13, 6", "20, 7"})
    void separatedBlobsGiveTheirNumber(final int blobs, final long seed) {
        final SegmentCountCurve curve = search(Blobs.table(60 * blobs, 24, blobs, 0.1, seed), SegmentCountOptions.of(2, 30, 0.001, seed), 2);
        assertEquals(blobs, curve.chosen(), curve.reason());
        assertTrue(curve.evident());
        final SegmentCountPoint point = curve.points().stream().filter(candidate -> candidate.segments() == blobs).findFirst().orElseThrow();
        assertEquals(1, point.stability(), 1e-9);
        assertEquals(0, point.stabilityError(), 1e-9);
        assertEquals(1.0 / blobs, point.smallestShare(), 1e-9);
    }

    @Test
    void noiseGivesTheFewestAndSaysThatNothingIsEvident() {
        final SegmentCountCurve curve = search(Blobs.table(800, 30, 1, 1, 11), SegmentCountOptions.of(3, 20, 0.001, 1), 2);
        assertEquals(3, curve.chosen());
        assertFalse(curve.evident());
        assertTrue(curve.reason().contains("do not tell"), curve.reason());
    }

    @Test
    void oneNumberInTheRangeIsTaken() {
        final SegmentCountCurve curve = search(Blobs.table(300, 12, 6, 0.2, 3), SegmentCountOptions.of(4, 4, 0.001, 1), 1);
        assertEquals(4, curve.chosen());
        assertEquals(1, curve.points().size());
    }

    @Test
    void noMoreSegmentsThanDifferentRows() {
        final VectorTable different = Blobs.table(5, 8, 5, 1, 4);
        final VectorTable table = new VectorTable(8);
        for (int i = 0; i < 400; i++) {
            table.add(different.row(i % 5));
        }
        final SegmentCountCurve curve = search(table, SegmentCountOptions.of(2, 50, 0.001, 1), 2);
        assertEquals(5, curve.chosen());
        assertEquals(5, curve.points().getLast().segments());
        assertEquals(0, curve.points().getLast().inertia(), 1e-9);

        final SegmentCountCurve tooFew = search(table, SegmentCountOptions.of(9, 50, 0.001, 1), 2);
        assertEquals(5, tooFew.chosen());
        assertFalse(tooFew.evident());
        assertEquals(List.of(), tooFew.points());
        assertEquals(1, search(Blobs.table(1, 3, 1, 1, 1), SegmentCountOptions.of(2, 5, 0, 1), 1).chosen());
    }

    @Test
    void smallerSegmentsThanAllowedAreNotChosen() {
        final VectorTable four = Blobs.table(800, 16, 4, 0.05, 9);
        final VectorTable table = new VectorTable(16);
        for (int i = 0; i < 800; i++) {
            // Of the fourth blob a sixteenth is left.
            if (i % 4 != 3 || i % 64 == 3) {
                table.add(four.row(i));
            }
        }
        assertEquals(4, search(table, SegmentCountOptions.of(2, 12, 0.01, 2), 2).chosen());
        final SegmentCountCurve curve = search(table, SegmentCountOptions.of(2, 12, 0.05, 2), 2);
        final SegmentCountPoint chosen = curve.points().stream().filter(point -> point.segments() == curve.chosen()).findFirst().orElseThrow();
        assertEquals(3, curve.chosen(), curve.reason());
        assertTrue(chosen.smallestShare() >= 0.05);
    }

    @Test
    void curveIsThatOfKMeansWhereThereIsOneOptimum() {
        final VectorTable table = Blobs.table(400, 12, 4, 0.1, 5);
        final SegmentCountPoint point = search(table, SegmentCountOptions.of(4, 4, 0, 1), 2).points().getFirst();
        try (Workers workers = new Workers("test", 2)) {
            final Clustering clustering = new KMeans(new KMeansOptions(4, 10, 100, 0, 1), workers, TrainingMonitor.NONE).fit(table);
            final int[] labels = new int[400];
            double simplified = 0;
            for (int i = 0; i < 400; i++) {
                labels[i] = clustering.assignments()[i].segment();
                simplified += clustering.assignments()[i].confidence() / 400;
            }
            final SegmentationQuality quality = ScoredSegmentation.of(table,
                    SegmentLabels.of(labels), new QualityOptions(1000, 1), workers, TrainingMonitor.NONE).quality();
            assertEquals(quality.silhouetteEuclidean(), point.silhouette(), 1e-6);
            assertEquals(quality.silhouetteEuclidean(), point.resampledSilhouette(), 1e-6);
            assertEquals(quality.calinskiHarabasz(), point.calinskiHarabasz(), 1e-6 * quality.calinskiHarabasz());
            assertEquals(quality.daviesBouldin(), point.daviesBouldin(), 1e-9);
            assertEquals(clustering.inertia(), point.inertia(), 1e-5 * clustering.inertia());
            assertEquals(simplified, point.simplifiedSilhouette(), 1e-4);
            assertEquals(point.resampledSilhouette() * point.stability(), point.score(), 1e-9);
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        final VectorTable table = Blobs.table(1500, 20, 9, 1.2, 6);
        final SegmentCountOptions options = SegmentCountOptions.of(2, 25, 0.001, 3);
        assertEquals(search(table, options, 1), search(table, options, 4));
    }

    @Test
    void operationsBoundTheRows() {
        final VectorTable table = Blobs.table(3000, 10, 3, 0.1, 8);
        final SegmentCountOptions unbound = SegmentCountOptions.of(2, 10, 0.001, 1);
        final double bound = 1000.5 * SegmentCountSearch.operationsPerRow(10, unbound);
        final SegmentCountOptions bounded = new SegmentCountOptions(2, 10, 0.001, 4000, 500, 6, 6, bound, 1);
        final SegmentCountCurve curve = search(table, bounded, 2);
        assertEquals(1000, curve.rows());
        assertEquals(3, curve.chosen());
        assertTrue(SegmentCountSearch.bytes(1000, 10, unbound) < SegmentCountSearch.bytes(3000, 10, unbound));
        assertEquals(SegmentCountSearch.bytes(4000, 10, unbound), SegmentCountSearch.bytes(60_000, 10, unbound));
    }

    @Test
    void progressRisesToTheEndAndCancellingEnds() {
        final List<Long> done = Collections.synchronizedList(new ArrayList<>());
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return done.size() > 4;
            }

            @Override
            public void progress(final String stage, final long finished, final long total) {
                assertTrue(finished < total);
                done.add(finished);
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            final SegmentCountSearch search = new SegmentCountSearch(SegmentCountOptions.of(2, 40, 0, 1), workers, monitor);
            assertThrows(TrainingCancelledException.class, () -> search.search(Blobs.table(900, 6, 5, 1, 3)));
        }
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), done);
    }

    @Test
    void gridGrowsByAQuarterAndIsRefinedBetweenNeighbours() {
        assertArrayEquals(new int[]{2, 3, 4, 5, 6, 8, 10, 13, 16, 20}, SegmentCountSearch.grid(2, 20));
        assertArrayEquals(new int[]{7}, SegmentCountSearch.grid(7, 7));
        final int[] grid = SegmentCountSearch.grid(2, 200);
        assertEquals(200, grid[grid.length - 1]);
        assertArrayEquals(new int[]{9, 11, 12}, SegmentCountSearch.between(grid, 10));
        assertArrayEquals(new int[0], SegmentCountSearch.between(grid, 2));
        assertEquals(6, SegmentCountSearch.between(grid, grid[grid.length - 3]).length);
    }

    @Test
    void fewerRowsAreLookedAtWhereMemoryIsShort() {
        final SegmentCountOptions options = SegmentCountOptions.of(2, 50, 0.01, 3);
        final long plenty = SegmentCountSearch.bytes(5000, 64, options);
        assertEquals(options, options.within(plenty, 5000, 64));
        for (long bytes = plenty - 1; bytes > SegmentCountSearch.bytes(5000, 64, options.within(bytes, 5000, 64)) / 2; bytes = bytes * 3 / 4) {
            final SegmentCountOptions fitting = options.within(bytes, 5000, 64);
            assertTrue(SegmentCountSearch.bytes(5000, 64, fitting) <= bytes);
            assertTrue(fitting.sampleRows() < options.sampleRows() && fitting.silhouetteRows() <= fitting.sampleRows());
            assertEquals(50, fitting.maximum());
            if (fitting.sampleRows() == SegmentCountOptions.FEWEST_ROWS) {
                break;
            }
        }
        final String message = assertThrows(IllegalArgumentException.class, () -> options.within(100_000, 5000, 64)).getMessage();
        assertTrue(message.contains("more than the 97 KB that are left"), message);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SegmentCountOptions.of(1, 5, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> SegmentCountOptions.of(6, 5, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> SegmentCountOptions.of(2, 1001, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> SegmentCountOptions.of(2, 5, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new SegmentCountOptions(2, 5, 0, 100, 100, 1, 10, 1e9, 1));
        assertThrows(IllegalArgumentException.class, () -> new SegmentCountOptions(2, 5, 0, 100, 100, 2, 10, 0, 1));
    }

    private static SegmentCountCurve search(final VectorTable table, final SegmentCountOptions options, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new SegmentCountSearch(options, workers, TrainingMonitor.NONE).search(table);
        }
    }
}
