// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.CategoryProfile;

import java.util.Map;

/**
 * A card per segment: how large, how well separated, in which words, who is in it, how they feel, and a few texts.
 *
 * @param profile of the fields that describe members
 * @param sentiment of the members, or null
 * @param texts by segment id, masked; may be empty
 */
public record CardSection(ProfileSection profile, CategoryProfile sentiment, Map<Integer, SegmentTexts> texts) implements ReportSection {

    private static final double CLEAR = 0.25;
    private static final double SOFT = 0.05;
    private static final int LONGEST_TEXT = 240;

    @Override
    public String id() {
        return "segments";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return page.segments().isEmpty();
    }

    @Override
    public boolean showsTexts() {
        return !texts.isEmpty();
    }

    @Override
    public String lead(final ReportPage page) {
        final boolean terms = page.segments().stream().anyMatch(segment -> !segment.terms().isEmpty());
        return page.text(terms ? "segments.terms" : "segments.noterms") + (texts.isEmpty() ? "" : " " + page.text("segments.texts"));
    }

    @Override
    public String body(final ReportPage page) {
        final StringBuilder html = new StringBuilder("<div class=\"cards\">\n");
        for (final SegmentView segment : page.segments()) {
            html.append("<article class=\"card ").append(segment.marker().style()).append("\" id=\"segment-").append(segment.id()).append("\"><h3>").append(segment.marker().icon())
                    .append(segment.name()).append("</h3>\n");
            if (segment.hidden()) {
                html.append("<p class=\"fit\">").append(page.text("segments.hidden", page.report().minimumSize(), page.unit())).append("</p>\n");
            } else {
                addMembers(html, page, segment);
            }
            html.append("</article>\n");
        }
        return html.append("</div>\n").toString();
    }

    private void addMembers(final StringBuilder html, final ReportPage page, final SegmentView segment) {
        final Double silhouette = page.report().silhouette(segment.quality());
        final String fit = page.text(fit(silhouette));
        html.append("<p class=\"big\">").append(Html.percent(segment.quality().share())).append(" <span>").append(Html.count(segment.quality().size())).append(' ')
                .append(page.unit()).append("</span></p>\n<p class=\"fit\">").append(fit).append(" <span class=\"number\">").append(page.text("silhouette")).append(' ')
                .append(Html.score(silhouette, 3)).append("</span></p>\n");
        if (segment.terms().isEmpty()) {
            html.append("<p class=\"hint\">").append(page.text("segments.none")).append("</p>\n");
        } else {
            html.append("<ul class=\"chips\" aria-label=\"").append(page.text("segments.chips", segment.name())).append("\">");
            segment.terms().forEach(term -> html.append("<li><bdi>").append(SegmentView.safe(term)).append("</bdi></li>"));
            html.append("</ul>\n");
        }
        html.append(profile.lines(page, segment.id())).append(SentimentBar.of(page, sentiment, segment.id()));
        final SegmentTexts shown = texts.get(segment.id());
        if (shown != null) {
            addTexts(html, page, shown);
        }
    }

    private static void addTexts(final StringBuilder html, final ReportPage page, final SegmentTexts texts) {
        if (!texts.typical().isEmpty()) {
            html.append("<h4>").append(page.text("segments.typical")).append("</h4>\n");
            texts.typical().forEach(text -> html.append("<blockquote dir=\"auto\">").append(Html.text(text, LONGEST_TEXT)).append("</blockquote>\n"));
        }
        if (!texts.borderline().isEmpty()) {
            html.append("<details><summary>").append(page.text("segments.borderline")).append("</summary>\n");
            for (final SegmentTexts.Borderline borderline : texts.borderline()) {
                html.append("<blockquote dir=\"auto\">").append(Html.text(borderline.text(), LONGEST_TEXT)).append("</blockquote>\n<p class=\"toward\">")
                        .append(page.text("segments.toward", page.badge(borderline.other()))).append("</p>\n");
            }
            html.append("</details>\n");
        }
    }

    private static String fit(final Double silhouette) {
        if (silhouette == null) {
            return "fit.unscored";
        }
        if (silhouette > CLEAR) {
            return "fit.clear";
        }
        if (silhouette > SOFT) {
            return "fit.soft";
        }
        return silhouette >= 0 ? "fit.hardly" : "fit.other";
    }
}
