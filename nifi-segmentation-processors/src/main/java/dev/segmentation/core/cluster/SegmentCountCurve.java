// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.List;

/**
 * What every number of segments that was tried is worth, and which one is best.
 *
 * @param method what chose the number, as model files and properties name it
 * @param points by ascending number of segments; empty when all rows are equal
 * @param rows rows that were looked at
 * @param chosen the number of segments, at least 1
 * @param evident false when the data do not tell, so that the fewest segments were taken
 * @param reason why, in one or two plain sentences
 */
public record SegmentCountCurve(String method, List<SegmentCountPoint> points, int rows, int chosen, boolean evident, String reason) {

    /** {@link SegmentCountSearch}. */
    public static final String SILHOUETTE_AND_STABILITY = "silhouette-and-stability";
    /** {@link XMeansCount}. */
    public static final String X_MEANS = "x-means";

    public SegmentCountCurve {
        points = List.copyOf(points);
    }
}
