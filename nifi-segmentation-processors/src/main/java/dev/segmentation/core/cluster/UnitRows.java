// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

/**
 * What angles are measured between.
 */
final class UnitRows {

    private static final double TOLERANCE = 1e-3;
    private static final int CHUNK = 4096;

    private UnitRows() {
    }

    /**
     * @throws IllegalArgumentException when a row is neither of length 1 nor zero
     */
    static void require(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        workers.forEach((table.size() + CHUNK - 1) / CHUNK, chunk -> {
            monitor.checkCancelled();
            final float[] row = new float[table.dimension()];
            for (int i = chunk * CHUNK; i < Math.min(table.size(), (chunk + 1) * CHUNK); i++) {
                table.copyRow(i, row, 0);
                final double norm = Vectors.norm(row);
                if (norm != 0 && !(Math.abs(norm - 1) <= TOLERANCE)) {
                    throw new IllegalArgumentException("row " + i + " has length " + norm + ", cosine takes rows of length 1");
                }
            }
        });
    }
}
