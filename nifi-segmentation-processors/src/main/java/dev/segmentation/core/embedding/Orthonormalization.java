// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.ArrayList;
import java.util.List;

/**
 * Classical Gram-Schmidt, every column projected twice, which makes it orthonormal to machine precision.
 * Rows are worked on in chunks of fixed size whose sums are added in order: the same bits for any number of threads.
 *
 * <p>Giraud, Langou, Rozloznik, van den Eshof: Rounding error analysis of the classical Gram-Schmidt
 * orthogonalization process, Numerische Mathematik 101 (2005), 87-100.
 */
final class Orthonormalization {

    private static final int CHUNK = 4096;

    /** A column of which less than this share is left depends on those before it. */
    private static final double DEPENDENT = 1e-12;

    private final Workers workers;
    private final TrainingMonitor monitor;

    Orthonormalization(final Workers workers, final TrainingMonitor monitor) {
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * Makes columns orthonormal in place, in their order. O(m l^2).
     *
     * @param columns l columns of m values
     * @return the columns of an orthonormal basis of what they span: fewer when some depend on those before
     */
    List<double[]> apply(final List<double[]> columns) {
        final List<double[]> basis = new ArrayList<>(columns.size());
        for (final double[] column : columns) {
            monitor.checkCancelled();
            final double before = norm(column);
            project(basis, column);
            project(basis, column);
            final double after = norm(column);
            if (after > DEPENDENT * before) {
                for (int i = 0; i < column.length; i++) {
                    column[i] /= after;
                }
                basis.add(column);
            }
        }
        return basis;
    }

    /** Takes out of a column what lies in the span of the basis. */
    private void project(final List<double[]> basis, final double[] column) {
        final int chunks = Math.ceilDiv(column.length, CHUNK);
        final double[][] partial = new double[chunks][basis.size()];
        workers.forEach(chunks, chunk -> {
            final int to = Math.min(column.length, (chunk + 1) * CHUNK);
            for (int k = 0; k < basis.size(); k++) {
                partial[chunk][k] = dot(basis.get(k), column, chunk * CHUNK, to);
            }
        });
        final double[] shares = new double[basis.size()];
        for (final double[] ofChunk : partial) {
            for (int k = 0; k < shares.length; k++) {
                shares[k] += ofChunk[k];
            }
        }
        workers.forEach(chunks, chunk -> {
            final int to = Math.min(column.length, (chunk + 1) * CHUNK);
            for (int k = 0; k < shares.length; k++) {
                subtract(basis.get(k), shares[k], column, chunk * CHUNK, to);
            }
        });
    }

    private static double norm(final double[] column) {
        return Math.sqrt(dot(column, column, 0, column.length));
    }

    /** Four sums side by side, so that an addition need not wait for the one before. */
    static double dot(final double[] a, final double[] b, final int from, final int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static void subtract(final double[] source, final double factor, final double[] target, final int from, final int to) {
        for (int i = from; i < to; i++) {
            target[i] -= factor * source[i];
        }
    }
}
