// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Where a vector belongs.
 *
 * @param segment index of the nearest centroid, the lowest one of equals
 * @param distance euclidean distance to it
 * @param confidence 1 - distance / (distance to the second nearest centroid), 0..1; 1 when there is only one centroid
 */
public record Nearest(int segment, float distance, float confidence) {

    static Nearest of(final int segment, final double squaredDistance, final double secondSquaredDistance) {
        final double distance = Math.sqrt(squaredDistance);
        final double confidence;
        if (secondSquaredDistance == Double.POSITIVE_INFINITY) {
            confidence = 1;
        } else if (secondSquaredDistance == 0) {
            confidence = 0;
        } else {
            confidence = 1 - distance / Math.sqrt(secondSquaredDistance);
        }
        return new Nearest(segment, (float) distance, (float) confidence);
    }
}
