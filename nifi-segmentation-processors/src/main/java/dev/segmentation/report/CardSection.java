// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * A card per segment: how large, how well separated, and in which words.
 */
final class CardSection {

    private static final double CLEAR = 0.25;
    private static final double SOFT = 0.05;

    private CardSection() {
    }

    static String render(final List<SegmentView> segments, final boolean euclidean, final String unit) {
        final StringBuilder html = new StringBuilder("<div class=\"cards\">\n");
        for (final SegmentView segment : segments) {
            final Double silhouette = euclidean ? segment.quality().silhouetteEuclidean() : segment.quality().silhouetteCosine();
            html.append("<article class=\"card ").append(segment.marker().style()).append("\"><h3>").append(segment.marker().icon()).append(segment.name()).append("</h3>\n")
                    .append("<p class=\"big\">").append(Html.percent(segment.quality().share())).append(" <span>").append(Html.count(segment.quality().size())).append(' ')
                    .append(unit).append("</span></p>\n<p class=\"fit\">").append(fit(silhouette)).append(" <span>silhouette ").append(Html.score(silhouette, 3)).append("</span></p>\n");
            if (!segment.terms().isEmpty()) {
                html.append("<ul class=\"chips\" aria-label=\"Key terms of ").append(segment.name()).append("\">");
                for (final String term : segment.terms()) {
                    html.append("<li><bdi>").append(SegmentView.safe(term)).append("</bdi></li>");
                }
                html.append("</ul>\n");
            }
            html.append("</article>\n");
        }
        return html.append("</div>\n").toString();
    }

    private static String fit(final Double silhouette) {
        if (silhouette == null) {
            return "Not scored";
        }
        if (silhouette > CLEAR) {
            return "Stands apart";
        }
        if (silhouette > SOFT) {
            return "Soft borders";
        }
        return silhouette >= 0 ? "Hardly stands apart" : "Closer to another segment";
    }
}
