// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.SegmentMap;
import dev.segmentation.core.quality.SegmentationQuality;

import java.util.List;
import java.util.Map;

/**
 * What the report shows. It holds no customer id and no text of a customer beyond the key terms.
 *
 * @param title heading
 * @param unit what was scored, in the plural: "records" or "customers"
 * @param quality scores
 * @param silhouettes by segment id, the silhouettes of its members, -1..1, in any order; by cosine, or euclidean when {@code euclidean}
 * @param euclidean whether the silhouettes shown are by euclidean distance, because those by cosine are undefined
 * @param terms by segment id, key terms, most telling first; may lack segments
 * @param map points of the map, may be empty
 * @param facts how the report was made: label and value, in the order of display
 */
public record SegmentReport(String title, String unit, SegmentationQuality quality, Map<Integer, double[]> silhouettes, boolean euclidean,
        Map<Integer, List<String>> terms, List<SegmentMap.Point> map, List<Fact> facts) {

    /**
     * One line of "how it was made".
     *
     * @param label what
     * @param value the value as text
     */
    public record Fact(String label, String value) {
    }
}
