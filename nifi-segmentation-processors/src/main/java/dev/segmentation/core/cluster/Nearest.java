// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Where a vector belongs.
 *
 * @param segment index of the nearest centroid, the lowest one of equals; of the own centroid, for a row that was put in a segment otherwise than by
 *        centroids; -1 for one that was found to be noise
 * @param distance euclidean distance to that centroid, of noise to the nearest
 * @param confidence 1 - distance / (distance to the nearest other centroid), 0..1; 0 when another one is nearer, and for noise; 1 when there is only one centroid
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
            confidence = Math.max(0, 1 - distance / Math.sqrt(secondSquaredDistance));
        }
        return new Nearest(segment, (float) distance, (float) confidence);
    }

    /**
     * @return whether it was found to belong to no segment
     */
    public boolean isNoise() {
        return segment == Members.NOISE;
    }

    static Nearest noise(final double squaredDistance) {
        return new Nearest(Members.NOISE, (float) Math.sqrt(squaredDistance), 0);
    }
}
