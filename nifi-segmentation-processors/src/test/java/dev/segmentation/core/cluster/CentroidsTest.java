// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CentroidsTest {

    @Test
    void aTableIsAssignedAsItsRowsAre() {
        final VectorTable table = Blobs.table(1300, 17, 9, 1, 3);
        final float[][] rows = new float[9][];
        Arrays.setAll(rows, c -> table.row(100 * c));
        final Centroids centroids = new Centroids(rows);
        try (Workers workers = new Workers("test", 2)) {
            assertArrayEquals(IntStream.range(0, table.size()).mapToObj(i -> centroids.nearest(table.row(i))).toArray(), centroids.nearest(table, workers, TrainingMonitor.NONE));
            assertThrows(IllegalArgumentException.class, () -> centroids.nearest(new VectorTable(16), workers, TrainingMonitor.NONE));
        }
    }

    /** At small scales products underflow, at great ones scores would overflow, far from the origin float32 tells next to nothing. */
    @ParameterizedTest
    @CsvSource({"1,1,1,0", "5,3,1,0", "2,8,1,0", "50,384,1,0", "33,17,1,1000", "20,9,1,1e8", "20,12,1e-21,0", "20,12,1e-23,0", "20,12,1e-38,0",
            "20,12,1e17,0", "20,12,1e18,1e18", "20,30,1e19,0", "9,7,1e-12,1"})
    void findsWhatAComparisonWithAllFinds(final int segments, final int dimension, final float scale, final float offset) {
        final VectorTable table = Blobs.table(400, dimension, 5, 0.7, 11);
        final float[][] rows = new float[segments][];
        // One centroid stands twice, and rows are among the vectors: ties and distances of 0.
        Arrays.setAll(rows, c -> moved(table.row(c == segments - 1 ? 0 : 3 * c), scale, offset));
        final Centroids centroids = new Centroids(rows);
        for (int i = 0; i < table.size(); i++) {
            final float[] vector = moved(table.row(i), scale, offset);
            assertEquals(naive(vector, rows), centroids.nearest(vector));
        }
        assertThrows(IllegalArgumentException.class, () -> centroids.nearest(new float[dimension + 1]));
    }

    @Test
    void fewCentroidsAreComparedInDouble() {
        final VectorTable table = Blobs.table(500, 64, 20, 0.7, 4);
        final float[][] rows = new float[20][];
        Arrays.setAll(rows, table::row);
        final CentroidColumns columns = new CentroidColumns(rows);
        int compared = 0;
        for (int i = 0; i < table.size(); i++) {
            final float[] scores = columns.scores(table.row(i));
            final double limit = columns.limit(scores, table.row(i));
            for (final float score : scores) {
                compared += score < limit ? 0 : 1;
            }
        }
        assertTrue(compared >= 2 * 500 && compared < 2.1 * 500);
    }

    private static float[] moved(final float[] row, final float scale, final float offset) {
        final float[] moved = new float[row.length];
        for (int j = 0; j < row.length; j++) {
            moved[j] = row[j] * scale + offset;
        }
        return moved;
    }

    private static Nearest naive(final float[] vector, final float[][] rows) {
        int best = 0;
        double bestDistance = Double.POSITIVE_INFINITY;
        double secondDistance = Double.POSITIVE_INFINITY;
        for (int c = 0; c < rows.length; c++) {
            final double distance = Vectors.squaredDistance(vector, rows[c]);
            if (distance < bestDistance) {
                secondDistance = bestDistance;
                bestDistance = distance;
                best = c;
            } else if (distance < secondDistance) {
                secondDistance = distance;
            }
        }
        return Nearest.of(best, bestDistance, secondDistance);
    }
}
