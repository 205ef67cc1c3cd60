// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.BisectingOptions.Criterion;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BisectingKMeansTest {

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void separatedBlobsAreFound(final Criterion criterion) {
        final Partitioning found = hierarchy(Blobs.table(800, 20, 4, 0.05, 1), criterion, 4, 2).cut(4);
        for (int i = 0; i < 800; i++) {
            assertEquals(i % 4, found.labels()[i]);
        }
    }

    @Test
    void theGreatestInertiaIsDividedFirst() {
        final Hierarchy hierarchy = hierarchy(wideAndNumerous(), Criterion.INERTIA, 3, 2);
        assertArrayEquals(new int[]{0, 0, 0}, Arrays.copyOf(hierarchy.cut(3).labels(), 3));
        assertEquals(3, hierarchy.cut(3).segments());
        assertArrayEquals(new int[]{200, 5, 5}, sizes(hierarchy.cut(3)));
    }

    @Test
    void theLargestIsDividedFirst() {
        final Hierarchy hierarchy = hierarchy(wideAndNumerous(), Criterion.SIZE, 3, 2);
        assertArrayEquals(new int[]{100, 100, 10}, sizes(hierarchy.cut(3)));
    }

    @Test
    void heightsAreRootsOfInertiasAndNeverFall() {
        final VectorTable table = Blobs.table(900, 6, 5, 1, 3);
        final Dendrogram tree = hierarchy(table, Criterion.INERTIA, 40, 2).tree();
        assertEquals(40, tree.leaves());
        try (Workers workers = new Workers("test", 1)) {
            final double inertia = new KMeans(new KMeansOptions(1, 1, 1, 0, 1), workers, TrainingMonitor.NONE).fit(table).inertia();
            assertEquals(Math.sqrt(inertia), tree.height(38), 1e-9 * Math.sqrt(inertia));
        }
        for (int merge = 1; merge < tree.merges(); merge++) {
            assertTrue(tree.height(merge) >= tree.height(merge - 1));
        }
    }

    @Test
    void fewerSegmentsAreTheEarlierDivisions() {
        final VectorTable table = Blobs.table(900, 6, 5, 1, 3);
        final Hierarchy many = hierarchy(table, Criterion.SIZE, 20, 2);
        assertArrayEquals(hierarchy(table, Criterion.SIZE, 7, 2).cut(7).labels(), many.cut(7).labels());
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void equalRowsAreNotDivided(final Criterion criterion) {
        final VectorTable different = Blobs.table(5, 384, 5, 1, 15);
        final VectorTable table = new VectorTable(384);
        for (int i = 0; i < 500; i++) {
            table.add(different.row(i % 5));
        }
        assertEquals(5, hierarchy(table, criterion, 8, 2).cut(8).segments());
        final VectorTable one = new VectorTable(2);
        one.add(new float[]{1, 2});
        assertEquals(1, hierarchy(one, criterion, 8, 2).cut(8).segments());
    }

    @Test
    void threadsDoNotChangeABit() {
        final VectorTable table = Blobs.table(2000, 12, 5, 1.5, 3);
        final Hierarchy one = hierarchy(table, Criterion.INERTIA, 15, 1);
        final Hierarchy many = hierarchy(table, Criterion.INERTIA, 15, 4);
        assertArrayEquals(one.leaves(), many.leaves());
        assertEquals(one.tree().height(3), many.tree().height(3));
    }

    @Test
    void cancelledDivisionEnds() {
        final VectorTable table = Blobs.table(900, 6, 5, 1, 3);
        final BisectingOptions options = new BisectingOptions(Criterion.INERTIA, new KMeansOptions(40, 2, 50, 0, 1));
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> new BisectingKMeans(options, workers, new CancelAfter(60)).fit(table));
        }
    }

    /** Ten rows far apart in two groups, and two hundred close together in two others. */
    private static VectorTable wideAndNumerous() {
        final VectorTable table = new VectorTable(1);
        for (int i = 0; i < 210; i++) {
            table.add(new float[]{i < 200 ? (i % 2) + i * 1e-4f : 1000 + 100 * (i % 2) + i * 1e-4f});
        }
        return table;
    }

    private static int[] sizes(final Partitioning partitioning) {
        return Members.counts(partitioning.labels(), partitioning.segments());
    }

    private static Hierarchy hierarchy(final VectorTable table, final Criterion criterion, final int segments, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            final BisectingOptions options = new BisectingOptions(criterion, new KMeansOptions(segments, 3, 100, 0, 1));
            return new BisectingKMeans(options, workers, TrainingMonitor.NONE).hierarchy(table);
        }
    }
}
