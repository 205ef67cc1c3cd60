// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * How large each segment is: a list of bars. Bars are CSS, so the words beside them stay readable on a phone.
 */
final class SizeSection {

    /** From this many segments on, the bars stand in columns. */
    private static final int MANY = 25;

    private SizeSection() {
    }

    static String render(final List<SegmentView> segments, final String unit) {
        final double largest = segments.stream().mapToDouble(segment -> segment.quality().share()).max().orElse(1);
        final StringBuilder html = new StringBuilder("<ol class=\"bars" + (segments.size() < MANY ? "" : " dense") + "\">\n");
        for (final SegmentView segment : segments) {
            html.append("<li><span class=\"who\">").append(segment.marker().icon()).append("<b>").append(segment.name()).append("</b> <span class=\"hint\">")
                    .append(segment.termLine()).append("</span></span><span class=\"track\" aria-hidden=\"true\"><span class=\"fill ").append(segment.marker().style())
                    .append("\" style=\"width:").append(Html.number(100 * segment.quality().share() / largest)).append("%\"></span></span><span class=\"num\"><b>")
                    .append(Html.percent(segment.quality().share())).append("</b> <span class=\"hint\">").append(Html.count(segment.quality().size()))
                    .append("<span class=\"quiet\"> ").append(unit).append("</span></span></span></li>\n");
        }
        return html.append("</ol>\n").toString();
    }
}
