// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the segments come back when the data change a little.
 *
 * @param overall 0..1, or null
 * @param segments by segment id, 0..1
 */
public record StabilitySection(Double overall, Map<Integer, Double> segments) implements ReportSection {

    /** Christian Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics and Data Analysis 52 (2007): above 0.75 stable, below 0.6 in doubt. */
    private static final double STABLE = 0.75;
    private static final double DOUBTFUL = 0.6;

    public StabilitySection {
        segments = new TreeMap<>(segments);
    }

    @Override
    public String id() {
        return "stability";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return overall == null && segments.isEmpty();
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text("stability.lead") + (overall == null ? "" : " " + page.text("stability.overall", Html.score(overall, 3)));
    }

    @Override
    public String body(final ReportPage page) {
        if (segments.isEmpty()) {
            return "";
        }
        final StringBuilder html = new StringBuilder("<ol class=\"bars\">\n");
        for (final SegmentView segment : page.segments()) {
            final Double stability = segments.get(segment.id());
            if (stability != null) {
                html.append("<li><span class=\"who\">").append(segment.marker().icon()).append("<b>").append(segment.name())
                        .append("</b></span><span class=\"track\" aria-hidden=\"true\"><span class=\"fill ")
                        .append(segment.marker().style()).append("\" style=\"width:").append(Html.number(100 * Math.clamp(stability, 0, 1))).append("%\"></span></span><span class=\"num\"><b>")
                        .append(Html.score(stability, 2)).append("</b> <span class=\"hint\">").append(page.text(word(stability))).append("</span></span></li>\n");
            }
        }
        return html.append("</ol>\n").toString();
    }

    private static String word(final double stability) {
        return stability >= STABLE ? "stability.stable" : stability >= DOUBTFUL ? "stability.medium" : "stability.doubtful";
    }
}
