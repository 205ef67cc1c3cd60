// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * What Lloyd's iterations arrive at.
 *
 * @param centroids k x d
 * @param labels n labels: the nearest of the centroids
 * @param nearest n squared distances from the nearest centroid, to float32 precision
 * @param second n squared distances from the second nearest centroid, to float32 precision; infinite with one centroid
 * @param inertias sum of the squared distances, to float32 precision, as every iteration found it
 */
record Partition(float[][] centroids, int[] labels, float[] nearest, float[] second, double[] inertias) {

    double inertia() {
        return inertias[inertias.length - 1];
    }

    int iterations() {
        return inertias.length;
    }
}
