// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Centroids moved by the mean of the vectors they are compared with, zero-padded for the kernels.
 */
public final class PackedCentroids {

    private final float[][] values;
    private final float[] halfSquaredNorms;
    private final double longest;

    PackedCentroids(final float[][] centroids, final float[] mean, final int paddedDimension) {
        values = new float[centroids.length][paddedDimension];
        halfSquaredNorms = new float[centroids.length];
        double greatest = 0;
        for (int c = 0; c < centroids.length; c++) {
            double squares = 0;
            for (int j = 0; j < mean.length; j++) {
                final float centred = centroids[c][j] - mean[j];
                values[c][j] = centred;
                squares += (double) centred * centred;
            }
            halfSquaredNorms[c] = (float) (squares / 2);
            greatest = Math.max(greatest, squares);
        }
        longest = Math.sqrt(greatest);
    }

    /**
     * @return the number of centroids
     */
    public int size() {
        return values.length;
    }

    float[][] values() {
        return values;
    }

    float halfSquaredNorm(final int centroid) {
        return halfSquaredNorms[centroid];
    }

    /**
     * @return the greatest length of a centred centroid
     */
    public double longest() {
        return longest;
    }
}
