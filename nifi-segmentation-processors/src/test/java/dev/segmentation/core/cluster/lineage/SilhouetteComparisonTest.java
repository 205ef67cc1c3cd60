// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Blobs;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SilhouetteComparisonTest {

    private static final IntUnaryOperator BY_CENTRE = row -> row % 6;
    /** The same, under other names. */
    private static final IntUnaryOperator RENAMED = row -> 5 - row % 6;
    /** Puts centres together. */
    private static final IntUnaryOperator COARSE = row -> row % 2;

    @Test
    void fewRowsGiveTheExactSilhouettes() {
        final VectorTable table = Blobs.table(SilhouetteComparison.SAMPLE, 5, 6, 0.3, 1);
        final SilhouetteComparison comparison = compare(table, BY_CENTRE, COARSE, 1, 2);
        assertEquals(exact(table, BY_CENTRE), comparison.before(), 1e-12);
        assertEquals(exact(table, COARSE), comparison.after(), 1e-12);
        assertTrue(comparison.before() > comparison.after());
    }

    @Test
    void bothAreOfTheSameSample() {
        final VectorTable table = Blobs.table(6 * SilhouetteComparison.SAMPLE, 5, 6, 1, 1);
        final SilhouetteComparison comparison = compare(table, BY_CENTRE, RENAMED, 1, 2);
        assertEquals(comparison.before(), comparison.after(), 1e-12);
        assertEquals(exact(table, BY_CENTRE), comparison.before(), 0.01);
        assertNotEquals(comparison, compare(table, BY_CENTRE, RENAMED, 2, 2));
        assertEquals(comparison, compare(table, BY_CENTRE, RENAMED, 1, 1));
    }

    @Test
    void oneSegmentHasNone() {
        final VectorTable table = Blobs.table(100, 5, 6, 1, 1);
        assertNull(compare(table, row -> 0, BY_CENTRE, 1, 1).before());
        assertNull(compare(table, BY_CENTRE, row -> -1, 1, 1).after());
    }

    private static SilhouetteComparison compare(final VectorTable table, final IntUnaryOperator before, final IntUnaryOperator after, final long seed, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return SilhouetteComparison.of(table, nearest(table, before), nearest(table, after), seed, workers, TrainingMonitor.NONE);
        }
    }

    private static double exact(final VectorTable table, final IntUnaryOperator segment) {
        try (Workers workers = new Workers("test", 2)) {
            final SegmentLabels labels = SegmentLabels.of(IntStream.range(0, table.size()).map(segment).toArray());
            return ScoredSegmentation.of(table, labels, new QualityOptions(table.size(), 1), workers, TrainingMonitor.NONE).quality().silhouetteEuclidean();
        }
    }

    private static Nearest[] nearest(final VectorTable table, final IntUnaryOperator segment) {
        return IntStream.range(0, table.size()).mapToObj(row -> new Nearest(segment.applyAsInt(row), 0, 0)).toArray(Nearest[]::new);
    }
}
