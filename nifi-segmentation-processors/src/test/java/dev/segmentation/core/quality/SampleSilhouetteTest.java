// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Blobs;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SampleSilhouetteTest {

    private final VectorTable table = Blobs.table(300, 10, 5, 0.6, 7);

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 40})
    void isTheSilhouetteOfScoredSegmentations(final int segments) {
        final int[] labels = new SplittableRandom(segments).ints(300, 0, segments).toArray();
        assertEquals(scored(table, labels), mean(table, IntStream.range(0, 300).toArray(), labels, segments), 1e-6);
    }

    @Test
    void ofASampleIsThatOfItsRowsAlone() {
        final int[] labels = IntStream.range(0, 300).map(row -> row % 5).toArray();
        final int[] rows = IntStream.range(0, 300).filter(row -> row % 7 == 0).toArray();
        final VectorTable some = new VectorTable(10);
        IntStream.of(rows).forEach(row -> some.add(table.row(row)));
        assertEquals(scored(some, IntStream.of(rows).map(row -> labels[row]).toArray()), mean(table, rows, labels, 5), 1e-6);
    }

    @Test
    void loneRowsAndOneSegmentCountNothing() {
        final int[] rows = IntStream.range(0, 4).toArray();
        assertEquals(0, mean(table, rows, new int[300], 3));
        final int[] labels = new int[300];
        labels[3] = 1;
        final VectorTable four = new VectorTable(10);
        IntStream.of(rows).forEach(row -> four.add(table.row(row)));
        assertEquals(scored(four, new int[]{0, 0, 0, 1}), mean(table, rows, labels, 2), 1e-6);
    }

    private static double scored(final VectorTable table, final int[] labels) {
        try (Workers workers = new Workers("test", 1)) {
            return ScoredSegmentation.of(table, SegmentLabels.of(labels), new QualityOptions(1000, 1), workers, TrainingMonitor.NONE).quality().silhouetteEuclidean();
        }
    }

    private static double mean(final VectorTable table, final int[] rows, final int[] labels, final int segments) {
        try (Workers workers = new Workers("test", 2)) {
            return SampleSilhouette.of(table, rows, workers, TrainingMonitor.NONE).mean(labels, segments);
        }
    }
}
