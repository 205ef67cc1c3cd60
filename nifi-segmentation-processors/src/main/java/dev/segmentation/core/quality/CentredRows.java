// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;

/**
 * Some rows of a table, moved by their mean, with what turns their dot products into distances.
 *
 * <p>Moved, so that {@code |x|^2 + |y|^2 - 2xy} cancels at the scale of the spread and not at the scale of the offset; the cosine gets the mean back as
 * {@code xy = cx.cy + cx.m + cy.m + m.m}.</p>
 */
final class CentredRows {

    private final VectorTable table;
    private final int[] rows;
    private final double[] mean;
    private final double meanSquared;
    private final int paddedDimension;
    private final double[] squaredNorms;
    private final double[] alongMean;
    private final double[] inverseLengths;

    /**
     * @param table n x d
     * @param rows the s rows to take, at least one; not copied
     */
    CentredRows(final VectorTable table, final int[] rows) {
        this.table = table;
        this.rows = rows;
        mean = mean(table, rows);
        meanSquared = DotBlocks.squaredNorm(mean);
        paddedDimension = (table.dimension() + 3) / 4 * 4;
        squaredNorms = new double[rows.length];
        alongMean = new double[rows.length];
        inverseLengths = new double[rows.length];
        measureRows();
    }

    private static double[] mean(final VectorTable table, final int[] rows) {
        final double[] mean = new double[table.dimension()];
        final float[] buffer = new float[table.dimension()];
        for (final int row : rows) {
            table.copyRow(row, buffer, 0);
            for (int t = 0; t < mean.length; t++) {
                mean[t] += buffer[t];
            }
        }
        for (int t = 0; t < mean.length; t++) {
            mean[t] /= rows.length;
        }
        return mean;
    }

    private void measureRows() {
        final float[] buffer = new float[table.dimension()];
        final double[] centred = new double[paddedDimension];
        for (int i = 0; i < rows.length; i++) {
            centre(i, buffer, centred);
            squaredNorms[i] = DotBlocks.squaredNorm(centred);
            double along = 0;
            double squaredLength = 0;
            for (int t = 0; t < buffer.length; t++) {
                along += centred[t] * mean[t];
                squaredLength += (double) buffer[t] * buffer[t];
            }
            alongMean[i] = along;
            inverseLengths[i] = squaredLength == 0 ? 0 : 1 / Math.sqrt(squaredLength);
        }
    }

    private void centre(final int i, final float[] buffer, final double[] target) {
        table.copyRow(rows[i], buffer, 0);
        for (int t = 0; t < buffer.length; t++) {
            target[t] = buffer[t] - mean[t];
        }
    }

    int size() {
        return rows.length;
    }

    /** @return values per row, rounded up to what the kernel takes */
    int paddedDimension() {
        return paddedDimension;
    }

    /** @return squared length of a moved row */
    double squaredNorm(final int i) {
        return squaredNorms[i];
    }

    /** @return product of a moved row and the mean, plus that of the mean with itself */
    double alongMean(final int i) {
        return alongMean[i] + meanSquared;
    }

    /** @return 1 over the length of a row as it is, 0 for a zero vector */
    double inverseLength(final int i) {
        return inverseLengths[i];
    }

    /** Copies what turns the products of a block into distances. */
    void copyFactors(final int start, final int count, final double[] norms, final double[] along, final double[] inverse) {
        System.arraycopy(squaredNorms, start, norms, 0, count);
        System.arraycopy(alongMean, start, along, 0, count);
        System.arraycopy(inverseLengths, start, inverse, 0, count);
    }

    /** @return how many of the rows are zero vectors, which have no direction and so no cosine */
    int zeroVectors() {
        int zeros = 0;
        for (final double inverseLength : inverseLengths) {
            if (inverseLength == 0) {
                zeros++;
            }
        }
        return zeros;
    }

    /**
     * @param target gets the moved rows {@code from} to {@code from + count}, row by row
     */
    void copy(final int from, final int count, final double[][] target) {
        final float[] buffer = new float[table.dimension()];
        for (int i = 0; i < count; i++) {
            centre(from + i, buffer, target[i]);
        }
    }

    /**
     * @return the moved rows {@code from} to {@code from + count} as a block of the kernel
     */
    double[][] pack(final int from, final int count) {
        final double[][] packed = new double[paddedDimension][DotBlocks.POINTS];
        final float[] buffer = new float[table.dimension()];
        final double[] centred = new double[paddedDimension];
        for (int b = 0; b < count; b++) {
            centre(from + b, buffer, centred);
            for (int t = 0; t < buffer.length; t++) {
                packed[t][b] = centred[t];
            }
        }
        return packed;
    }
}
