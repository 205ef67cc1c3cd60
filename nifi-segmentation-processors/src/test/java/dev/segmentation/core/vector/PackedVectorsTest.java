// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PackedVectorsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "513, 3, 0", "700, 7, 100", "1024, 384, 0", "600, 100, -5"})
    void scoresStayWithinTheErrorTheyPromise(final int rows, final int dimension, final float offset) {
        final SplittableRandom random = new SplittableRandom(rows);
        final VectorTable table = new VectorTable(dimension);
        for (int i = 0; i < rows; i++) {
            final float[] row = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                row[j] = offset + (float) random.nextDouble(-1, 1);
            }
            table.add(row);
        }
        final float[][] centroids = {table.row(0), table.row(rows / 2), new float[dimension], table.row(rows - 1)};
        for (final DotKernel kernel : List.of(new SixByThreeKernel(), new EightByOneKernel(), new PlainKernel())) {
            try (Workers workers = new Workers("test", 2)) {
                final PackedVectors packed = PackedVectors.of(table, null, workers, TrainingMonitor.NONE, kernel);
                final PackedCentroids packedCentroids = packed.pack(centroids);
                final float[][] scores = new float[centroids.length][PackedVectors.BLOCK];
                for (int block = 0; block < packed.blocks(); block++) {
                    packed.score(block, packedCentroids, scores);
                    for (int b = 0; b < packed.pointsIn(block); b++) {
                        final int index = block * PackedVectors.BLOCK + b;
                        for (int c = 0; c < centroids.length; c++) {
                            final double exact = exactScore(table.row(index), centroids[c], packed.mean());
                            final float error = packed.scoreError(index, packedCentroids);
                            assertTrue(Math.abs(scores[c][b] - exact) <= error, () -> "point " + index + ": " + exact + " +- " + error);
                        }
                    }
                }
            }
        }
    }

    @Test
    void emptyTableIsRefused() {
        try (Workers workers = new Workers("test", 1)) {
            assertThrows(IllegalArgumentException.class, () -> PackedVectors.of(new VectorTable(3), workers, TrainingMonitor.NONE));
        }
    }

    @Test
    void memoryIsCountedInWholeBlocks() {
        assertEquals(512L * 385 * 4, PackedVectors.bytes(1, 384));
        assertEquals(2 * 512L * 385 * 4, PackedVectors.bytes(513, 384));
    }

    private static double exactScore(final float[] point, final float[] centroid, final float[] mean) {
        double score = 0;
        for (int j = 0; j < mean.length; j++) {
            final double x = (double) point[j] - mean[j];
            final double c = (double) centroid[j] - mean[j];
            score += x * c - c * c / 2;
        }
        return score;
    }
}
