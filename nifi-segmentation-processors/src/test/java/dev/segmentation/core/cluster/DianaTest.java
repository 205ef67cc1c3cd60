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
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DianaTest {

    /** The example of Kaufman and Rousseeuw 1990, chapter 6: {a b} {c d e} at 10, {c} {d e} at 5, {d} {e} at 3, {a} {b} at 2. */
    @Test
    void exampleOfTheBook() {
        final float[][] distances = {{}, {2}, {6, 5}, {10, 9, 4}, {9, 8, 5, 3}};
        final Hierarchy hierarchy = new Diana(new DianaOptions(5, Long.MAX_VALUE), null, TrainingMonitor.NONE).hierarchy(DistanceMatrix.of(distances, 2));
        final double[] heights = new double[4];
        Arrays.setAll(heights, merge -> hierarchy.tree().height(merge) / 2);
        assertArrayEquals(new double[]{2, 3, 5, 10}, heights);
        assertArrayEquals(new int[]{1, 1, 0, 0, 0}, hierarchy.cut(2).labels());
        assertArrayEquals(new int[]{0, 0, 2, 1, 1}, hierarchy.cut(3).labels());
        assertArrayEquals(new int[]{0, 0, 1, 2, 3}, hierarchy.cut(4).labels());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 17, 40})
    void divisionsAreThoseOfTheDefinition(final int rows) {
        final VectorTable table = Blobs.table(rows, 3, 4, 0.7, rows);
        final Hierarchy hierarchy = hierarchy(table, rows, 2);
        for (int k = 1; k <= rows; k++) {
            final int[] expected = naive(table, k);
            assertArrayEquals(Partitioning.of(expected, k, null, List.of()).labels(), hierarchy.cut(k).labels());
        }
    }

    @Test
    void separatedBlobsAreFoundAtFallingDiameters() {
        final Hierarchy hierarchy = hierarchy(Blobs.table(300, 20, 6, 0.05, 1), 30, 2);
        for (int i = 0; i < 300; i++) {
            assertEquals(i % 6, hierarchy.cut(6).labels()[i]);
        }
        for (int merge = 1; merge < hierarchy.tree().merges(); merge++) {
            assertTrue(hierarchy.tree().height(merge) >= hierarchy.tree().height(merge - 1));
        }
    }

    @Test
    void equalRowsAreNotDivided() {
        final VectorTable table = new VectorTable(2);
        for (int i = 0; i < 90; i++) {
            table.add(new float[]{0.1f * (i % 3), 0.7f});
        }
        assertEquals(3, hierarchy(table, 10, 2).cut(10).segments());
        final VectorTable one = new VectorTable(2);
        one.add(new float[]{1, 2});
        assertEquals(1, hierarchy(one, 2, 1).cut(2).segments());
    }

    @Test
    void threadsDoNotChangeABit() {
        final VectorTable table = Blobs.table(1100, 12, 5, 1.5, 3);
        final Hierarchy one = hierarchy(table, 9, 1);
        final Hierarchy many = hierarchy(table, 9, 4);
        assertArrayEquals(one.leaves(), many.leaves());
        assertEquals(one.tree().height(0), many.tree().height(0));
    }

    @Test
    void cancelledDivisionEnds() {
        final VectorTable table = Blobs.table(200, 6, 5, 1, 3);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> new Diana(new DianaOptions(40, Long.MAX_VALUE), workers, new CancelAfter(300)).fit(table));
        }
    }

    @Test
    void moreThanTheMemoryLimitIsRefused() {
        final VectorTable table = Blobs.table(200, 6, 5, 1, 3);
        final long bytes = Diana.bytes(200, 6);
        try (Workers workers = new Workers("test", 1)) {
            assertEquals(2, new Diana(new DianaOptions(2, bytes), workers, TrainingMonitor.NONE).fit(table).segments());
            assertThrows(UntrainableException.class, () -> new Diana(new DianaOptions(2, bytes - 1), workers, TrainingMonitor.NONE).fit(table));
        }
        assertThrows(IllegalArgumentException.class, () -> new DianaOptions(0, 1));
    }

    private static int[] naive(final VectorTable table, final int clusters) {
        final List<List<Integer>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (int i = 0; i < table.size(); i++) {
            parts.getFirst().add(i);
        }
        while (parts.size() < clusters) {
            List<Integer> widest = parts.getFirst();
            for (final List<Integer> part : parts) {
                widest = diameter(table, part) > diameter(table, widest) ? part : widest;
            }
            final List<Integer> splinter = new ArrayList<>();
            while (widest.size() > 1) {
                Integer most = null;
                double greatest = splinter.isEmpty() ? Double.NEGATIVE_INFINITY : 0;
                for (final Integer row : widest) {
                    final double gain = mean(table, row, widest) - mean(table, row, splinter);
                    if (gain > greatest) {
                        greatest = gain;
                        most = row;
                    }
                }
                if (most == null) {
                    break;
                }
                widest.remove(most);
                splinter.add(most);
            }
            parts.add(splinter);
        }
        final int[] labels = new int[table.size()];
        for (int part = 0; part < parts.size(); part++) {
            for (final int row : parts.get(part)) {
                labels[row] = part;
            }
        }
        return labels;
    }

    private static double mean(final VectorTable table, final int row, final List<Integer> others) {
        return others.stream().filter(other -> other != row).mapToDouble(other -> distance(table, row, other)).average().orElse(0);
    }

    private static double diameter(final VectorTable table, final List<Integer> rows) {
        return rows.stream().flatMapToDouble(i -> rows.stream().mapToDouble(j -> distance(table, i, j))).max().orElse(0);
    }

    private static double distance(final VectorTable table, final int i, final int j) {
        return Math.sqrt(Vectors.squaredDistance(table.row(i), table.row(j)));
    }

    private static Hierarchy hierarchy(final VectorTable table, final int segments, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new Diana(new DianaOptions(segments, Long.MAX_VALUE), workers, TrainingMonitor.NONE).hierarchy(table);
        }
    }
}
