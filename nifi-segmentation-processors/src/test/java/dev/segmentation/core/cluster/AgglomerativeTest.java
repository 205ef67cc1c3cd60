// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AgglomerativeTest {

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void treesAreThoseOfTheDefinition(final Linkage linkage) {
        for (int seed = 1; seed <= 12; seed++) {
            final int rows = 2 + 3 * seed;
            final VectorTable table = Blobs.table(rows, 1 + seed % 5, 3, 0.8, seed);
            assertSameTree(new NaiveLinkage(table, ones(rows), linkage).tree(), tree(table, linkage, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void summariesCountAsTheRowsThatTheyStandFor(final Linkage linkage) {
        final VectorTable table = Blobs.table(30, 4, 3, 0.8, 5);
        final int[] weights = new Random(5).ints(30, 1, 20).toArray();
        final DistanceMatrix matrix;
        try (Workers workers = new Workers("test", 2)) {
            matrix = DistanceMatrix.of(new RowDistances(table), linkage, weights, workers, TrainingMonitor.NONE);
        }
        final Dendrogram tree = linkage == Linkage.CENTROID ? new CentroidLinkage(matrix, weights, TrainingMonitor.NONE).run().inOrder(weights)
                : new NeighbourChain(matrix, linkage, weights, TrainingMonitor.NONE).run().ascending(weights);
        assertSameTree(new NaiveLinkage(table, weights, linkage).tree(), tree);
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void cutsHaveAsManyClustersAsAskedAndAreNested(final Linkage linkage) {
        final Dendrogram tree = tree(Blobs.table(300, 6, 5, 1, 7), linkage, 2);
        int[] coarser = tree.cut(1);
        for (int k = 2; k <= 300; k++) {
            final int[] labels = tree.cut(k);
            assertEquals(k, Arrays.stream(labels).distinct().count());
            final Map<Integer, Integer> above = new HashMap<>();
            for (int i = 0; i < labels.length; i++) {
                final Integer known = above.putIfAbsent(labels[i], coarser[i]);
                assertTrue(known == null || known == coarser[i]);
            }
            coarser = labels;
        }
    }

    @ParameterizedTest
    @EnumSource(value = Linkage.class, names = "CENTROID", mode = EnumSource.Mode.EXCLUDE)
    void heightsNeverFall(final Linkage linkage) {
        final Dendrogram tree = tree(Blobs.table(700, 10, 5, 1, 8), linkage, 2);
        for (int merge = 1; merge < tree.merges(); merge++) {
            assertTrue(tree.height(merge) >= tree.height(merge - 1));
        }
    }

    @Test
    void heightsOfTheCentroidLinkageMayFall() {
        final VectorTable triangle = table(new float[][]{{0, 0}, {2, 0}, {1, 1.8f}});
        final Dendrogram tree = tree(triangle, Linkage.CENTROID, 1);
        assertEquals(2, tree.height(0), 1e-6);
        assertEquals(1.8, tree.height(1), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void separatedBlobsAreFound(final Linkage linkage) {
        final Partitioning found = fit(Blobs.table(600, 20, 6, 0.05, 1), linkage, 6);
        for (int i = 0; i < 600; i++) {
            assertEquals(i % 6, found.labels()[i], "equal sizes are numbered by their first row");
        }
        assertEquals(6, found.tree().leaves());
        assertEquals(100, found.tree().size(0));
        assertEquals(List.of(), found.notes());
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void permutedRowsGiveThePermutedResult(final Linkage linkage) {
        final VectorTable table = Blobs.table(500, 6, 5, 1, 9);
        final int[] order = shuffled(500, 3);
        final VectorTable permuted = Members.table(table, order);
        final int[] labels = tree(table, linkage, 1).cut(12);
        final int[] permutedLabels = tree(permuted, linkage, 1).cut(12);
        assertSamePartition(Arrays.stream(order).map(i -> labels[i]).toArray(), permutedLabels);
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void threadsDoNotChangeABit(final Linkage linkage) {
        final VectorTable table = Blobs.table(1300, 30, 8, 1.5, 5);
        final Dendrogram one = tree(table, linkage, 1);
        final Dendrogram many = tree(table, linkage, 5);
        for (int merge = 0; merge < one.merges(); merge++) {
            assertEquals(one.left(merge), many.left(merge));
            assertEquals(one.right(merge), many.right(merge));
            assertEquals(one.height(merge), many.height(merge));
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void equalRowsMergeFirstAndAreNeverCutApart(final Linkage linkage) {
        final VectorTable different = Blobs.table(40, 7, 5, 1, 15);
        final VectorTable table = new VectorTable(7);
        for (int i = 0; i < 120; i++) {
            table.add(different.row(i % 40));
        }
        final Hierarchy hierarchy = hierarchy(table, linkage, Long.MAX_VALUE, 2);
        assertEquals(40, hierarchy.tree().distinctLeaves());
        assertEquals(0, hierarchy.tree().height(79));
        assertTrue(hierarchy.tree().height(80) > 0);
        final Partitioning all = hierarchy.cut(100);
        assertEquals(40, all.segments());
        for (int i = 0; i < 120; i++) {
            assertEquals(i % 40, all.labels()[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void fewRows(final Linkage linkage) {
        final VectorTable one = table(new float[][]{{1, 2}});
        assertEquals(1, fit(one, linkage, 3).segments());
        assertEquals(0, tree(one, linkage, 2).merges());
        final Partitioning two = fit(table(new float[][]{{1, 2}, {4, 6}}), linkage, 2);
        assertArrayEquals(new int[]{0, 1}, two.labels());
        assertEquals(5, two.tree().height(0), 1e-6);
        final VectorTable equal = new VectorTable(3);
        for (int i = 0; i < 200; i++) {
            equal.add(new float[]{0.1f, 0.2f, 0.3f});
        }
        assertEquals(1, fit(equal, linkage, 4).segments());
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void distancesWhoseSquaresLeaveTheRangeOfFloats(final Linkage linkage) {
        for (final float scale : new float[]{1e30f, 1e-30f}) {
            final VectorTable table = new VectorTable(2);
            for (int i = 0; i < 100; i++) {
                table.add(new float[]{i % 2 == 0 ? scale : -scale, i * scale / 1000});
            }
            final Partitioning found = fit(table, linkage, 2);
            for (int i = 0; i < 100; i++) {
                assertEquals(i % 2, found.labels()[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Linkage.class, names = "SINGLE", mode = EnumSource.Mode.EXCLUDE)
    void aboveTheMemoryLimitSummariesAreMerged(final Linkage linkage) {
        final VectorTable table = Blobs.table(3000, 8, 6, 0.05, 4);
        final long limit = 1_500_000;
        assertTrue(Agglomerative.bytes(linkage, 3000, 8) > limit);
        final Hierarchy hierarchy = hierarchy(table, linkage, limit, 2);
        final int summaries = hierarchy.tree().leaves();
        assertTrue(summaries > 100 && summaries < 3000, summaries + " summaries");
        final String note = "the 3000 vectors were summarised to " + summaries + " before " + linkage.name().toLowerCase(Locale.ROOT) + " linkage, because of the memory limit";
        assertEquals(List.of(note), hierarchy.notes());
        final Partitioning found = hierarchy.cut(6);
        for (int i = 0; i < 3000; i++) {
            assertEquals(i % 6, found.labels()[i]);
        }
        assertEquals(500, found.tree().size(5));
    }

    @Test
    void summariesAreTheSameForAnyNumberOfThreads() {
        final VectorTable table = Blobs.table(2500, 8, 6, 1, 4);
        assertArrayEquals(hierarchy(table, Linkage.WARD, 1_200_000, 1).cut(20).labels(), hierarchy(table, Linkage.WARD, 1_200_000, 3).cut(20).labels());
    }

    @Test
    void aLimitTooSmallForSummariesIsRefused() {
        final VectorTable table = Blobs.table(1000, 8, 6, 1, 4);
        assertThrows(UntrainableException.class, () -> hierarchy(table, Linkage.WARD, 100_000, 1));
        assertThrows(UntrainableException.class, () -> hierarchy(table, Linkage.SINGLE, Agglomerative.bytes(Linkage.SINGLE, 1000, 8) - 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new AgglomerativeOptions(Linkage.WARD, 0, 1, 1));
    }

    @ParameterizedTest
    @EnumSource(Linkage.class)
    void cancelledMergingEnds(final Linkage linkage) {
        final VectorTable table = Blobs.table(600, 6, 4, 2, 18);
        for (final int questions : new int[]{0, 10, 100}) {
            try (Workers workers = new Workers("test", 2)) {
                final Agglomerative agglomerative = new Agglomerative(new AgglomerativeOptions(linkage, 3, Long.MAX_VALUE, 1), workers, new CancelAfter(questions));
                assertThrows(TrainingCancelledException.class, () -> agglomerative.fit(table));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 511, 512, 513, 1100})
    void matrixHoldsAllPairs(final int rows) {
        final VectorTable table = Blobs.table(rows, 9, 4, 1, rows);
        try (Workers workers = new Workers("test", 3)) {
            final DistanceMatrix matrix = DistanceMatrix.of(new RowDistances(table), Linkage.AVERAGE, ones(rows), workers, TrainingMonitor.NONE);
            for (int i = 1; i < rows; i += 7) {
                for (int j = 0; j < i; j++) {
                    final double distance = Math.sqrt(Vectors.squaredDistance(table.row(i), table.row(j)));
                    assertEquals(distance, matrix.get(i, j) * matrix.unit(), 1e-6 * distance);
                    assertEquals(matrix.get(i, j), matrix.get(j, i));
                }
            }
        }
    }

    private static void assertSameTree(final Dendrogram expected, final Dendrogram actual) {
        assertEquals(expected.merges(), actual.merges());
        for (int merge = 0; merge < expected.merges(); merge++) {
            assertEquals(expected.height(merge), actual.height(merge), 1e-5 * expected.height(merge));
            assertEquals(expected.size(expected.leaves() + merge), actual.size(actual.leaves() + merge));
        }
        for (int k = 1; k <= expected.leaves(); k++) {
            assertArrayEquals(expected.cut(k), actual.cut(k));
        }
    }

    private static void assertSamePartition(final int[] first, final int[] second) {
        final Map<Integer, Integer> partner = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            final Integer known = partner.putIfAbsent(first[i], second[i]);
            assertTrue(known == null || known == second[i]);
        }
        assertEquals(partner.size(), partner.values().stream().distinct().count());
    }

    private static Partitioning fit(final VectorTable table, final Linkage linkage, final int segments) {
        return hierarchy(table, linkage, Long.MAX_VALUE, 2).cut(segments);
    }

    private static Dendrogram tree(final VectorTable table, final Linkage linkage, final int threads) {
        return hierarchy(table, linkage, Long.MAX_VALUE, threads).tree();
    }

    private static Hierarchy hierarchy(final VectorTable table, final Linkage linkage, final long limit, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new Agglomerative(new AgglomerativeOptions(linkage, 2, limit, 1), workers, TrainingMonitor.NONE).hierarchy(table);
        }
    }

    private static VectorTable table(final float[][] rows) {
        final VectorTable table = new VectorTable(rows[0].length);
        for (final float[] row : rows) {
            table.add(row);
        }
        return table;
    }

    private static int[] ones(final int length) {
        final int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] shuffled(final int length, final long seed) {
        final Random random = new Random(seed);
        final int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            final int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
