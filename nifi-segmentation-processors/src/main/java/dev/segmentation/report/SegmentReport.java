// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;

import java.util.List;
import java.util.Map;

/**
 * What the report shows. It holds no customer id, and no text of a customer beyond the key terms and the texts that a {@link CardSection} was given.
 *
 * @param title heading
 * @param language in which the report speaks
 * @param unit what was scored
 * @param quality scores
 * @param euclidean whether the silhouettes shown are by euclidean distance, because those by cosine are undefined
 * @param features whether the scores are of all features that the model goes by, rather than of the records' vectors
 * @param minimumSize a segment with fewer members is shown as too small and nothing more, to protect the people in it; 0 or 1 to show all
 * @param terms by segment id, key terms, most telling first; may lack segments
 * @param sections what there is to show below the verdict, in the order of display; those without data do not appear
 * @param facts how the report was made, in the order of display
 */
public record SegmentReport(String title, ReportLanguage language, ReportUnit unit, SegmentationQuality quality, boolean euclidean, boolean features, int minimumSize,
        Map<Integer, List<String>> terms, List<ReportSection> sections, List<Fact> facts) {

    public SegmentReport {
        terms = Map.copyOf(terms);
        sections = List.copyOf(sections);
        facts = List.copyOf(facts);
    }

    /**
     * One line of "how it was made".
     *
     * @param key of its label, the message {@code fact.<key>}
     * @param value any text; where there is a message {@code fact.<key>.value}, it takes the place of {0} in it
     */
    public record Fact(String key, String value) {
    }

    Double silhouette() {
        return euclidean ? quality.silhouetteEuclidean() : quality.silhouetteCosine();
    }

    Double silhouette(final SegmentQuality segment) {
        return euclidean ? segment.silhouetteEuclidean() : segment.silhouetteCosine();
    }
}
