// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Adds inner products of a block of points with several centroids to accumulators. For every point and centroid the
 * products are added one dimension after the other, in ascending order, so that all kernels that round alike give the same bits.
 */
interface DotKernel {

    /** Points per block: a constant, or the JIT compiler does not turn the inner loops into vector instructions. */
    int BLOCK = 512;

    /** Every kernel may read rows in groups of 6 or 8 dimensions: panels start at multiples of both. */
    int PANEL = 96;

    /** Every kernel may take centroids in groups of 3. */
    int CENTROIDS = 3;

    /**
     * accumulators[c][b] += sum of points[j][b] * centroids[c][j] over the dimensions of one panel.
     *
     * @param points one row of {@link #BLOCK} values per dimension, followed by zero rows up to a multiple of 24
     * @param fromDimension first dimension, a multiple of {@link #PANEL}
     * @param toDimension end of the panel: a multiple of {@link #PANEL}, or the end of the data
     * @param centroids values per centroid, followed by zeros up to a multiple of 24; a multiple of {@link #CENTROIDS} of them
     * @param accumulators one row of {@link #BLOCK} sums per centroid
     */
    void accumulate(float[][] points, int fromDimension, int toDimension, float[][] centroids, float[][] accumulators);
}
