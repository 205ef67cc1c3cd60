// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Six dimensions of three centroids at a time: every loaded value is used three times. About 1.6 times as fast as
 * {@link EightByOneKernel} where the JIT compiler keeps up with 18 multiplications in one loop body, slower where it does not.
 */
final class SixByThreeKernel implements DotKernel {

    @Override
    public void accumulate(final float[][] points, final int fromDimension, final int toDimension, final float[][] centroids, final float[][] accumulators) {
        for (int c = 0; c < centroids.length; c += 3) {
            for (int j = fromDimension; j < toDimension; j += 6) {
                accumulate(points, j, centroids[c], centroids[c + 1], centroids[c + 2],
                        accumulators[c], accumulators[c + 1], accumulators[c + 2]);
            }
        }
    }

    private static void accumulate(final float[][] points, final int j, final float[] c, final float[] d, final float[] e,
            final float[] sumsC, final float[] sumsD, final float[] sumsE) {
        final float[] x0 = points[j];
        final float[] x1 = points[j + 1];
        final float[] x2 = points[j + 2];
        final float[] x3 = points[j + 3];
        final float[] x4 = points[j + 4];
        final float[] x5 = points[j + 5];
        final float c0 = c[j];
        final float c1 = c[j + 1];
        final float c2 = c[j + 2];
        final float c3 = c[j + 3];
        final float c4 = c[j + 4];
        final float c5 = c[j + 5];
        final float d0 = d[j];
        final float d1 = d[j + 1];
        final float d2 = d[j + 2];
        final float d3 = d[j + 3];
        final float d4 = d[j + 4];
        final float d5 = d[j + 5];
        final float e0 = e[j];
        final float e1 = e[j + 1];
        final float e2 = e[j + 2];
        final float e3 = e[j + 3];
        final float e4 = e[j + 4];
        final float e5 = e[j + 5];
        for (int b = 0; b < BLOCK; b++) {
            final float v0 = x0[b];
            final float v1 = x1[b];
            final float v2 = x2[b];
            final float v3 = x3[b];
            final float v4 = x4[b];
            final float v5 = x5[b];
            final float sc = sumsC[b];
            final float sd = sumsD[b];
            final float se = sumsE[b];
            final float rc = Math.fma(v5, c5, Math.fma(v4, c4, Math.fma(v3, c3, Math.fma(v2, c2, Math.fma(v1, c1, Math.fma(v0, c0, sc))))));
            final float rd = Math.fma(v5, d5, Math.fma(v4, d4, Math.fma(v3, d3, Math.fma(v2, d2, Math.fma(v1, d1, Math.fma(v0, d0, sd))))));
            final float re = Math.fma(v5, e5, Math.fma(v4, e4, Math.fma(v3, e3, Math.fma(v2, e2, Math.fma(v1, e1, Math.fma(v0, e0, se))))));
            sumsC[b] = rc;
            sumsD[b] = rd;
            sumsE[b] = re;
        }
    }
}
