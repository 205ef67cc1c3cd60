// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RandomizedSvdTest {

    @Test
    void vectorsAreOrthonormal() {
        final List<double[]> vectors = compute(random(500, 5000, 0.01, 1), 60, 7, 2);
        assertEquals(60, vectors.size());
        assertOrthonormal(vectors);
    }

    @Test
    void matricesOfLowRankAreReconstructed() {
        final double[][] matrix = ofRank(6, 80, 50, 3);
        final List<double[]> vectors = compute(sparse(matrix), 20, 1, 1);
        assertEquals(6, vectors.size());
        assertOrthonormal(vectors);
        for (final double[] row : matrix) {
            final double[] reconstructed = new double[row.length];
            for (final double[] vector : vectors) {
                final double share = Orthonormalization.dot(row, vector, 0, row.length);
                for (int i = 0; i < row.length; i++) {
                    reconstructed[i] += share * vector[i];
                }
            }
            assertArrayEquals(row, reconstructed, 1e-6);
        }
    }

    @Test
    void agreesWithTheFullDecomposition() {
        final int columns = 90;
        final SparseRows matrix = random(200, columns, 0.1, 5);
        final SymmetricEigen exact = SymmetricEigen.of(gram(matrix), TrainingMonitor.NONE);
        final List<double[]> vectors = compute(matrix, 20, 11, 2);
        for (int j = 0; j < 20; j++) {
            final double energy = energy(matrix, vectors.get(j));
            assertEquals(exact.values()[j], energy, 0.02 * exact.values()[j], "vector " + j);
        }
        assertEquals(1, Math.abs(Orthonormalization.dot(exact.vectors()[0], vectors.getFirst(), 0, columns)), 1e-9);
    }

    @Test
    void agreesExactlyWhenAllColumnsAreWanted() {
        final SparseRows matrix = random(100, 30, 0.2, 6);
        final SymmetricEigen exact = SymmetricEigen.of(gram(matrix), TrainingMonitor.NONE);
        final List<double[]> vectors = compute(matrix, 30, 2, 1);
        assertEquals(30, vectors.size());
        for (int j = 0; j < 30; j++) {
            assertEquals(1, Math.abs(Orthonormalization.dot(exact.vectors()[j], vectors.get(j), 0, 30)), 1e-6, "vector " + j);
        }
    }

    /** They are the lengths of A v. */
    @Test
    void singularValuesBelongToTheirVectors() {
        final SparseRows matrix = random(200, 90, 0.1, 5);
        try (Workers workers = new Workers("test", 1)) {
            final SingularVectors singular = new RandomizedSvd(workers, TrainingMonitor.NONE).rightSingularVectors(matrix, 20, 11);
            assertEquals(20, singular.values().length);
            for (int j = 0; j < 20; j++) {
                assertEquals(Math.sqrt(energy(matrix, singular.vectors().get(j))), singular.values()[j], 1e-9);
                assertTrue(j == 0 || singular.values()[j] <= singular.values()[j - 1]);
            }
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        final SparseRows matrix = random(3000, 9000, 0.003, 8);
        final List<double[]> one = compute(matrix, 25, 42, 1);
        for (final int threads : new int[]{2, 3}) {
            final List<double[]> several = compute(matrix, 25, 42, threads);
            assertEquals(one.size(), several.size());
            for (int j = 0; j < one.size(); j++) {
                assertArrayEquals(one.get(j), several.get(j), 0.0);
            }
        }
    }

    @Test
    void theGreatestValueOfEachVectorIsPositive() {
        for (final double[] vector : compute(random(100, 60, 0.1, 9), 10, 3, 1)) {
            final double greatest = Arrays.stream(vector).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
            assertTrue(greatest > 0);
        }
    }

    @Test
    void emptyRowsAndColumnsDoNoHarm() {
        final SparseRows matrix = new SparseRows(new int[]{0, 0, 1, 1}, new int[]{2}, new float[]{1}, 4);
        final List<double[]> vectors = compute(matrix, 3, 1, 2);
        assertEquals(1, vectors.size());
        assertArrayEquals(new double[]{0, 0, 1, 0}, vectors.getFirst(), 1e-12);
    }

    @Test
    void cancelledWorkStops() {
        final TrainingMonitor cancelled = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        try (Workers workers = new Workers("test", 2)) {
            final RandomizedSvd svd = new RandomizedSvd(workers, cancelled);
            assertThrows(TrainingCancelledException.class, () -> svd.rightSingularVectors(random(50, 40, 0.1, 1), 5, 1));
        }
    }

    private static List<double[]> compute(final SparseRows matrix, final int rank, final long seed, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new RandomizedSvd(workers, TrainingMonitor.NONE).rightSingularVectors(matrix, rank, seed).vectors();
        }
    }

    private static void assertOrthonormal(final List<double[]> vectors) {
        for (int i = 0; i < vectors.size(); i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(i == j ? 1 : 0, Orthonormalization.dot(vectors.get(i), vectors.get(j), 0, vectors.get(i).length), 1e-12);
            }
        }
    }

    /** The squared length of A v. */
    private static double energy(final SparseRows matrix, final double[] vector) {
        double sum = 0;
        for (int row = 0; row < matrix.rowCount(); row++) {
            double product = 0;
            for (int entry = matrix.rowStarts()[row]; entry < matrix.rowStarts()[row + 1]; entry++) {
                product += matrix.values()[entry] * vector[matrix.columns()[entry]];
            }
            sum += product * product;
        }
        return sum;
    }

    private static double[][] gram(final SparseRows matrix) {
        final double[][] gram = new double[matrix.columnCount()][matrix.columnCount()];
        for (int row = 0; row < matrix.rowCount(); row++) {
            for (int a = matrix.rowStarts()[row]; a < matrix.rowStarts()[row + 1]; a++) {
                for (int b = matrix.rowStarts()[row]; b < matrix.rowStarts()[row + 1]; b++) {
                    gram[matrix.columns()[a]][matrix.columns()[b]] += (double) matrix.values()[a] * matrix.values()[b];
                }
            }
        }
        return gram;
    }

    private static SparseRows random(final int rows, final int columns, final double density, final long seed) {
        final Random random = new Random(seed);
        final double[][] matrix = new double[rows][columns];
        for (final double[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextDouble() < density ? 0.1 + random.nextDouble() : 0;
            }
        }
        return sparse(matrix);
    }

    private static double[][] ofRank(final int rank, final int rows, final int columns, final long seed) {
        final Random random = new Random(seed);
        final double[][] matrix = new double[rows][columns];
        for (int k = 0; k < rank; k++) {
            final double[] right = random.doubles(columns).toArray();
            for (final double[] row : matrix) {
                final double left = random.nextGaussian();
                for (int i = 0; i < columns; i++) {
                    row[i] += left * right[i];
                }
            }
        }
        return matrix;
    }

    private static SparseRows sparse(final double[][] matrix) {
        final int columns = matrix[0].length;
        final int[] rowStarts = new int[matrix.length + 1];
        final int[] entryColumns = new int[matrix.length * columns];
        final float[] values = new float[matrix.length * columns];
        int entries = 0;
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < columns; column++) {
                if (matrix[row][column] != 0) {
                    entryColumns[entries] = column;
                    values[entries++] = (float) matrix[row][column];
                }
            }
            rowStarts[row + 1] = entries;
        }
        return new SparseRows(rowStarts, entryColumns, values, columns);
    }
}
