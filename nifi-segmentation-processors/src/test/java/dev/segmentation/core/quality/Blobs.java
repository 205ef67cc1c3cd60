// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.vector.VectorTable;

/**
 * The test data of scikit-learn.py and oracle.py, bit for bit: k groups around centres, from a generator that is the same in both languages.
 *
 * @param n rows
 * @param d values per row
 * @param k groups; row i belongs to group i / copies modulo k
 * @param spread of the rows around their centres, which lie within -1..1
 * @param offset added to every value
 * @param scale by which every value is multiplied before
 * @param copies of every row
 */
public record Blobs(int n, int d, int k, double spread, double offset, double scale, int copies) {

    static Blobs of(final int n, final int d, final int k, final double spread) {
        return new Blobs(n, d, k, spread, 0, 1, 1);
    }

    public VectorTable table() {
        final VectorTable table = new VectorTable(d);
        for (int row = 0; row < n; row++) {
            table.add(row(row));
        }
        return table;
    }

    float[] row(final int row) {
        final int source = row / copies;
        final float[] values = new float[d];
        for (int t = 0; t < d; t++) {
            final double center = uniform(1 + 1000003L * (source % k) + t);
            final double noise = uniform(500000007L + source * 1009L + t);
            values[t] = (float) ((center + spread * noise) * scale + offset);
        }
        return values;
    }

    int[] labels() {
        final int[] labels = new int[n];
        for (int row = 0; row < n; row++) {
            labels[row] = row / copies % k;
        }
        return labels;
    }

    /** The i-th number of splitmix64, from -1 to 1. */
    static double uniform(final long i) {
        long z = i * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-52 - 1;
    }
}
