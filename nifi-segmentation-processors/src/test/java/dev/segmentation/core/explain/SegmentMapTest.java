// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentMapTest {

    @Test
    void neighboursStayNeighbours() {
        final List<SegmentMap.Point> points = SegmentMap.of(groups(120), labels(120), Geometry.COSINE, 1, TrainingMonitor.NONE);
        assertEquals(120, points.size());
        assertTrue(points.stream().allMatch(point -> point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1));
        assertTrue(nearAlike(points) > 110);
    }

    @Test
    void sameSeedSameMap() {
        final List<SegmentMap.Point> first = SegmentMap.of(groups(60), labels(60), Geometry.COSINE, 1, TrainingMonitor.NONE);
        assertEquals(first, SegmentMap.of(groups(60), labels(60), Geometry.COSINE, 1, TrainingMonitor.NONE));
        assertNotEquals(first, SegmentMap.of(groups(60), labels(60), Geometry.COSINE, 2, TrainingMonitor.NONE));
    }

    /** One direction, two lengths: by angle there is nothing to tell apart. */
    @Test
    void theLengthCountsWhereDirectionsMeanNothing() {
        final VectorTable table = new VectorTable(2);
        for (int row = 0; row < 40; row++) {
            table.add(new float[]{(row % 2 == 0 ? 1 : 9) + row / 100f, 0});
        }
        final SegmentLabels labels = SegmentLabels.of(IntStream.range(0, 40).map(row -> row % 2).toArray());
        assertEquals(40, nearAlike(SegmentMap.of(table, labels, Geometry.EUCLIDEAN, 1, TrainingMonitor.NONE)));
    }

    @Test
    void equalAndZeroVectorsHaveAPlace() {
        final VectorTable table = new VectorTable(4);
        for (int row = 0; row < 30; row++) {
            table.add(row < 15 ? new float[4] : new float[]{1, 2, 3, 4});
        }
        final List<SegmentMap.Point> points = SegmentMap.of(table, labels(30), Geometry.COSINE, 1, TrainingMonitor.NONE);
        assertTrue(points.stream().allMatch(point -> Double.isFinite(point.x()) && Double.isFinite(point.y())));
    }

    @Test
    void fewRowsHaveNoMap() {
        assertEquals(List.of(), SegmentMap.of(groups(9), labels(9), Geometry.COSINE, 1, TrainingMonitor.NONE));
        final SegmentLabels none = SegmentLabels.of(IntStream.range(0, 50).map(row -> -1).toArray());
        assertEquals(List.of(), SegmentMap.of(groups(50), none, Geometry.COSINE, 1, TrainingMonitor.NONE));
    }

    @Test
    void cancelStopsTheWork() {
        final TrainingMonitor cancelled = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        assertThrows(TrainingCancelledException.class, () -> SegmentMap.of(groups(60), labels(60), Geometry.COSINE, 1, cancelled));
    }

    /** How many have a point of their own segment next to them. */
    private static long nearAlike(final List<SegmentMap.Point> points) {
        return points.stream().filter(point -> points.stream().filter(other -> other != point)
                .reduce((a, b) -> distance(point, b) < distance(point, a) ? b : a).orElseThrow().segment() == point.segment()).count();
    }

    private static double distance(final SegmentMap.Point a, final SegmentMap.Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static SegmentLabels labels(final int n) {
        return SegmentLabels.of(IntStream.range(0, n).map(row -> row % 3).toArray());
    }

    private static VectorTable groups(final int n) {
        final Random random = new Random(11);
        final VectorTable table = new VectorTable(6);
        for (int row = 0; row < n; row++) {
            final float[] values = new float[6];
            for (int t = 0; t < 6; t++) {
                values[t] = (t == row % 3 ? 3 : 0) + (float) random.nextGaussian() / 2;
            }
            table.add(values);
        }
        return table;
    }
}
