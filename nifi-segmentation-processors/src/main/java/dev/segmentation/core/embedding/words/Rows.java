// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;

/**
 * Arithmetic on rows of d float32 values. Every row is an array of its own that is indexed by the loop variable alone: that is
 * what the just-in-time compiler turns into vector instructions. Sums of products cannot be, since their order is fixed; several at
 * once hide the latency of the additions.
 */
final class Rows {

    private static final int GROUP = 8;
    private static final int HALF_GROUP = 4;

    private Rows() {
    }

    /**
     * @param products receives x . rows[0..count-1]
     */
    static void dots(final float[] x, final float[][] rows, final int count, final float[] products) {
        int row = 0;
        for (; row + 6 <= count; row += 6) {
            dotsOfSix(x, rows, row, products);
        }
        for (; row < count; row++) {
            products[row] = dot(x, rows[row]);
        }
    }

    private static void dotsOfSix(final float[] x, final float[][] rows, final int row, final float[] products) {
        final float[] a = rows[row];
        final float[] b = rows[row + 1];
        final float[] c = rows[row + 2];
        final float[] d = rows[row + 3];
        final float[] e = rows[row + 4];
        final float[] f = rows[row + 5];
        float a0 = 0;
        float a1 = 0;
        float b0 = 0;
        float b1 = 0;
        float c0 = 0;
        float c1 = 0;
        float d0 = 0;
        float d1 = 0;
        float e0 = 0;
        float e1 = 0;
        float f0 = 0;
        float f1 = 0;
        int i = 0;
        for (; i < x.length - 1; i += 2) {
            final float x0 = x[i];
            final float x1 = x[i + 1];
            a0 += x0 * a[i];
            a1 += x1 * a[i + 1];
            b0 += x0 * b[i];
            b1 += x1 * b[i + 1];
            c0 += x0 * c[i];
            c1 += x1 * c[i + 1];
            d0 += x0 * d[i];
            d1 += x1 * d[i + 1];
            e0 += x0 * e[i];
            e1 += x1 * e[i + 1];
            f0 += x0 * f[i];
            f1 += x1 * f[i + 1];
        }
        if (i < x.length) {
            a0 += x[i] * a[i];
            b0 += x[i] * b[i];
            c0 += x[i] * c[i];
            d0 += x[i] * d[i];
            e0 += x[i] * e[i];
            f0 += x[i] * f[i];
        }
        products[row] = a0 + a1;
        products[row + 1] = b0 + b1;
        products[row + 2] = c0 + c1;
        products[row + 3] = d0 + d1;
        products[row + 4] = e0 + e1;
        products[row + 5] = f0 + f1;
    }

    static float dot(final float[] x, final float[] y) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            s0 += x[i] * y[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    static void add(final float[] target, final float[] row) {
        for (int i = 0; i < target.length; i++) {
            target[i] += row[i];
        }
    }

    /**
     * target += row - base
     */
    static void addDifference(final float[] target, final float[] row, final float[] base) {
        for (int i = 0; i < target.length; i++) {
            target[i] += row[i] - base[i];
        }
    }

    static void addScaled(final float[] target, final float factor, final float[] row) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * row[i];
        }
    }

    /**
     * target += sum of factors[k] x rows[k], k = 0..count-1
     */
    static void addScaled(final float[] target, final float[] factors, final float[][] rows, final int count) {
        int k = 0;
        for (; k + 6 <= count; k += 6) {
            addSix(target, factors, rows, k);
        }
        for (; k + 2 <= count; k += 2) {
            addTwo(target, factors[k], rows[k], factors[k + 1], rows[k + 1]);
        }
        if (k < count) {
            addScaled(target, factors[k], rows[k]);
        }
    }

    private static void addSix(final float[] target, final float[] factors, final float[][] rows, final int k) {
        final float a = factors[k];
        final float b = factors[k + 1];
        final float c = factors[k + 2];
        final float d = factors[k + 3];
        final float e = factors[k + 4];
        final float f = factors[k + 5];
        final float[] as = rows[k];
        final float[] bs = rows[k + 1];
        final float[] cs = rows[k + 2];
        final float[] ds = rows[k + 3];
        final float[] es = rows[k + 4];
        final float[] fs = rows[k + 5];
        for (int i = 0; i < target.length; i++) {
            target[i] += a * as[i] + b * bs[i] + (c * cs[i] + d * ds[i]) + (e * es[i] + f * fs[i]);
        }
    }

    private static void addTwo(final float[] target, final float a, final float[] as, final float b, final float[] bs) {
        for (int i = 0; i < target.length; i++) {
            target[i] += a * as[i] + b * bs[i];
        }
    }

    /**
     * @param count rows that are to be summed at most
     * @return room for them, and for the zeros that fill up the last group of a sum
     */
    static float[][] summands(final int count, final int dimensions) {
        final float[][] rows = new float[count + GROUP][];
        Arrays.fill(rows, new float[dimensions]);
        return rows;
    }

    /**
     * target = rows[0] + ... + rows[count-1]
     *
     * @param rows from {@link #summands}; those from count on become zeros
     */
    static void sum(final float[] target, final float[][] rows, final int count) {
        Arrays.fill(target, 0);
        addSum(target, rows, count);
    }

    /**
     * target += rows[0] + ... + rows[count-1]
     *
     * @param rows from {@link #summands}; those from count on become zeros
     */
    static void addSum(final float[] target, final float[][] rows, final int count) {
        Arrays.fill(rows, count, Math.min(count + GROUP, rows.length), rows[rows.length - 1]);
        int k = 0;
        for (; k + HALF_GROUP < count; k += GROUP) {
            addEight(target, rows, k);
        }
        if (k < count) {
            addFour(target, rows[k], rows[k + 1], rows[k + 2], rows[k + 3]);
        }
    }

    private static void addEight(final float[] target, final float[][] rows, final int k) {
        final float[] a = rows[k];
        final float[] b = rows[k + 1];
        final float[] c = rows[k + 2];
        final float[] d = rows[k + 3];
        final float[] e = rows[k + 4];
        final float[] f = rows[k + 5];
        final float[] g = rows[k + 6];
        final float[] h = rows[k + 7];
        for (int i = 0; i < target.length; i++) {
            target[i] += a[i] + b[i] + (c[i] + d[i]) + (e[i] + f[i] + (g[i] + h[i]));
        }
    }

    private static void addFour(final float[] target, final float[] a, final float[] b, final float[] c, final float[] d) {
        for (int i = 0; i < target.length; i++) {
            target[i] += a[i] + b[i] + (c[i] + d[i]);
        }
    }
}
