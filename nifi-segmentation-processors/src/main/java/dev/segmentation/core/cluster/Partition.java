// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * What Lloyd's iterations arrive at.
 *
 * @param centroids k x d
 * @param labels n labels: the nearest of the centroids, every centroid being the nearest for some point
 * @param inertias sum of squared distances, to float32 precision, as every iteration found it
 */
record Partition(float[][] centroids, int[] labels, double[] inertias) {

    double inertia() {
        return inertias[inertias.length - 1];
    }

    int iterations() {
        return inertias.length;
    }
}
