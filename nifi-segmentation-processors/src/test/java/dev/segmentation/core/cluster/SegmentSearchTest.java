// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentSearchTest {

    private static final KMeansOptions K_MEANS = new KMeansOptions(4, 3, 50, 1e-4, 1);

    static List<ClusteringMethod> methods() {
        return List.of(new KMeansMethod(K_MEANS), new MiniBatchMethod(new MiniBatchOptions(4, 256, 3, 100, 10, 1)), new AgglomerativeMethod(Linkage.AVERAGE, 4, 1),
                new BisectingMethod(new BisectingOptions(BisectingOptions.Criterion.SIZE, K_MEANS)), new DianaMethod(4), new HdbscanMethod(new HdbscanOptions(10, 3)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void findsBlobsWithAndWithoutSmoothing(final ClusteringMethod method) {
        final VectorTable table = Blobs.table(600, 8, 4, 0.1, 3);
        for (final int smoothing : new int[]{0, 10}) {
            final Segmentation segmentation = run(new SegmentSearch(method, smoothing, 1), table, 2);
            assertArrayEquals(new int[]{150, 150, 150, 150}, segmentation.clustering().sizes());
            assertEquals(1, segmentation.centroidAgreement());
            assertEquals(method.segments() == 0 ? 4 : method.segments(), segmentation.clustering().requested());
        }
    }

    /** Overlapping blobs: the algorithm's labels are not those of the nearest centroids, and the share says so. */
    @ParameterizedTest
    @MethodSource("methods")
    void centroidsAndDistancesAreThoseOfTheRowsThemselves(final ClusteringMethod method) {
        final VectorTable table = Blobs.table(600, 8, 4, 0.5, 3);
        final Segmentation segmentation = run(new SegmentSearch(method, 10, 1), table, 2);
        final Clustering clustering = segmentation.clustering();
        final int[] labels = new int[600];
        int same = 0;
        int inSegments = 0;
        for (int i = 0; i < labels.length; i++) {
            final Nearest own = clustering.assignments()[i];
            labels[i] = own.segment();
            if (!own.isNoise()) {
                inSegments++;
                same += clustering.centroids().nearest(table.row(i)).segment() == own.segment() ? 1 : 0;
                assertEquals(Math.sqrt(Vectors.squaredDistance(table.row(i), clustering.centroids().toArray()[own.segment()])), own.distance(), 1e-5);
            }
        }
        final float[][] means = Members.means(table, labels, new float[clustering.sizes().length][8]);
        for (int s = 0; s < means.length; s++) {
            assertArrayEquals(means[s], clustering.centroids().toArray()[s], 1e-6f);
        }
        assertArrayEquals(Members.counts(labels, means.length), clustering.sizes());
        assertEquals((double) same / inSegments, segmentation.centroidAgreement());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sameForAnyNumberOfThreads(final ClusteringMethod method) {
        final VectorTable table = Blobs.table(1300, 8, 5, 0.6, 4);
        final Clustering one = run(new SegmentSearch(method, 5, 1), table, 1).clustering();
        for (final int threads : new int[]{2, 3}) {
            final Clustering other = run(new SegmentSearch(method, 5, 1), table, threads).clustering();
            assertArrayEquals(one.assignments(), other.assignments());
            for (int s = 0; s < one.sizes().length; s++) {
                assertArrayEquals(one.centroids().toArray()[s], other.centroids().toArray()[s]);
            }
        }
    }

    @Test
    void nothingDenseGivesNoSegments() {
        final Segmentation segmentation = run(new SegmentSearch(new HdbscanMethod(new HdbscanOptions(50, 1)), 0, 1), Blobs.table(20, 3, 1, 1, 1), 2);
        assertNull(segmentation.clustering());
        assertNull(segmentation.centroidAgreement());
        assertEquals(1, segmentation.notes().size());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void rowsWithinALimitNeedNoMore(final ClusteringMethod method) {
        final long limit = 100_000_000;
        final SegmentSearch plain = new SegmentSearch(method, 0, 1);
        final int rows = plain.rowsWithin(limit, 384);
        assertTrue(rows > 6_000, Integer.toString(rows));
        assertTrue(plain.bytes(rows, 384) <= limit);
        assertTrue(plain.bytes(rows + 1, 384) > limit);
        assertEquals(0, plain.rowsWithin(1000, 384));
        final SegmentSearch smoothed = new SegmentSearch(method, 10, 1);
        final long more = smoothed.bytes(rows, 384) - plain.bytes(rows, 384);
        assertEquals(method.segments() > 0, more > 0);
    }

    /** More rows may have more neighbours, and more neighbours are looked for in another way. */
    @ParameterizedTest
    @ValueSource(ints = {2, 50, 410, 500, 1000})
    void moreRowsNeedMore(final int segments) {
        final SegmentSearch search = new SegmentSearch(new KMeansMethod(new KMeansOptions(segments, 10, 300, 1e-4, 1)), 50, 1);
        for (int rows = 100; rows < 250_000; rows++) {
            assertTrue(search.bytes(rows, 384) <= search.bytes(rows + 1, 384), rows + " rows");
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theNumberOfSegmentsCanBeChanged(final ClusteringMethod method) {
        final SegmentSearch search = new SegmentSearch(method, 5, 1);
        if (method.segments() == 0) {
            assertThrows(UnsupportedOperationException.class, () -> search.withSegments(7));
            return;
        }
        final Map<String, Object> values = new HashMap<>(search.values());
        final SegmentSearch other = search.withSegments(7);
        assertEquals(7, other.method().segments());
        values.put("segments", 7);
        assertEquals(values, other.values());
        assertEquals(7, run(other, Blobs.table(400, 8, 7, 0.1, 2), 2).clustering().sizes().length);
        assertEquals(search, other.withSegments(method.segments()));
    }

    private static Segmentation run(final SegmentSearch search, final VectorTable table, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return search.run(table, 100_000_000, workers, TrainingMonitor.NONE);
        }
    }
}
