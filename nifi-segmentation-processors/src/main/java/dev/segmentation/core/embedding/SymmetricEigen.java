// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.
 *
 * <p>Golub, Van Loan: Matrix Computations, 4th edition, section 8.5.
 *
 * @param values l eigenvalues, descending
 * @param vectors vectors[j] is the eigenvector of values[j], length 1
 */
record SymmetricEigen(double[] values, double[][] vectors) {

    private static final int MAXIMUM_SWEEPS = 50;

    /** Off-diagonal values this small beside the greatest diagonal value are zero. */
    private static final double NEGLIGIBLE = 1e-16;

    /**
     * O(l^3) per sweep; fewer than ten sweeps are the rule.
     *
     * @param matrix l x l, symmetric; overwritten
     */
    static SymmetricEigen of(final double[][] matrix, final TrainingMonitor monitor) {
        final int size = matrix.length;
        final double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        boolean rotated = true;
        for (int sweep = 0; sweep < MAXIMUM_SWEEPS && rotated; sweep++) {
            rotated = false;
            final double negligible = NEGLIGIBLE * IntStream.range(0, size).mapToDouble(i -> Math.abs(matrix[i][i])).max().orElse(0);
            for (int p = 0; p < size; p++) {
                monitor.checkCancelled();
                for (int q = p + 1; q < size; q++) {
                    if (Math.abs(matrix[p][q]) > negligible) {
                        rotate(matrix, vectors, p, q);
                        rotated = true;
                    }
                }
            }
        }

        final int[] order = IntStream.range(0, size).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> matrix[i][i]).reversed())
                .mapToInt(Integer::intValue).toArray();
        final double[] values = new double[size];
        final double[][] sorted = new double[size][];
        for (int i = 0; i < size; i++) {
            values[i] = matrix[order[i]][order[i]];
            sorted[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, sorted);
    }

    /** Makes matrix[p][q] zero. The rows of vectors are the eigenvectors to be, so that both loops run along rows. */
    private static void rotate(final double[][] matrix, final double[][] vectors, final int p, final int q) {
        final double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        final double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        final double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        final double sine = tangent * cosine;
        for (final double[] row : matrix) {
            final double rowP = row[p];
            final double rowQ = row[q];
            row[p] = cosine * rowP - sine * rowQ;
            row[q] = sine * rowP + cosine * rowQ;
        }
        combine(matrix[p], matrix[q], cosine, sine);
        matrix[p][q] = 0;
        matrix[q][p] = 0;
        combine(vectors[p], vectors[q], cosine, sine);
    }

    private static void combine(final double[] rowP, final double[] rowQ, final double cosine, final double sine) {
        for (int k = 0; k < rowP.length; k++) {
            final double valueP = rowP[k];
            final double valueQ = rowQ[k];
            rowP[k] = cosine * valueP - sine * valueQ;
            rowQ[k] = sine * valueP + cosine * valueQ;
        }
    }
}
