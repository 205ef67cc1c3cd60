// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * What Lloyd's iterations arrive at.
 *
 * @param centroids k x d
 * @param labels n labels: the nearest of the centroids
 * @param errors k sums of the squared distances of a centroid's points
 * @param inertias sum of all squared distances as every iteration found it
 */
record Partition(float[][] centroids, int[] labels, double[] errors, double[] inertias) {

    double inertia() {
        return inertias[inertias.length - 1];
    }

    int iterations() {
        return inertias.length;
    }
}
