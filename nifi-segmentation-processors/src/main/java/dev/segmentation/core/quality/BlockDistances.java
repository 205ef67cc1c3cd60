// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.vector.DotBlocks;

/**
 * The distances of a block of rows to others, by euclidean and by cosine distance from one set of products.
 */
final class BlockDistances {

    private static final int MOST_OTHERS = 64;

    private final CentredRows rows;
    private final double[][] packed;
    private final double[][] dots = new double[MOST_OTHERS][DotBlocks.POINTS];
    private final double[] norms = new double[DotBlocks.POINTS];
    private final double[] along = new double[DotBlocks.POINTS];
    private final double[] inverse = new double[DotBlocks.POINTS];

    /**
     * @param start first row of the block
     * @param count rows of the block, at most {@link DotBlocks#POINTS}
     */
    BlockDistances(final CentredRows rows, final int start, final int count) {
        this.rows = rows;
        packed = rows.pack(start, count);
        rows.copyFactors(start, count, norms, along, inverse);
    }

    /**
     * Takes the products of the block with others.
     *
     * @param others moved rows, at least {@code size} rounded up to an even number
     * @param size at most {@value #MOST_OTHERS}
     */
    void multiply(final double[][] others, final int size) {
        DotBlocks.dots(packed, others, size, dots);
    }

    /**
     * Adds the distances of the block's points to one of the others that were multiplied.
     *
     * @param j which
     * @param other its number among the rows
     */
    void add(final int j, final int other, final double[] euclidean, final double[] cosine) {
        add(dots[j], norms, along, inverse, rows.squaredNorm(other), rows.alongMean(other), rows.inverseLength(other), euclidean, cosine);
    }

    /** As {@link #add}, overwriting what there is. */
    void put(final int j, final int other, final double[] euclidean, final double[] cosine) {
        put(dots[j], norms, along, inverse, rows.squaredNorm(other), rows.alongMean(other), rows.inverseLength(other), euclidean, cosine);
    }

    /** Every array at exactly the loop index, so that the loop becomes vector code. */
    private static void add(final double[] dots, final double[] norms, final double[] along, final double[] inverse,
            final double otherNorm, final double otherAlong, final double otherInverse, final double[] euclidean, final double[] cosine) {
        for (int b = 0; b < DotBlocks.POINTS; b++) {
            final double dot = dots[b];
            final double squared = norms[b] + otherNorm - 2 * dot;
            final double similarity = (dot + along[b] + otherAlong) * inverse[b] * otherInverse;
            euclidean[b] += Math.sqrt(Math.max(squared, 0));
            cosine[b] += Math.max(1 - similarity, 0);
        }
    }

    private static void put(final double[] dots, final double[] norms, final double[] along, final double[] inverse,
            final double otherNorm, final double otherAlong, final double otherInverse, final double[] euclidean, final double[] cosine) {
        for (int b = 0; b < DotBlocks.POINTS; b++) {
            final double dot = dots[b];
            final double squared = norms[b] + otherNorm - 2 * dot;
            final double similarity = (dot + along[b] + otherAlong) * inverse[b] * otherInverse;
            euclidean[b] = Math.sqrt(Math.max(squared, 0));
            cosine[b] = Math.max(1 - similarity, 0);
        }
    }
}
