// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

/**
 * Arithmetic on rows of d float32 values. Every row is an array of its own that is indexed by the loop variable alone, and is read before the
 * arithmetic begins: that is what the just-in-time compiler turns into vector instructions. Sums of products cannot be, since their order is fixed; several at
 * once hide the latency of the additions.
 *
 * <p>Rows to choose from are named by their places: numbers are cheaper to collect than references, which the garbage collector wants to hear of.
 */
final class Rows {

    private Rows() {
    }

    /**
     * @param products receives x . rows[places[0..count-1]]
     */
    static void dots(final float[] x, final float[][] rows, final int[] places, final int count, final float[] products) {
        int k = 0;
        for (; k + 6 <= count; k += 6) {
            dotsOfSix(x, rows, places, k, products);
        }
        for (; k < count; k++) {
            products[k] = dot(x, rows[places[k]]);
        }
    }

    private static void dotsOfSix(final float[] x, final float[][] rows, final int[] places, final int k, final float[] products) {
        final float[] a = rows[places[k]];
        final float[] b = rows[places[k + 1]];
        final float[] c = rows[places[k + 2]];
        final float[] d = rows[places[k + 3]];
        final float[] e = rows[places[k + 4]];
        final float[] f = rows[places[k + 5]];
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
        products[k] = a0 + a1;
        products[k + 1] = b0 + b1;
        products[k + 2] = c0 + c1;
        products[k + 3] = d0 + d1;
        products[k + 4] = e0 + e1;
        products[k + 5] = f0 + f1;
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

    /**
     * target = base + sum of factors[k] x rows[places[k]], k = 0..count-1
     *
     * @param base may be the target
     * @param count 0 changes nothing
     */
    static void combine(final float[] target, final float[] base, final float[] factors, final float[][] rows, final int[] places, final int count) {
        float[] sum = base;
        int k = 0;
        for (; k + 8 <= count; k += 8) {
            eight(target, sum, factors, rows, places, k);
            sum = target;
        }
        if (k + 6 <= count) {
            six(target, sum, factors, rows, places, k);
            sum = target;
            k += 6;
        } else if (k + 4 <= count) {
            four(target, sum, factors, rows, places, k);
            sum = target;
            k += 4;
        }
        if (k + 2 <= count) {
            two(target, sum, factors[k], rows[places[k]], factors[k + 1], rows[places[k + 1]]);
            sum = target;
            k += 2;
        }
        if (k < count) {
            combine(target, sum, factors[k], rows[places[k]]);
        }
    }

    private static void eight(final float[] target, final float[] base, final float[] factors, final float[][] rows, final int[] places, final int k) {
        final float fa = factors[k];
        final float fb = factors[k + 1];
        final float fc = factors[k + 2];
        final float fd = factors[k + 3];
        final float fe = factors[k + 4];
        final float ff = factors[k + 5];
        final float fg = factors[k + 6];
        final float fh = factors[k + 7];
        final float[] as = rows[places[k]];
        final float[] bs = rows[places[k + 1]];
        final float[] cs = rows[places[k + 2]];
        final float[] ds = rows[places[k + 3]];
        final float[] es = rows[places[k + 4]];
        final float[] fs = rows[places[k + 5]];
        final float[] gs = rows[places[k + 6]];
        final float[] hs = rows[places[k + 7]];
        for (int i = 0; i < target.length; i++) {
            final float a = as[i];
            final float b = bs[i];
            final float c = cs[i];
            final float d = ds[i];
            final float e = es[i];
            final float f = fs[i];
            final float g = gs[i];
            final float h = hs[i];
            final float sum = base[i];
            target[i] = sum + a * fa + b * fb + c * fc + d * fd + e * fe + f * ff + g * fg + h * fh;
        }
    }

    private static void six(final float[] target, final float[] base, final float[] factors, final float[][] rows, final int[] places, final int k) {
        final float fa = factors[k];
        final float fb = factors[k + 1];
        final float fc = factors[k + 2];
        final float fd = factors[k + 3];
        final float fe = factors[k + 4];
        final float ff = factors[k + 5];
        final float[] as = rows[places[k]];
        final float[] bs = rows[places[k + 1]];
        final float[] cs = rows[places[k + 2]];
        final float[] ds = rows[places[k + 3]];
        final float[] es = rows[places[k + 4]];
        final float[] fs = rows[places[k + 5]];
        for (int i = 0; i < target.length; i++) {
            final float a = as[i];
            final float b = bs[i];
            final float c = cs[i];
            final float d = ds[i];
            final float e = es[i];
            final float f = fs[i];
            final float sum = base[i];
            target[i] = sum + a * fa + b * fb + c * fc + d * fd + e * fe + f * ff;
        }
    }

    private static void four(final float[] target, final float[] base, final float[] factors, final float[][] rows, final int[] places, final int k) {
        final float fa = factors[k];
        final float fb = factors[k + 1];
        final float fc = factors[k + 2];
        final float fd = factors[k + 3];
        final float[] as = rows[places[k]];
        final float[] bs = rows[places[k + 1]];
        final float[] cs = rows[places[k + 2]];
        final float[] ds = rows[places[k + 3]];
        for (int i = 0; i < target.length; i++) {
            final float a = as[i];
            final float b = bs[i];
            final float c = cs[i];
            final float d = ds[i];
            final float sum = base[i];
            target[i] = sum + a * fa + b * fb + c * fc + d * fd;
        }
    }

    private static void two(final float[] target, final float[] base, final float fa, final float[] as, final float fb, final float[] bs) {
        for (int i = 0; i < target.length; i++) {
            final float a = as[i];
            final float b = bs[i];
            final float sum = base[i];
            target[i] = sum + a * fa + b * fb;
        }
    }

    /**
     * target = base + factor x row
     *
     * @param base may be the target
     */
    static void combine(final float[] target, final float[] base, final float factor, final float[] row) {
        for (int i = 0; i < target.length; i++) {
            final float value = row[i];
            final float sum = base[i];
            target[i] = sum + value * factor;
        }
    }
}
