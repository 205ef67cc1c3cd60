// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * For processors without fused multiply-add, where {@link Math#fma(float, float, float)} is computed with BigDecimal:
 * eight dimensions of one centroid at a time, every product rounded on its own.
 */
final class PlainKernel implements DotKernel {

    @Override
    public void accumulate(final float[][] points, final int fromDimension, final int toDimension, final float[][] centroids, final float[][] accumulators) {
        for (int c = 0; c < centroids.length; c++) {
            for (int j = fromDimension; j < toDimension; j += 8) {
                accumulate(points, j, centroids[c], accumulators[c]);
            }
        }
    }

    private static void accumulate(final float[][] points, final int j, final float[] centroid, final float[] sums) {
        final float[] x0 = points[j];
        final float[] x1 = points[j + 1];
        final float[] x2 = points[j + 2];
        final float[] x3 = points[j + 3];
        final float[] x4 = points[j + 4];
        final float[] x5 = points[j + 5];
        final float[] x6 = points[j + 6];
        final float[] x7 = points[j + 7];
        final float c0 = centroid[j];
        final float c1 = centroid[j + 1];
        final float c2 = centroid[j + 2];
        final float c3 = centroid[j + 3];
        final float c4 = centroid[j + 4];
        final float c5 = centroid[j + 5];
        final float c6 = centroid[j + 6];
        final float c7 = centroid[j + 7];
        for (int b = 0; b < BLOCK; b++) {
            final float v0 = x0[b];
            final float v1 = x1[b];
            final float v2 = x2[b];
            final float v3 = x3[b];
            final float v4 = x4[b];
            final float v5 = x5[b];
            final float v6 = x6[b];
            final float v7 = x7[b];
            final float s = sums[b];
            sums[b] = s + v0 * c0 + v1 * c1 + v2 * c2 + v3 * c3 + v4 * c4 + v5 * c5 + v6 * c6 + v7 * c7;
        }
    }
}
