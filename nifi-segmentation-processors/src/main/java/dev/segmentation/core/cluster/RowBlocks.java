// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;

/**
 * Some rows of a table, kept for dot products with one other row at a time: blocks of {@value #POINTS} points with the values of one dimension side
 * by side, as {@link DotBlocks} has them, but in float32, since one other row per pass leaves memory as the limit. Products and sums are in double.
 */
final class RowBlocks {

    static final int POINTS = DotBlocks.POINTS;

    /** Dimensions per pass over the sums. */
    private static final int GROUP = 8;

    private final float[][][] blocks;
    private final int paddedDimension;

    /**
     * @param rows indexes of the rows to take
     */
    RowBlocks(final VectorTable table, final int[] rows, final Workers workers) {
        paddedDimension = (table.dimension() + GROUP - 1) / GROUP * GROUP;
        blocks = new float[(rows.length + POINTS - 1) / POINTS][][];
        workers.forEach(blocks.length, block -> {
            final float[][] packed = new float[paddedDimension][POINTS];
            final float[] buffer = new float[table.dimension()];
            for (int b = 0; b < Math.min(POINTS, rows.length - block * POINTS); b++) {
                table.copyRow(rows[block * POINTS + b], buffer, 0);
                for (int t = 0; t < buffer.length; t++) {
                    packed[t][b] = buffer[t];
                }
            }
            blocks[block] = packed;
        });
    }

    /**
     * @return bytes that so many rows take
     */
    static long bytes(final long rows, final int dimension) {
        return Math.ceilDiv(rows, POINTS) * POINTS * Math.ceilDiv(dimension, GROUP) * GROUP * Float.BYTES;
    }

    int count() {
        return blocks.length;
    }

    double[] padded(final float[] row) {
        final double[] padded = new double[paddedDimension];
        for (int t = 0; t < row.length; t++) {
            padded[t] = row[t];
        }
        return padded;
    }

    /**
     * @param row what {@link #padded} made of the other row
     * @param dots one dot product per point of the block; overwritten
     */
    void dots(final int block, final double[] row, final double[] dots) {
        DotBlocks.dots(blocks[block], row, dots);
    }
}
