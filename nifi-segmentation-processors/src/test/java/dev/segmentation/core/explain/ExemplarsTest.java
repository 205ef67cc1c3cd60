// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExemplarsTest {

    @Test
    void typicalRowsAreCentralAndBorderlineRowsLieBetween() {
        final Map<Integer, Exemplars> exemplars = of(new float[][]{{1, 0}, {1, 0.1f}, {1, -0.1f}, {1, 0.85f}, {0, 1}, {0.1f, 1}, {-0.1f, 1}, {0, 0}}, 0, 0, 0, 0, 5, 5, 5, 5);
        assertEquals(1, exemplars.get(0).typical().getFirst());
        assertEquals(new Exemplars.Borderline(3, 5), exemplars.get(0).borderline().getFirst());
        assertEquals(4, exemplars.get(5).typical().getFirst());
        assertTrue(exemplars.values().stream().noneMatch(one -> one.typical().contains(7)));
    }

    /** By angle all of these are one direction, but for the sign. */
    @Test
    void whereDirectionsMeanNothingTheDistanceCounts() {
        final float[][] rows = {{1, 0}, {2, 0}, {2.9f, 0}, {8, 0}, {6, 0}, {7.1f, 0}};
        final Map<Integer, Exemplars> exemplars = of(Geometry.EUCLIDEAN, rows, 0, 0, 0, 5, 5, 5);
        assertEquals(1, exemplars.get(0).typical().getFirst());
        assertEquals(5, exemplars.get(5).typical().getFirst());
        assertEquals(new Exemplars.Borderline(2, 5), exemplars.get(0).borderline().getFirst());
        assertEquals(new Exemplars.Borderline(4, 0), exemplars.get(5).borderline().getFirst());
    }

    @Test
    void copiesOfOneTextDoNotFillTheList() {
        final float[][] rows = {{1, 0, 0.01f}, {1, 0, 0.01f}, {1, 0, 0.01f}, {1, 0.2f, 0}, {1, -0.2f, 0}, {0, 0, 1}};
        final List<Integer> typical = of(rows, 1, 1, 1, 1, 1, 2).get(1).typical();
        assertEquals(0, typical.getFirst());
        assertFalse(typical.subList(1, 3).contains(1) || typical.subList(1, 3).contains(2), typical.toString());
    }

    @Test
    void aSingleSegmentHasNoBorder() {
        final Exemplars only = of(new float[][]{{1, 0}, {0, 1}}, 4, 4).get(4);
        assertEquals(2, only.typical().size());
        assertEquals(List.of(), only.borderline());
    }

    private static Map<Integer, Exemplars> of(final float[][] rows, final int... segments) {
        return of(Geometry.COSINE, rows, segments);
    }

    private static Map<Integer, Exemplars> of(final Geometry geometry, final float[][] rows, final int... segments) {
        final VectorTable table = new VectorTable(rows[0].length);
        for (final float[] row : rows) {
            table.add(row);
        }
        return Exemplars.of(table, SegmentLabels.of(segments), geometry, 3, 2, TrainingMonitor.NONE);
    }
}
