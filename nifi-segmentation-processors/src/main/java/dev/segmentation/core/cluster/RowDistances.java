// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

/**
 * Squared euclidean distances of the rows of a table from each other. Dot products come from the blocked kernel in double; where the expansion
 * {@code |x|^2 + |y|^2 - 2xy} would cancel, the differences are summed instead: equal rows are at distance 0, and every distance has at least six
 * true digits. On vectors of length 1 it orders pairs as the cosine does. Memory: 8 n bytes, and {@code 8 d 600} bytes per block under way.
 */
final class RowDistances {

    /** Others that are compared with a block in one call of the kernel. */
    private static final int CHUNK = 64;

    /** Of the two squared lengths: the rounding of a dot product is some 1e-14 of them. */
    private static final double NEAR = 1e-7;

    private final VectorTable table;
    private final int paddedDimension;
    private final double[] squaredNorms;

    RowDistances(final VectorTable table) {
        this.table = table;
        paddedDimension = (table.dimension() + 3) / 4 * 4;
        squaredNorms = new double[table.size()];
        final float[] buffer = new float[table.dimension()];
        final double[] row = new double[paddedDimension];
        for (int i = 0; i < squaredNorms.length; i++) {
            copyRow(i, buffer, row);
            squaredNorms[i] = DotBlocks.squaredNorm(row);
        }
    }

    int size() {
        return squaredNorms.length;
    }

    VectorTable table() {
        return table;
    }

    int blocks() {
        return (squaredNorms.length + DotBlocks.POINTS - 1) / DotBlocks.POINTS;
    }

    int pointsIn(final int block) {
        return Math.min(DotBlocks.POINTS, squaredNorms.length - block * DotBlocks.POINTS);
    }

    /**
     * @return a power of two, at least as great as every distance, or 1 when all are 0
     */
    double greatest() {
        double greatest = 0;
        for (final double squaredNorm : squaredNorms) {
            greatest = Math.max(greatest, squaredNorm);
        }
        return greatest == 0 ? 1 : Math.scalb(1.0, Math.getExponent(2 * Math.sqrt(greatest)) + 1);
    }

    /**
     * @param dot product of the rows i and j, from the kernel
     */
    double squared(final int i, final int j, final double dot) {
        final double norms = squaredNorms[i] + squaredNorms[j];
        final double squared = norms - 2 * dot;
        return squared < NEAR * norms ? Vectors.squaredDistance(table.row(i), table.row(j)) : squared;
    }

    /**
     * Squared distances of the points of a block from the rows 0..others-1, in this order.
     *
     * @param monitor asked between chunks of others
     */
    void forEachOther(final int block, final int others, final TrainingMonitor monitor, final Consumer consumer) {
        final int start = block * DotBlocks.POINTS;
        final int points = pointsIn(block);
        final float[] buffer = new float[table.dimension()];
        final double[][] packed = pack(start, points, buffer);
        final double[][] rows = new double[CHUNK][paddedDimension];
        final double[][] dots = new double[CHUNK][DotBlocks.POINTS];
        for (int from = 0; from < others; from += CHUNK) {
            monitor.checkCancelled();
            final int count = Math.min(CHUNK, others - from);
            for (int j = 0; j < count; j++) {
                copyRow(from + j, buffer, rows[j]);
            }
            DotBlocks.dots(packed, rows, count, dots);
            for (int j = 0; j < count; j++) {
                final double[] squared = dots[j];
                for (int b = 0; b < points; b++) {
                    squared[b] = squared(start + b, from + j, squared[b]);
                }
            }
            consumer.accept(from, count, dots);
        }
    }

    private double[][] pack(final int start, final int points, final float[] buffer) {
        final double[][] packed = new double[paddedDimension][DotBlocks.POINTS];
        for (int b = 0; b < points; b++) {
            table.copyRow(start + b, buffer, 0);
            for (int t = 0; t < buffer.length; t++) {
                packed[t][b] = buffer[t];
            }
        }
        return packed;
    }

    private void copyRow(final int index, final float[] buffer, final double[] target) {
        table.copyRow(index, buffer, 0);
        for (int t = 0; t < buffer.length; t++) {
            target[t] = buffer[t];
        }
    }

    /** Takes the distances from some rows to the points of a block. */
    @FunctionalInterface
    interface Consumer {

        /**
         * @param from the first of the rows
         * @param count how many
         * @param squared for each of the rows one distance per point, valid during the call
         */
        void accept(int from, int count, double[][] squared);
    }
}
