// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SymmetricEigenTest {

    @Test
    void aMatrixSolvedByHand() {
        final SymmetricEigen eigen = SymmetricEigen.of(new double[][]{{2, 1}, {1, 2}}, TrainingMonitor.NONE);
        assertArrayEquals(new double[]{3, 1}, eigen.values(), 1e-14);
        assertEquals(1, Math.abs(eigen.vectors()[0][0] + eigen.vectors()[0][1]) / Math.sqrt(2), 1e-14);
    }

    @Test
    void vectorsAreOrthonormalAndAreScaledByTheMatrix() {
        for (final int size : new int[]{1, 2, 7, 40, 110}) {
            final double[][] matrix = randomSymmetric(size, size);
            final double[][] copy = new double[size][];
            for (int i = 0; i < size; i++) {
                copy[i] = matrix[i].clone();
            }
            final SymmetricEigen eigen = SymmetricEigen.of(copy, TrainingMonitor.NONE);
            for (int j = 0; j < size; j++) {
                final double[] vector = eigen.vectors()[j];
                for (int i = 0; i < size; i++) {
                    assertEquals(eigen.values()[j] * vector[i], Orthonormalization.dot(matrix[i], vector, 0, size), 1e-11);
                    assertEquals(i == j ? 1 : 0, Orthonormalization.dot(eigen.vectors()[i], vector, 0, size), 1e-12);
                }
                assertTrue(j == 0 || eigen.values()[j] <= eigen.values()[j - 1]);
            }
        }
    }

    @Test
    void zeroHasZeroEigenvalues() {
        assertArrayEquals(new double[3], SymmetricEigen.of(new double[3][3], TrainingMonitor.NONE).values());
    }

    private static double[][] randomSymmetric(final int size, final long seed) {
        final Random random = new Random(seed);
        final double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
