// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import java.util.Arrays;

/**
 * Dot products of a block of {@value #POINTS} points with a few other vectors, in double precision.
 *
 * <p>The block is stored by dimension, {@code double[d][POINTS]}, so that the inner loop runs over points that lie side by side and every array
 * is read at exactly the loop index: this is the form that the JIT compiler turns into full-width multiply-adds. The others are ordinary
 * rows. Double precision costs half the speed of float32 and buys distances: {@code |x|^2 + |y|^2 - 2xy} of two close points keeps nothing of
 * float32.</p>
 *
 * <p>Every dot product is one chain of multiply-adds in ascending dimension, whatever the number of others: equal vectors have equal dot products
 * to the last bit, and {@link #squaredNorm(double[])} sums in the same order and rounds alike, so a point is at distance 0 from its duplicate.</p>
 *
 * <p>The multiply-adds are fused where the processor has the instruction. Elsewhere {@link Math#fma(double, double, double)} is computed with
 * BigDecimal and practically never ends: there a product and a sum are rounded one after the other.</p>
 */
public final class DotBlocks {

    /** Points in a block. */
    public static final int POINTS = 512;

    /** Dimensions in a pass: a panel of the block, 256 KB, stays in the second-level cache while all others pass by. */
    private static final int PANEL = 64;

    private static final boolean FUSED = DotKernels.hasFusedMultiplyAdd();

    private DotBlocks() {
    }

    /**
     * Dot products of each point of a block with each of the others.
     *
     * @param block {@code d x POINTS}, d a multiple of 4 (fill up with zeros)
     * @param others rows of length d, at least {@code count} rounded up to an even number
     * @param count how many of the others to take
     * @param dots result, row {@code j} holds the {@code POINTS} dot products with {@code others[j]}; as many rows as others; overwritten
     */
    public static void dots(final double[][] block, final double[][] others, final int count, final double[][] dots) {
        dots(block, others, count, dots, FUSED);
    }

    /** As {@link #dots(double[][], double[][], int, double[][])}, by the arithmetic named. */
    static void dots(final double[][] block, final double[][] others, final int count, final double[][] dots, final boolean fused) {
        final int dimension = block.length;
        if (dimension % 4 != 0) {
            throw new IllegalArgumentException("dimension " + dimension + " is not a multiple of 4");
        }

        final int even = count + (count & 1);
        for (int other = 0; other < even; other++) {
            Arrays.fill(dots[other], 0);
        }
        for (int start = 0; start < dimension; start += PANEL) {
            final int end = Math.min(dimension, start + PANEL);
            for (int other = 0; other < even; other += 2) {
                for (int t = start; t < end; t += 4) {
                    if (fused) {
                        fusedAdd4x2(block[t], block[t + 1], block[t + 2], block[t + 3], others[other], others[other + 1], t, dots[other], dots[other + 1]);
                    } else {
                        plainAdd4x2(block[t], block[t + 1], block[t + 2], block[t + 3], others[other], others[other + 1], t, dots[other], dots[other + 1]);
                    }
                }
            }
        }
    }

    /**
     * Dot products of each point of a block of float32 values with one other: what is limited by reading the block. The sums are those of
     * {@link #dots(double[][], double[][], int, double[][])}.
     *
     * @param block {@code d x POINTS}, d a multiple of 8 (fill up with zeros)
     * @param other length d
     * @param dots {@code POINTS} results; overwritten
     */
    public static void dots(final float[][] block, final double[] other, final double[] dots) {
        dots(block, other, dots, FUSED);
    }

    /** As {@link #dots(float[][], double[], double[])}, by the arithmetic named. */
    static void dots(final float[][] block, final double[] other, final double[] dots, final boolean fused) {
        if (block.length % 8 != 0) {
            throw new IllegalArgumentException("dimension " + block.length + " is not a multiple of 8");
        }

        Arrays.fill(dots, 0);
        for (int t = 0; t < block.length; t += 8) {
            if (fused) {
                fusedAdd8x1(block, other, t, dots);
            } else {
                plainAdd8x1(block, other, t, dots);
            }
        }
    }

    /**
     * Squared length of a vector, summed in the order of {@link #dots(double[][], double[][], int, double[][])}.
     *
     * @param vector length d
     * @return {@code vector * vector}
     */
    public static double squaredNorm(final double[] vector) {
        return squaredNorm(vector, FUSED);
    }

    /** As {@link #squaredNorm(double[])}, by the arithmetic named. */
    static double squaredNorm(final double[] vector, final boolean fused) {
        double sum = 0;
        for (final double value : vector) {
            sum = fused ? Math.fma(value, value, sum) : sum + value * value;
        }
        return sum;
    }

    /** 4 dimensions of 2 others: 8 multiply-adds for 4 loads of points, everything in registers, results stored last. */
    private static void fusedAdd4x2(final double[] x0, final double[] x1, final double[] x2, final double[] x3,
            final double[] first, final double[] second, final int t, final double[] firstDots, final double[] secondDots) {
        final double p0 = first[t];
        final double p1 = first[t + 1];
        final double p2 = first[t + 2];
        final double p3 = first[t + 3];
        final double q0 = second[t];
        final double q1 = second[t + 1];
        final double q2 = second[t + 2];
        final double q3 = second[t + 3];
        for (int b = 0; b < POINTS; b++) {
            final double v0 = x0[b];
            final double v1 = x1[b];
            final double v2 = x2[b];
            final double v3 = x3[b];
            double p = firstDots[b];
            double q = secondDots[b];
            p = Math.fma(v0, p0, p);
            q = Math.fma(v0, q0, q);
            p = Math.fma(v1, p1, p);
            q = Math.fma(v1, q1, q);
            p = Math.fma(v2, p2, p);
            q = Math.fma(v2, q2, q);
            p = Math.fma(v3, p3, p);
            q = Math.fma(v3, q3, q);
            firstDots[b] = p;
            secondDots[b] = q;
        }
    }

    /** The same, every product rounded on its own. */
    private static void plainAdd4x2(final double[] x0, final double[] x1, final double[] x2, final double[] x3,
            final double[] first, final double[] second, final int t, final double[] firstDots, final double[] secondDots) {
        final double p0 = first[t];
        final double p1 = first[t + 1];
        final double p2 = first[t + 2];
        final double p3 = first[t + 3];
        final double q0 = second[t];
        final double q1 = second[t + 1];
        final double q2 = second[t + 2];
        final double q3 = second[t + 3];
        for (int b = 0; b < POINTS; b++) {
            final double v0 = x0[b];
            final double v1 = x1[b];
            final double v2 = x2[b];
            final double v3 = x3[b];
            double p = firstDots[b];
            double q = secondDots[b];
            p += v0 * p0;
            q += v0 * q0;
            p += v1 * p1;
            q += v1 * q1;
            p += v2 * p2;
            q += v2 * q2;
            p += v3 * p3;
            q += v3 * q3;
            firstDots[b] = p;
            secondDots[b] = q;
        }
    }

    /** 8 dimensions of one other. */
    private static void fusedAdd8x1(final float[][] block, final double[] other, final int t, final double[] dots) {
        final float[] x0 = block[t];
        final float[] x1 = block[t + 1];
        final float[] x2 = block[t + 2];
        final float[] x3 = block[t + 3];
        final float[] x4 = block[t + 4];
        final float[] x5 = block[t + 5];
        final float[] x6 = block[t + 6];
        final float[] x7 = block[t + 7];
        final double p0 = other[t];
        final double p1 = other[t + 1];
        final double p2 = other[t + 2];
        final double p3 = other[t + 3];
        final double p4 = other[t + 4];
        final double p5 = other[t + 5];
        final double p6 = other[t + 6];
        final double p7 = other[t + 7];
        for (int b = 0; b < POINTS; b++) {
            final double v0 = x0[b];
            final double v1 = x1[b];
            final double v2 = x2[b];
            final double v3 = x3[b];
            final double v4 = x4[b];
            final double v5 = x5[b];
            final double v6 = x6[b];
            final double v7 = x7[b];
            double sum = dots[b];
            sum = Math.fma(v0, p0, sum);
            sum = Math.fma(v1, p1, sum);
            sum = Math.fma(v2, p2, sum);
            sum = Math.fma(v3, p3, sum);
            sum = Math.fma(v4, p4, sum);
            sum = Math.fma(v5, p5, sum);
            sum = Math.fma(v6, p6, sum);
            sum = Math.fma(v7, p7, sum);
            dots[b] = sum;
        }
    }

    /** The same, every product rounded on its own. */
    private static void plainAdd8x1(final float[][] block, final double[] other, final int t, final double[] dots) {
        final float[] x0 = block[t];
        final float[] x1 = block[t + 1];
        final float[] x2 = block[t + 2];
        final float[] x3 = block[t + 3];
        final float[] x4 = block[t + 4];
        final float[] x5 = block[t + 5];
        final float[] x6 = block[t + 6];
        final float[] x7 = block[t + 7];
        final double p0 = other[t];
        final double p1 = other[t + 1];
        final double p2 = other[t + 2];
        final double p3 = other[t + 3];
        final double p4 = other[t + 4];
        final double p5 = other[t + 5];
        final double p6 = other[t + 6];
        final double p7 = other[t + 7];
        for (int b = 0; b < POINTS; b++) {
            final double v0 = x0[b];
            final double v1 = x1[b];
            final double v2 = x2[b];
            final double v3 = x3[b];
            final double v4 = x4[b];
            final double v5 = x5[b];
            final double v6 = x6[b];
            final double v7 = x7[b];
            double sum = dots[b];
            sum += v0 * p0;
            sum += v1 * p1;
            sum += v2 * p2;
            sum += v3 * p3;
            sum += v4 * p4;
            sum += v5 * p5;
            sum += v6 * p6;
            sum += v7 * p7;
            dots[b] = sum;
        }
    }
}
