// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Small kernels over single float32 vectors. Sums run in index order, so results do not depend on the machine.
 */
public final class Vectors {

    private Vectors() {
    }

    /**
     * @return the inner product, accumulated in double
     * @throws IllegalArgumentException when the lengths differ
     */
    public static double dot(final float[] a, final float[] b) {
        requireSameLength(a, b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /**
     * @return the squared euclidean distance, accumulated in double from the differences
     * @throws IllegalArgumentException when the lengths differ
     */
    public static double squaredDistance(final float[] a, final float[] b) {
        requireSameLength(a, b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * @return the euclidean length, 0 or more
     */
    public static double norm(final float[] v) {
        return Math.sqrt(dot(v, v));
    }

    /**
     * Scales v in place to length 1.
     *
     * @return false, and v untouched, when its length is zero
     */
    public static boolean normalize(final float[] v) {
        final double norm = norm(v);
        if (norm == 0) {
            return false;
        }
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) (v[i] / norm);
        }
        return true;
    }

    /**
     * @return the index of the first NaN or infinite value, or -1
     */
    public static int firstNonFinite(final float[] v) {
        for (int i = 0; i < v.length; i++) {
            if (!Float.isFinite(v[i])) {
                return i;
            }
        }
        return -1;
    }

    private static void requireSameLength(final float[] a, final float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("lengths differ: " + a.length + " and " + b.length);
        }
    }
}
