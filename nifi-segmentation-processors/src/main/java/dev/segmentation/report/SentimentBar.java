// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.CategoryProfile;

import java.util.Comparator;
import java.util.List;

/**
 * How the members of a segment feel: one bar in parts, and the parts in words.
 */
final class SentimentBar {

    /** In the order of the bar; other values follow. */
    private static final List<String> KNOWN = List.of("positive", "neutral", "negative");

    private SentimentBar() {
    }

    static String of(final ReportPage page, final CategoryProfile sentiment, final int segment) {
        final List<CategoryProfile.Share> shares = sentiment == null ? List.of() : sentiment.segments().getOrDefault(segment, List.of());
        if (shares.isEmpty()) {
            return "";
        }
        final StringBuilder bar = new StringBuilder("<div class=\"mood\" aria-hidden=\"true\">");
        final StringBuilder words = new StringBuilder("<p class=\"moods\">");
        for (final CategoryProfile.Share share : shares.stream().sorted(Comparator.comparingInt(SentimentBar::place)).toList()) {
            final boolean known = KNOWN.contains(share.value());
            final String style = known ? share.value() : "other";
            bar.append("<span class=\"").append(style).append("\" style=\"width:").append(Html.number(100 * share.share())).append("%\"></span>");
            words.append("<span class=\"").append(style).append("\">").append(known ? page.text("sentiment." + share.value()) : "<bdi>" + SegmentView.safe(share.value()) + "</bdi>")
                    .append(' ').append(Html.percent(share.share())).append("</span> ");
        }
        return "<h4>" + page.text("segments.sentiment") + "</h4>\n" + bar + "</div>\n" + words + "</p>\n";
    }

    private static int place(final CategoryProfile.Share share) {
        final int place = KNOWN.indexOf(share.value());
        return place < 0 ? KNOWN.size() : place;
    }
}
