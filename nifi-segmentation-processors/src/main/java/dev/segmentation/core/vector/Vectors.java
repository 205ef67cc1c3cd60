// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Small kernels over single float32 vectors. Sums run in an order that is written down here, so results do not depend on the machine.
 */
public final class Vectors {

    private Vectors() {
    }

    /**
     * @return the inner product, accumulated in double
     * @throws IllegalArgumentException when the lengths differ
     */
    public static double dot(final float[] a, final float[] b) {
        requireSameLength(a.length, b.length);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /**
     * @return the squared euclidean distance, accumulated in double from the differences: every fourth one in a sum of its own, so that additions
     *         need not wait for each other
     * @throws IllegalArgumentException when the lengths differ
     */
    public static double squaredDistance(final float[] a, final float[] b) {
        requireSameLength(a.length, b.length);
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            final double difference0 = (double) a[i] - b[i];
            final double difference1 = (double) a[i + 1] - b[i + 1];
            final double difference2 = (double) a[i + 2] - b[i + 2];
            final double difference3 = (double) a[i + 3] - b[i + 3];
            sum0 += difference0 * difference0;
            sum1 += difference1 * difference1;
            sum2 += difference2 * difference2;
            sum3 += difference3 * difference3;
        }
        for (; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum0 += difference * difference;
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /**
     * Adds a vector to sums, value by value.
     *
     * @throws IllegalArgumentException when the lengths differ
     */
    public static void add(final float[] vector, final double[] sums) {
        requireSameLength(vector.length, sums.length);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += vector[i];
        }
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

    private static void requireSameLength(final int a, final int b) {
        if (a != b) {
            throw new IllegalArgumentException("lengths differ: " + a + " and " + b);
        }
    }
}
