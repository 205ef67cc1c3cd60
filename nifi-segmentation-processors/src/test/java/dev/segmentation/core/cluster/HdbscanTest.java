// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HdbscanTest {

    @Test
    void separatedBlobsAreFoundAndWhatLiesBetweenIsNoise() {
        final VectorTable table = Blobs.table(600, 6, 3, 0.05, 1);
        table.add(new float[]{20, 0, 0, 0, 0, 0});
        table.add(new float[]{0, -30, 0, 0, 0, 0});
        final Partitioning found = fit(table, 20, 5, 2);
        assertEquals(3, found.segments());
        for (int i = 0; i < 600; i++) {
            assertEquals(i % 3, found.labels()[i]);
        }
        assertEquals(-1, found.labels()[600]);
        assertEquals(-1, found.labels()[601]);
        assertEquals(List.of("2 of 602 vectors lie in no dense region and belong to no segment"), found.notes());
    }

    @Test
    void shapesThatAreNoBallsAreFound() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 400; i++) {
            final double angle = Math.PI * (i / 2) / 200 + (i % 2 == 0 ? 0 : Math.PI);
            table.add(new float[]{(float) (Math.cos(angle) + (i % 2 == 0 ? 0 : 1)), (float) (Math.sin(angle) + (i % 2 == 0 ? 0 : 0.4))});
        }
        final Partitioning found = fit(table, 10, 4, 2);
        assertEquals(2, found.segments());
        for (int i = 0; i < 400; i++) {
            assertEquals(i % 2, found.labels()[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void clustersAreThoseOfTheDefinition(final int samples) {
        for (int seed = 1; seed <= 10; seed++) {
            final VectorTable table = Blobs.table(60, 2, 6, 0.3, seed);
            final int[] expected = new NaiveHdbscan(table, 5, samples).labels();
            assertArrayEquals(Partitioning.of(expected, Arrays.stream(expected).max().orElseThrow() + 1, null, List.of()).labels(), fit(table, 5, samples, 1).labels());
        }
    }

    @Test
    void permutedRowsGiveThePermutedResult() {
        final VectorTable table = Blobs.table(700, 3, 12, 0.4, 4);
        final int[] reversed = new int[700];
        Arrays.setAll(reversed, i -> 699 - i);
        final Partitioning forward = fit(table, 6, 5, 1);
        final Partitioning backward = fit(Members.table(table, reversed), 6, 5, 1);
        final int[] labels = new int[700];
        Arrays.setAll(labels, i -> backward.labels()[699 - i]);
        assertArrayEquals(forward.labels(), Partitioning.of(labels, backward.segments(), null, List.of()).labels());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 700})
    void coreDistancesAreThoseOfTheSortedRows(final int samples) {
        final VectorTable table = Blobs.table(600, 7, 4, 1, 2);
        final double[] core;
        try (Workers workers = new Workers("test", 3)) {
            core = new CoreDistances(new RowDistances(table), samples, workers, TrainingMonitor.NONE).squared();
        }
        for (int i = 0; i < 600; i += 13) {
            final int row = i;
            final double[] sorted = new double[600];
            Arrays.setAll(sorted, j -> Vectors.squaredDistance(table.row(row), table.row(j)));
            Arrays.sort(sorted);
            assertEquals(sorted[Math.min(samples, 600) - 1], core[i], 1e-9 * core[i]);
        }
    }

    @Test
    void equalRowsAreDenseAndNotInfinitelySo() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 120; i++) {
            table.add(i < 60 ? new float[]{i % 2 * 10, 0.3f} : new float[]{50 + i, i * i});
        }
        final Partitioning found = fit(table, 10, 3, 2);
        assertTrue(found.labels()[0] >= 0);
        assertTrue(found.labels()[1] >= 0);
        assertNotEquals(found.labels()[0], found.labels()[1]);
        for (int i = 0; i < 60; i++) {
            assertEquals(found.labels()[i % 2], found.labels()[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 50})
    void rowsThatAreAllEqualAreNoise(final int rows) {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < rows; i++) {
            table.add(new float[]{0.1f, 0.3f});
        }
        assertEquals(0, fit(table, 10, 3, 2).segments(), "one cluster of all rows says nothing");
    }

    @Test
    void segmentsHaveTheMinimumSize() {
        final Partitioning found = fit(Blobs.table(1000, 3, 40, 0.3, 6), 12, 3, 2);
        for (final int size : Members.counts(found.labels(), found.segments())) {
            assertEquals(Math.max(12, size), size);
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        final VectorTable table = Blobs.table(1300, 5, 20, 0.3, 7);
        assertArrayEquals(fit(table, 8, 4, 1).labels(), fit(table, 8, 4, 5).labels());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 300})
    void cancelledSearchEnds(final int questions) {
        final VectorTable table = Blobs.table(1300, 5, 20, 0.3, 7);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> new Hdbscan(new HdbscanOptions(5, 5), workers, new CancelAfter(questions)).fit(table));
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HdbscanOptions(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new HdbscanOptions(2, 0));
    }

    private static Partitioning fit(final VectorTable table, final int minimumClusterSize, final int minimumSamples, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new Hdbscan(new HdbscanOptions(minimumClusterSize, minimumSamples), workers, TrainingMonitor.NONE).fit(table);
        }
    }
}
