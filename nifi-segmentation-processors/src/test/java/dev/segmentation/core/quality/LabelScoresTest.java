// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LabelScoresTest {

    @Test
    void rowsWithoutSegmentOrLabelAreLeftOut() {
        final SegmentLabels labels = SegmentLabels.of(new int[]{5, 5, 9, 9, -1, 5});
        final LabelScores scores = LabelScores.of(labels, new int[]{1, 1, 0, 0, 0, -1}, 1);
        assertEquals(4, scores.labelled());
        assertEquals(1, scores.unlabelled());
        assertEquals(1, scores.agreement().adjustedRandIndex());
        assertEquals(List.of(new LabelScores.Cell(5, 1, 2), new LabelScores.Cell(9, 0, 2)), scores.confusion());
    }

    @Test
    void withoutLabelsThereIsAReason() {
        final LabelScores scores = LabelScores.of(SegmentLabels.of(new int[]{1, 2, -1}), new int[]{-1, -1, 3}, 1);
        assertNull(scores.agreement());
        assertEquals("no record with a segment has a label", scores.reason());
        assertEquals(2, scores.unlabelled());
    }

    @Test
    void mostFrequentCellsAreListedAndSmallOnesAreNot() {
        final int[] segments = IntStream.range(0, 40_000).map(row -> row % 50).toArray();
        final int[] known = IntStream.range(0, 40_000).map(row -> row / 50 % 40).toArray();
        final LabelScores scores = LabelScores.of(SegmentLabels.of(segments), known, 5);
        assertEquals(LabelScores.MOST_CELLS, scores.confusion().size());
        assertTrue(LabelScores.of(SegmentLabels.of(segments), known, 21).confusion().isEmpty());
    }

    @Test
    void hugeTablesAreNotCompared() {
        final int[] each = IntStream.range(0, 3000).toArray();
        assertEquals("there are too many labels and segments to compare", LabelScores.of(SegmentLabels.of(each), each, 1).reason());
    }
}
