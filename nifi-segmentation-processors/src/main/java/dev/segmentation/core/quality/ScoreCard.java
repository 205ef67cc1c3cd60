// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.List;

/**
 * All that was measured of a segmentation.
 *
 * @param geometry by which distance silhouettes are told: euclidean when the direction of the vectors means nothing, and then there are no scores by cosine
 * @param scored silhouettes and what goes with them
 * @param euclidean scores by the segments' means, of the vectors as they are
 * @param cosine the same of the vectors scaled to length 1
 * @param stability under resampling
 * @param labels agreement with known labels, null when none were asked for
 * @param disparities of the sensitive attributes, in the order they were named
 */
public record ScoreCard(Geometry geometry, ScoredSegmentation scored, CentroidScores euclidean, CentroidScores cosine, Stability stability, LabelScores labels,
        List<Disparity> disparities) {

    /** Copies the list. */
    public ScoreCard {
        disparities = List.copyOf(disparities);
    }

    /** @return the mean silhouette, -1..1 */
    public Score silhouette() {
        return geometry == Geometry.COSINE ? scored.silhouetteScores().cosine() : scored.silhouetteScores().euclidean();
    }

    /**
     * @param row a row
     * @return its silhouette, -1..1, or null
     */
    public Double silhouette(final int row) {
        return geometry == Geometry.COSINE ? scored.silhouettes().cosine(row) : scored.silhouettes().euclidean(row);
    }

    /**
     * @param row a row
     * @return its simplified silhouette, -1..1, or null
     */
    public Double simplified(final int row) {
        return (geometry == Geometry.COSINE ? cosine : euclidean).simplified(row);
    }

    /** @return share of the smallest segment among all rows that have one, null when there are none */
    public Double smallestShare() {
        return scored.quality().segments().stream().map(SegmentQuality::share).min(Double::compare).orElse(null);
    }
}
