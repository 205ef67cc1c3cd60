// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

/**
 * How good a segmentation is, as far as it was measured.
 *
 * @param silhouette mean silhouette, -1..1, or null when it is not defined or was not measured
 * @param stability agreement of segmentations of resampled rows, -1..1, or null when it was not measured
 */
public record SegmentationScores(Double silhouette, Double stability) {

    public SegmentationScores {
        if (isOutside(silhouette) || isOutside(stability)) {
            throw new IllegalArgumentException("scores are -1..1, not " + silhouette + " and " + stability);
        }
    }

    private static boolean isOutside(final Double score) {
        return score != null && !(score >= -1 && score <= 1);
    }
}
