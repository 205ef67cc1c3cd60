// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

/**
 * How large each segment is: a list of bars. Bars are CSS, so the words beside them stay readable on a phone.
 */
public record SizeSection() implements ReportSection {

    /** From this many segments on, the bars stand in columns. */
    private static final int MANY = 25;

    @Override
    public String id() {
        return "sizes";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return page.segments().isEmpty();
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text("sizes.lead", page.unit());
    }

    @Override
    public String body(final ReportPage page) {
        final double largest = page.segments().stream().mapToDouble(segment -> segment.quality().share()).max().orElse(1);
        final StringBuilder html = new StringBuilder("<ol class=\"bars" + (page.segments().size() < MANY ? "" : " dense") + "\">\n");
        for (final SegmentView segment : page.segments()) {
            html.append("<li><span class=\"who\">").append(segment.marker().icon()).append("<b>").append(segment.name()).append("</b> <span class=\"hint\">")
                    .append(segment.termLine()).append("</span></span><span class=\"track\" aria-hidden=\"true\">");
            if (segment.hidden()) {
                html.append("</span><span class=\"num\"><span class=\"hint\">").append(page.text("fewer", page.report().minimumSize())).append("</span></span></li>\n");
            } else {
                html.append("<span class=\"fill ").append(segment.marker().style()).append("\" style=\"width:").append(Html.number(100 * segment.quality().share() / largest))
                        .append("%\"></span></span><span class=\"num\"><b>").append(Html.percent(segment.quality().share())).append("</b> <span class=\"hint\">")
                        .append(Html.count(segment.quality().size())).append("<span class=\"quiet\"> ").append(page.unit()).append("</span></span></span></li>\n");
            }
        }
        return html.append("</ol>\n").toString();
    }
}
