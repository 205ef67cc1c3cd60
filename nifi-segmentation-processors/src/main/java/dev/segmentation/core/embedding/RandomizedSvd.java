// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The leading right singular vectors of a sparse n x m matrix A, by randomized subspace iteration on A'A: a seeded
 * Gaussian start of a few columns more than wanted, power iterations with a new orthonormal basis after each, then
 * the small eigenproblem of A'A within the basis (Rayleigh-Ritz). When rank or size of A is at most the number of columns, the result is exact.
 *
 * <p>Only m x l values are held beside A, never n x l. Each product runs over A once per block of eight columns; blocks are
 * independent, so the bits do not depend on the number of threads. O(entries l + m l^2) per iteration.
 *
 * <p>Halko, Martinsson, Tropp: Finding structure with randomness: probabilistic algorithms for constructing
 * approximate matrix decompositions, SIAM Review 53 (2011), 217-288, algorithms 4.4 and 5.1.
 */
final class RandomizedSvd {

    private static final String STAGE = "Latent semantic analysis";
    private static final int OVERSAMPLING = 10;
    private static final int POWER_ITERATIONS = 5;
    private static final int BLOCK = 8;
    private static final int ROWS_PER_CHECK = 1 << 16;
    private static final int COMBINE_CHUNK = 4096;

    /** Directions whose squared singular value is this small beside the greatest are rounding, not data. */
    private static final double NEGLIGIBLE = 1e-10;

    private final Workers workers;
    private final TrainingMonitor monitor;
    private final Orthonormalization orthonormalization;

    RandomizedSvd(final Workers workers, final TrainingMonitor monitor) {
        this.workers = workers;
        this.monitor = monitor;
        orthonormalization = new Orthonormalization(workers, monitor);
    }

    /**
     * @return bytes of heap that {@link #rightSingularVectors} takes at most, A itself not counted
     */
    static long workingBytes(final long columns, final int rank, final int threads) {
        final long basisColumns = Math.min(basisColumns(rank), columns);
        return Double.BYTES * (columns * (2 * basisColumns + rank + 2L * BLOCK * threads) + 3 * basisColumns * basisColumns);
    }

    /**
     * @param matrix A
     * @param rank vectors wanted, at least 1
     * @param seed of the start
     * @return at most rank vectors; fewer when A's rank is smaller
     */
    SingularVectors rightSingularVectors(final SparseRows matrix, final int rank, final long seed) {
        final int size = Math.min(basisColumns(rank), Math.min(matrix.rowCount(), matrix.columnCount()));
        List<double[]> basis = gaussian(matrix.columnCount(), size, seed);
        for (int iteration = 0; iteration <= POWER_ITERATIONS; iteration++) {
            monitor.progress(STAGE, iteration, POWER_ITERATIONS + 1);
            multiply(matrix, basis);
            basis = orthonormalization.apply(basis);
        }

        final List<double[]> image = basis.stream().map(double[]::clone).toList();
        multiply(matrix, image);
        final SymmetricEigen eigen = SymmetricEigen.of(innerProducts(basis, image), monitor);
        final List<double[]> vectors = new ArrayList<>();
        for (int j = 0; j < Math.min(rank, basis.size()) && eigen.values()[j] > NEGLIGIBLE * eigen.values()[0]; j++) {
            vectors.add(combine(basis, eigen.vectors()[j]));
        }
        monitor.progress(STAGE, POWER_ITERATIONS + 1, POWER_ITERATIONS + 1);
        return new SingularVectors(vectors, Arrays.stream(eigen.values(), 0, vectors.size()).map(Math::sqrt).toArray());
    }

    private static int basisColumns(final int rank) {
        return Math.ceilDiv(rank + OVERSAMPLING, BLOCK) * BLOCK;
    }

    private static List<double[]> gaussian(final int length, final int columns, final long seed) {
        final Random random = new Random(seed);
        final List<double[]> result = new ArrayList<>(columns);
        for (int j = 0; j < columns; j++) {
            final double[] column = new double[length];
            for (int i = 0; i < length; i++) {
                column[i] = random.nextGaussian();
            }
            result.add(column);
        }
        return result;
    }

    /** Replaces each column y by A'(A y). */
    private void multiply(final SparseRows matrix, final List<double[]> columns) {
        workers.forEach(Math.ceilDiv(columns.size(), BLOCK), block ->
                multiplyBlock(matrix, columns.subList(block * BLOCK, Math.min(columns.size(), (block + 1) * BLOCK))));
    }

    /** The columns of a block stand side by side, so that an entry of A meets all of them in one cache line. */
    private void multiplyBlock(final SparseRows matrix, final List<double[]> columns) {
        final int length = matrix.columnCount();
        final double[] in = new double[length * BLOCK];
        final double[] out = new double[length * BLOCK];
        for (int j = 0; j < columns.size(); j++) {
            final double[] column = columns.get(j);
            for (int i = 0; i < length; i++) {
                in[i * BLOCK + j] = column[i];
            }
        }
        for (int row = 0; row < matrix.rowCount(); row++) {
            if (row % ROWS_PER_CHECK == 0) {
                monitor.checkCancelled();
            }
            multiplyRow(matrix, row, in, out);
        }
        for (int j = 0; j < columns.size(); j++) {
            final double[] column = columns.get(j);
            for (int i = 0; i < length; i++) {
                column[i] = out[i * BLOCK + j];
            }
        }
    }

    private static void multiplyRow(final SparseRows matrix, final int row, final double[] in, final double[] out) {
        final int from = matrix.rowStarts()[row];
        final int to = matrix.rowStarts()[row + 1];
        final int[] columns = matrix.columns();
        final float[] values = matrix.values();
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int entry = from; entry < to; entry++) {
            final int at = columns[entry] * BLOCK;
            final double value = values[entry];
            sum0 += value * in[at];
            sum1 += value * in[at + 1];
            sum2 += value * in[at + 2];
            sum3 += value * in[at + 3];
            sum4 += value * in[at + 4];
            sum5 += value * in[at + 5];
            sum6 += value * in[at + 6];
            sum7 += value * in[at + 7];
        }
        for (int entry = from; entry < to; entry++) {
            final int at = columns[entry] * BLOCK;
            final double value = values[entry];
            out[at] += value * sum0;
            out[at + 1] += value * sum1;
            out[at + 2] += value * sum2;
            out[at + 3] += value * sum3;
            out[at + 4] += value * sum4;
            out[at + 5] += value * sum5;
            out[at + 6] += value * sum6;
            out[at + 7] += value * sum7;
        }
    }

    private double[][] innerProducts(final List<double[]> basis, final List<double[]> image) {
        final int size = basis.size();
        final double[][] products = new double[size][size];
        workers.forEach(size, i -> {
            for (int j = i; j < size; j++) {
                products[i][j] = Orthonormalization.dot(basis.get(i), image.get(j), 0, basis.get(i).length);
            }
        });
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                products[i][j] = products[j][i];
            }
        }
        return products;
    }

    private double[] combine(final List<double[]> basis, final double[] factors) {
        final double[] sum = new double[basis.getFirst().length];
        workers.forEach(Math.ceilDiv(sum.length, COMBINE_CHUNK), chunk -> {
            final int to = Math.min(sum.length, (chunk + 1) * COMBINE_CHUNK);
            for (int k = 0; k < factors.length; k++) {
                final double[] column = basis.get(k);
                final double factor = factors[k];
                for (int i = chunk * COMBINE_CHUNK; i < to; i++) {
                    sum[i] += factor * column[i];
                }
            }
        });
        double greatest = 0;
        for (final double value : sum) {
            greatest = Math.abs(value) > Math.abs(greatest) ? value : greatest;
        }
        if (greatest < 0) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] = -sum[i];
            }
        }
        return sum;
    }
}
