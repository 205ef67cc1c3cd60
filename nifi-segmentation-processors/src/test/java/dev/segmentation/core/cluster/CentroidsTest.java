// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
