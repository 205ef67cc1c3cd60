// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smile.clustering.PartitionClustering;
import smile.math.MathEx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KMeansTest {

    @Test
    void separatedBlobsAreFound() {
        final VectorTable table = Blobs.table(3000, 20, 6, 0.05, 1);
        final Clustering clustering = fit(table, 6, 2);
        assertArrayEquals(new int[]{500, 500, 500, 500, 500, 500}, clustering.sizes());
        for (int i = 0; i < table.size(); i++) {
            assertEquals(i % 6, clustering.assignments()[i].segment(), "equal sizes are numbered by their first row");
        }
        assertFalse(clustering.hasFewerThanRequested());
    }

    @Test
    void idsDescendBySize() {
        final VectorTable table = new VectorTable(1);
        for (int i = 0; i < 60; i++) {
            table.add(new float[]{i < 10 ? 0 : i < 40 ? 100 : 200});
        }
        final Clustering clustering = fit(table, 3, 1);
        assertArrayEquals(new int[]{30, 20, 10}, clustering.sizes());
        assertArrayEquals(new float[][]{{100}, {200}, {0}}, clustering.centroids().toArray());
        assertEquals(0, clustering.inertia());
    }

    @ParameterizedTest
    @CsvSource({"2000, 7, 5", "1500, 384, 12", "700, 100, 77"})
    void inertiaNeverRises(final int rows, final int dimension, final int segments) {
        final VectorTable table = Blobs.table(rows, dimension, 9, 1, rows);
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final float[][] seeds = new float[segments][];
            Arrays.setAll(seeds, table::row);
            final Partition partition = new Lloyd(packed, 100, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE).run(seeds, 100, 0);
            assertTrue(partition.iterations() > 2);
            for (int i = 1; i < partition.iterations(); i++) {
                assertTrue(partition.inertias()[i] <= partition.inertias()[i - 1] * (1 + 1e-6), Arrays.toString(partition.inertias()));
            }
        }
    }

    @Test
    void centroidsAreTheMeansAndInertiaTheirSquaredDistances() {
        final VectorTable table = Blobs.table(1000, 5, 4, 1, 3);
        final Clustering clustering = fit(table, 4, 2);
        double inertia = 0;
        final double[][] sums = new double[4][5];
        for (int i = 0; i < table.size(); i++) {
            final Nearest nearest = clustering.assignments()[i];
            inertia += (double) nearest.distance() * nearest.distance();
            for (int j = 0; j < 5; j++) {
                sums[nearest.segment()][j] += table.row(i)[j];
            }
        }
        assertEquals(inertia, clustering.inertia(), 1e-9 * inertia);
        for (int s = 0; s < 4; s++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(sums[s][j] / clustering.sizes()[s], clustering.centroids().toArray()[s][j], 0.02);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void threadsDoNotChangeABit(final int threads) {
        final VectorTable table = Blobs.table(5000, 30, 8, 1.5, 5);
        final Clustering one = fit(table, 10, 1);
        final Clustering many = fit(table, 10, threads);
        assertTrue(Arrays.deepEquals(one.centroids().toArray(), many.centroids().toArray()));
        assertArrayEquals(one.assignments(), many.assignments());
        assertEquals(one.inertia(), many.inertia());
        assertEquals(one.iterations(), many.iterations());
    }

    @Test
    void seedsDecide() {
        final VectorTable table = Blobs.table(2000, 10, 8, 2, 5);
        final float[][] first = fit(table, new KMeansOptions(10, 1, 50, 0, 1), 1).centroids().toArray();
        final float[][] second = fit(table, new KMeansOptions(10, 1, 50, 0, 2), 1).centroids().toArray();
        assertFalse(Arrays.deepEquals(first, second));
    }

    @Test
    void permutedRowsGiveTheSameSegments() {
        final VectorTable table = Blobs.table(1200, 8, 5, 0.1, 11);
        final VectorTable reversed = new VectorTable(8);
        for (int i = table.size() - 1; i >= 0; i--) {
            reversed.add(table.row(i));
        }
        final Clustering forward = fit(table, 5, 1);
        final Clustering backward = fit(reversed, 5, 1);
        assertEquals(forward.inertia(), backward.inertia(), 1e-5 * forward.inertia());
        assertSamePartition(forward.assignments(), reverse(backward.assignments()));
    }

    @Test
    void translationGivesTheSameSegments() {
        final VectorTable table = Blobs.table(1200, 8, 5, 0.1, 12);
        final VectorTable moved = new VectorTable(8);
        for (int i = 0; i < table.size(); i++) {
            final float[] row = table.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] += 100;
            }
            moved.add(row);
        }
        final Clustering here = fit(table, 5, 1);
        final Clustering there = fit(moved, 5, 1);
        assertEquals(here.inertia(), there.inertia(), 1e-3 * here.inertia());
        assertSamePartition(here.assignments(), there.assignments());
    }

    @Test
    void oneSegmentIsTheMean() {
        final VectorTable table = Blobs.table(777, 3, 2, 1, 13);
        final Clustering clustering = fit(table, 1, 2);
        assertArrayEquals(new int[]{777}, clustering.sizes());
        double sum = 0;
        for (int i = 0; i < table.size(); i++) {
            sum += table.row(i)[0];
            assertEquals(1, clustering.assignments()[i].confidence());
        }
        assertEquals((float) (sum / 777), clustering.centroids().toArray()[0][0], 1e-6f);
    }

    @Test
    void asManySegmentsAsRows() {
        final VectorTable table = Blobs.table(40, 6, 3, 1, 14);
        final Clustering clustering = fit(table, 40, 2);
        assertEquals(40, clustering.sizes().length);
        assertEquals(0, clustering.inertia());
        assertFalse(clustering.hasFewerThanRequested());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void fewerDifferentRowsThanSegments(final int copies) {
        final VectorTable table = new VectorTable(384);
        final VectorTable different = Blobs.table(5, 384, 5, 1, 15);
        for (int i = 0; i < 5 * copies; i++) {
            table.add(different.row(i % 5));
        }
        final Clustering clustering = fit(table, 8, 2);
        assertTrue(clustering.hasFewerThanRequested());
        assertEquals(5, clustering.sizes().length);
        assertEquals(8, clustering.requested());
        assertEquals(0, clustering.inertia());
        assertEquals(5 * copies, Arrays.stream(clustering.sizes()).sum());
    }

    @Test
    void equalRowsAreOneSegment() {
        final VectorTable table = new VectorTable(3);
        for (int i = 0; i < 700; i++) {
            table.add(new float[]{0.1f, 0.2f, 0.3f});
        }
        final Clustering clustering = fit(table, 3, 2);
        assertArrayEquals(new int[]{700}, clustering.sizes());
        assertArrayEquals(new float[]{0.1f, 0.2f, 0.3f}, clustering.centroids().toArray()[0]);
    }

    @Test
    void centroidsWithoutPointsTakeTheFarthest() {
        final VectorTable table = Blobs.table(900, 4, 3, 0.1, 16);
        final float[] far = {1000, 1000, 1000, 1000};
        final float[][] seeds = {table.row(0), far, {-1000, 5, 5, 5}};
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Partition partition = new Lloyd(packed, 100, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE).run(seeds, 50, 0);
            final int[] counts = new int[3];
            for (final int label : partition.labels()) {
                counts[label]++;
            }
            assertArrayEquals(new int[]{300, 300, 300}, counts);
        }
    }

    @Test
    void notWorseThanSmile() throws Exception {
        final VectorTable table = Blobs.table(800, 12, 15, 0.6, 17);
        final double[][] rows = new double[table.size()][12];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 12; j++) {
                rows[i][j] = table.row(i)[j];
            }
        }
        MathEx.setSeed(1);
        final ForkJoinPool pool = new ForkJoinPool(1);
        try {
            final double oracle = pool.submit(() -> PartitionClustering.run(10, () -> smile.clustering.KMeans.fit(rows, 15)).distortion).get();
            assertTrue(fit(table, 15, 2).inertia() <= oracle * (1 + 1e-6));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void breathingLeavesLocalOptima() {
        final VectorTable table = Blobs.table(2000, 5, 20, 0.05, 21);
        final float[][] seeds = new float[20][];
        try (Workers workers = new Workers("test", 2)) {
            final PackedVectors packed = PackedVectors.of(table, workers, TrainingMonitor.NONE);
            final Lloyd lloyd = new Lloyd(packed, 100, Metric.EUCLIDEAN, workers, TrainingMonitor.NONE);
            Arrays.setAll(seeds, c -> table.row(c % 10 + 20 * (c / 10)));
            final Partition stuck = lloyd.run(seeds, 100, 0);
            final Partition improved = new Breathing(lloyd, 100, 0).improve(stuck, new RandomStream(1, 1));
            final int[] counts = new int[20];
            for (final int label : improved.labels()) {
                counts[label]++;
            }
            assertTrue(stuck.inertia() > 5 * improved.inertia());
            assertTrue(Arrays.stream(counts).allMatch(count -> count == 100), Arrays.toString(counts));
        }
    }

    @Test
    void breathingWithHardlyMoreDifferentRowsThanSegments() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 1000; i++) {
            table.add(new float[]{i % 9, i % 9 * i % 9});
        }
        for (int segments = 1; segments < 12; segments++) {
            final Clustering clustering = fit(table, segments, 2);
            assertEquals(Math.min(segments, 9), clustering.sizes().length);
        }
    }

    /** Means of rows that are no round numbers differ from them by a bit, and centroids to spare find no row to keep. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13})
    void hardlyMoreDifferentRowsThanSegmentsInManyDimensions(final int different) {
        final Random random = new Random(different);
        final float[][] rows = new float[different][384];
        for (final float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        for (final int copies : new int[]{1, 3, 10}) {
            final VectorTable table = new VectorTable(384);
            for (int i = 0; i < different * copies; i++) {
                table.add(rows[i % different]);
            }
            final Clustering clustering = fit(table, 8, 10);
            assertEquals(8, clustering.sizes().length);
            assertTrue(Double.isFinite(clustering.inertia()));
        }
    }

    @Test
    void valuesWhoseSquaresOverflowFloatsAreClustered() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 1500; i++) {
            table.add(new float[]{i % 2 == 0 ? 1e30f : -1e30f, i % 7});
        }
        final Clustering clustering = fit(table, 2, 2);
        assertEquals(1500, Arrays.stream(clustering.sizes()).sum());
        assertTrue(Double.isFinite(clustering.inertia()));
    }

    @Test
    void cancelledTrainingEnds() {
        final VectorTable table = Blobs.table(3000, 16, 4, 2, 18);
        final AtomicInteger asked = new AtomicInteger();
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return asked.incrementAndGet() > 200;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            final KMeans kMeans = new KMeans(new KMeansOptions(20, 1000, 1000, 0, 1), workers, monitor);
            assertThrows(TrainingCancelledException.class, () -> kMeans.fit(table));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void randomSeedsLeadToTheBlobsToo(final int restarts) {
        final VectorTable table = Blobs.table(3000, 20, 3, 0.05, 1);
        final Clustering clustering = fit(table, new KMeansOptions(3, restarts, 100, 0, 5, Seeding.RANDOM, Metric.EUCLIDEAN), 2);
        assertEquals(3, clustering.sizes().length);
        assertTrue(Arrays.deepEquals(clustering.centroids().toArray(),
                fit(table, new KMeansOptions(3, restarts, 100, 0, 5, Seeding.RANDOM, Metric.EUCLIDEAN), 1).centroids().toArray()));
    }

    @Test
    void randomSeedsAmongFewerDifferentRowsThanSegments() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 700; i++) {
            table.add(new float[]{i % 4, 0.1f});
        }
        final Clustering clustering = fit(table, new KMeansOptions(6, 1, 50, 0, 1, Seeding.RANDOM, Metric.EUCLIDEAN), 2);
        assertEquals(4, clustering.sizes().length);
        assertEquals(0, clustering.inertia());
        assertEquals(1, fit(Blobs.table(1, 3, 1, 1, 1), new KMeansOptions(6, 1, 50, 0, 1, Seeding.RANDOM, Metric.EUCLIDEAN), 2).sizes().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void cosineGroupsByAngle(final int restarts) {
        final VectorTable blobs = Blobs.table(2500, 24, 7, 0.6, 31);
        final VectorTable table = new VectorTable(24);
        for (int i = 0; i < blobs.size(); i++) {
            final float[] row = blobs.row(i);
            Vectors.normalize(row);
            table.add(row);
        }
        final Clustering clustering = fit(table, new KMeansOptions(7, restarts, 100, 0, 5, Seeding.GREEDY, Metric.COSINE), 2);
        final float[][] centroids = clustering.centroids().toArray();
        final double[][] sums = new double[centroids.length][24];
        for (int i = 0; i < table.size(); i++) {
            final float[] row = blobs.row(i);
            int best = 0;
            for (int c = 1; c < centroids.length; c++) {
                best = Vectors.dot(row, centroids[c]) > Vectors.dot(row, centroids[best]) ? c : best;
            }
            assertEquals(best, clustering.assignments()[i].segment(), "whatever its length, a vector belongs where the angle is least");
            Vectors.add(table.row(i), sums[best]);
        }
        for (int c = 0; c < centroids.length; c++) {
            assertEquals(1, Vectors.norm(centroids[c]), 1e-6);
            final double length = Math.sqrt(Arrays.stream(sums[c]).map(value -> value * value).sum());
            for (int j = 0; j < 24; j++) {
                assertEquals(sums[c][j] / length, centroids[c][j], 1e-5);
            }
        }
    }

    @Test
    void cosineTakesRowsOfLengthOneOrZero() {
        final VectorTable table = new VectorTable(2);
        table.add(new float[]{0.6f, 0.8f});
        table.add(new float[]{0, 0});
        table.add(new float[]{1, 0});
        final KMeansOptions options = new KMeansOptions(2, 1, 10, 0, 1, Seeding.GREEDY, Metric.COSINE);
        assertEquals(3, fit(table, options, 2).assignments().length);
        table.add(new float[]{2, 0});
        assertThrows(IllegalArgumentException.class, () -> fit(table, options, 2));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(final float value) {
        final VectorTable table = Blobs.table(9000, 3, 2, 1, 1);
        table.set(8999, new float[]{1, value, 1});
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> fit(table, 2, 2));
        assertTrue(refused.getMessage().contains("row 8999"), refused.getMessage());
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KMeansOptions(0, 1, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new KMeansOptions(1, 0, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new KMeansOptions(1, 1, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new KMeansOptions(1, 1, 1, Double.NaN, 1));
    }

    private static Clustering fit(final VectorTable table, final int segments, final int threads) {
        return fit(table, new KMeansOptions(segments, 10, 300, 1e-4, 42), threads);
    }

    private static Clustering fit(final VectorTable table, final KMeansOptions options, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new KMeans(options, workers, TrainingMonitor.NONE).fit(table);
        }
    }

    private static Nearest[] reverse(final Nearest[] assignments) {
        final Nearest[] reversed = new Nearest[assignments.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = assignments[reversed.length - 1 - i];
        }
        return reversed;
    }

    private static void assertSamePartition(final Nearest[] first, final Nearest[] second) {
        final Map<Integer, Integer> partner = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            final Integer known = partner.putIfAbsent(first[i].segment(), second[i].segment());
            assertTrue(known == null || known == second[i].segment());
        }
        assertEquals(partner.size(), partner.values().stream().distinct().count());
    }
}
