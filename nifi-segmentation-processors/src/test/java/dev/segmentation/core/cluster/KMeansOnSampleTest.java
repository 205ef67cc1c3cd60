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

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KMeansOnSampleTest {

    private static final int ROWS = 40_000;

    @ParameterizedTest
    @CsvSource({
            "1, 5, 1", "32767, 5, 32767", "32768, 5, 8192", "1000000, 20, 8192", "100000, 100, 12800", "51199, 100, 51199", "51200, 100, 12800",
            "2000000000, 2000000000, 2000000000"})
    void sampleIsAQuarterOfTheRowsOrLess(final long rows, final int segments, final long sampled) {
        assertEquals(sampled, KMeans.sampleSize(rows, segments));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void separatedBlobsAreFound(final int restarts) {
        final VectorTable table = Blobs.table(ROWS, 8, 5, 0.05, 1);
        final Clustering clustering = fit(table, options(5, restarts, 100, Seeding.GREEDY), 2);
        assertArrayEquals(new int[]{ROWS / 5, ROWS / 5, ROWS / 5, ROWS / 5, ROWS / 5}, clustering.sizes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void threadsDoNotChangeABit(final int restarts) {
        final VectorTable table = Blobs.table(ROWS, 8, 9, 2, 5);
        final KMeansOptions options = options(12, restarts, 100, Seeding.RANDOM);
        final Clustering one = fit(table, options, 1);
        final Clustering three = fit(table, options, 3);
        assertTrue(Arrays.deepEquals(one.centroids().toArray(), three.centroids().toArray()));
        assertArrayEquals(one.assignments(), three.assignments());
        assertEquals(one.iterations(), three.iterations());
    }

    @Test
    void centroidsAreTheMeansOfAllRows() {
        final VectorTable table = Blobs.table(ROWS, 4, 3, 0.05, 7);
        final Clustering clustering = fit(table, options(3, 1, 100, Seeding.GREEDY), 2);
        final double[][] sums = new double[3][4];
        final int[] counts = new int[3];
        for (int i = 0; i < ROWS; i++) {
            final int segment = clustering.assignments()[i].segment();
            counts[segment]++;
            for (int j = 0; j < 4; j++) {
                sums[segment][j] += table.row(i)[j];
            }
        }
        for (int s = 0; s < 3; s++) {
            for (int j = 0; j < 4; j++) {
                assertEquals(sums[s][j] / counts[s], clustering.centroids().toArray()[s][j], 1e-6);
            }
        }
    }

    /** Blobs of 7,300 down to 700 rows, a fifth of them in the sample. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void notMuchWorseThanAmongAllRows(final int restarts) {
        final VectorTable table = unequalBlobs();
        double onSample = 0;
        double among = 0;
        for (int seed = 1; seed <= 3; seed++) {
            final KMeansOptions seeded = new KMeansOptions(30, restarts, 300, 1e-4, seed);
            onSample += fit(table, seeded, 2).inertia();
            among += amongAll(table, seeded);
        }
        assertTrue(onSample < 1.01 * among, onSample + " among a sample, " + among + " among all");
    }

    @Test
    void tooFewDifferentRowsInTheSampleAreLookedForAmongAll() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < ROWS; i++) {
            table.add(new float[]{i % 10_000 == 1 ? i : 0, 0.1f});
        }
        final Clustering clustering = fit(table, options(5, 1, 50, Seeding.GREEDY), 2);
        assertArrayEquals(new int[]{ROWS - 4, 1, 1, 1, 1}, clustering.sizes());
        assertEquals(0, clustering.inertia());
    }

    @ParameterizedTest
    @CsvSource({"GREEDY, 1", "GREEDY, 3", "RANDOM, 1", "RANDOM, 3"})
    void fewerDifferentRowsThanSegments(final Seeding seeding, final int restarts) {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < ROWS; i++) {
            table.add(new float[]{i % 4, 0.1f});
        }
        final Clustering clustering = fit(table, options(6, restarts, 50, seeding), 2);
        assertEquals(4, clustering.sizes().length);
        assertTrue(clustering.hasFewerThanRequested());
        assertEquals(0, clustering.inertia());
    }

    /** 10 iterations and two breaths of 5 and 5 on the sample, none of which comes to rest, and a seventh of 22, rounded up, among all rows. */
    @Test
    void mostIterationsAreOnTheSample() {
        final VectorTable table = Blobs.table(ROWS, 8, 9, 2, 5);
        assertEquals(10 + 2 * (5 + 5) + 4, fit(table, new KMeansOptions(12, 1, 22, 0, 42), 2).iterations());
        assertEquals(22, fit(head(table, 4 * 8192 - 1), new KMeansOptions(12, 1, 22, 0, 42), 2).iterations(), "all are among all rows");
        assertEquals(1 + 2 * (1 + 1) + 1, fit(table, new KMeansOptions(12, 1, 1, 0, 42), 2).iterations());
    }

    @Test
    void givenCentroidsAreIteratedAmongAllRows() {
        final VectorTable table = Blobs.table(ROWS, 8, 9, 2, 5);
        try (Workers workers = new Workers("test", 2)) {
            final float[][] start = IntStream.range(0, 12).mapToObj(table::row).toArray(float[][]::new);
            assertEquals(22, new KMeans(new KMeansOptions(12, 1, 22, 0, 42), workers, TrainingMonitor.NONE).fit(table, start).iterations());
        }
    }

    @Test
    void cosineCentroidsHaveLengthOne() {
        final VectorTable blobs = Blobs.table(ROWS, 8, 5, 0.2, 3);
        final VectorTable table = new VectorTable(8);
        for (int i = 0; i < ROWS; i++) {
            final float[] row = blobs.row(i);
            Vectors.normalize(row);
            table.add(row);
        }
        final Clustering clustering = fit(table, new KMeansOptions(5, 2, 50, 1e-4, 1, Seeding.GREEDY, Metric.COSINE), 2);
        for (final float[] centroid : clustering.centroids().toArray()) {
            assertEquals(1, Vectors.norm(centroid), 1e-6);
        }
    }

    @Test
    void cancellationOnTheSample() {
        final VectorTable table = Blobs.table(ROWS, 8, 9, 2, 5);
        final AtomicBoolean sampled = new AtomicBoolean();
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return sampled.get();
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
                sampled.set(true);
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            final KMeans kMeans = new KMeans(new KMeansOptions(12, 3, 22, 0, 42), workers, monitor);
            assertThrows(TrainingCancelledException.class, () -> kMeans.fit(table));
        }
    }

    @Test
    void memoryGrowsWithTheRows() {
        for (final int segments : new int[]{2, 50, 3000}) {
            for (long rows = 1; rows < 1 << 24; rows *= 2) {
                assertTrue(KMeans.bytes(rows, 384, segments) < KMeans.bytes(rows + 1, 384, segments), rows + " rows");
                assertTrue(KMeans.bytes(2 * rows - 1, 384, segments) < KMeans.bytes(2 * rows, 384, segments), 2 * rows + " rows");
            }
        }
    }

    private static VectorTable head(final VectorTable table, final int rows) {
        final VectorTable head = new VectorTable(table.dimension());
        for (int i = 0; i < rows; i++) {
            head.add(table.row(i));
        }
        return head;
    }

    private static VectorTable unequalBlobs() {
        final Random random = new Random(11);
        final float[][] centres = new float[30][8];
        for (final float[] centre : centres) {
            for (int j = 0; j < centre.length; j++) {
                centre[j] = (float) random.nextGaussian();
            }
        }
        final VectorTable table = new VectorTable(8);
        for (int i = 0; i < ROWS; i++) {
            final float[] row = centres[(int) (30 * Math.pow(random.nextDouble(), 2))].clone();
            for (int j = 0; j < row.length; j++) {
                row[j] += 0.3f * (float) random.nextGaussian();
            }
            table.add(row);
        }
        return table;
    }

    private static double amongAll(final VectorTable table, final KMeansOptions options) {
        try (Workers workers = new Workers("test", 2)) {
            final KMeansSearch search = new KMeansSearch(options, PackedVectors.of(table, workers, TrainingMonitor.NONE), workers, TrainingMonitor.NONE);
            final float[][] centroids = search.amongAll();
            return Arrays.stream(search.nearest(centroids)).mapToDouble(nearest -> (double) nearest.distance() * nearest.distance()).sum();
        }
    }

    private static KMeansOptions options(final int segments, final int restarts, final int iterations, final Seeding seeding) {
        return new KMeansOptions(segments, restarts, iterations, 1e-4, 42, seeding, Metric.EUCLIDEAN);
    }

    private static Clustering fit(final VectorTable table, final KMeansOptions options, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new KMeans(options, workers, TrainingMonitor.NONE).fit(table);
        }
    }
}
