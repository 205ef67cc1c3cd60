// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.List;

/**
 * Scores of a segmentation. A score that is undefined for the data is null, never NaN, and a note says why.
 *
 * @param rows number of rows that have a vector and a segment
 * @param silhouetteRows number of rows whose silhouette was computed: all, or the sample
 * @param silhouetteCosine mean silhouette by cosine distance, -1..1, higher is better
 * @param silhouetteEuclidean mean silhouette by euclidean distance, -1..1, higher is better
 * @param calinskiHarabasz spread between segments over spread within, 0 or more, higher is better
 * @param daviesBouldin mean over segments of the worst ratio of scatter to separation, 0 or more, lower is better
 * @param notes why a score is null, in words, without any customer data
 * @param segments scores of each segment in ascending order of id
 */
public record SegmentationQuality(int rows, int silhouetteRows, Double silhouetteCosine, Double silhouetteEuclidean, Double calinskiHarabasz,
        Double daviesBouldin, List<String> notes, List<SegmentQuality> segments) {

    /** Copies the lists. */
    public SegmentationQuality {
        notes = List.copyOf(notes);
        segments = List.copyOf(segments);
    }

    /** @return whether the silhouettes are those of a sample */
    public boolean sampled() {
        return silhouetteRows < rows;
    }
}
