// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * Scores of one segment. A score that is undefined is null; the reason is in {@link SegmentationQuality#notes()}.
 *
 * @param segment segment id
 * @param size number of rows
 * @param share of all rows that have a segment, 0..1
 * @param silhouetteCosine mean silhouette of its (sampled) rows by cosine distance, -1..1
 * @param silhouetteEuclidean the same by euclidean distance
 * @param calinskiHarabasz what the segment adds to the overall index: the parts sum up to it
 * @param daviesBouldin the segment's largest ratio of scatter to separation: the overall index is the mean of these
 * @param inertia sum of the squared euclidean distances to the segment's mean
 * @param meanDistance mean euclidean distance to the segment's mean
 */
public record SegmentQuality(int segment, int size, double share, Double silhouetteCosine, Double silhouetteEuclidean,
        Double calinskiHarabasz, Double daviesBouldin, double inertia, double meanDistance) {

    SegmentQuality withoutCosine() {
        return new SegmentQuality(segment, size, share, null, silhouetteEuclidean, calinskiHarabasz, daviesBouldin, inertia, meanDistance);
    }
}
