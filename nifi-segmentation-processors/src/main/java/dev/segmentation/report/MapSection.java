// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.SegmentMap;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The map: one mark per sampled member, one path per segment, and the segment's number near the middle of its marks. A segment under the pointer or
 * reached by keyboard stands out, and a line above the map says its terms: style sheet alone, without a script.
 *
 * @param points of the map
 */
public record MapSection(List<SegmentMap.Point> points) implements ReportSection {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 720;
    private static final int MARGIN = 24;
    private static final int CAPTION = 56;

    /** With more segments than this, only those with enough marks are numbered on the map, and the keyboard does not stop at each of them. */
    private static final int ALL_NUMBERED = 30;
    private static final int ENOUGH_MARKS = 8;

    @Override
    public String id() {
        return "map";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return points.isEmpty();
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text("map.lead", Html.count(points.size()), page.unit()) + page.byFeatures();
    }

    @Override
    public String body(final ReportPage page) {
        final Map<Integer, List<SegmentMap.Point>> bySegment = points.stream().collect(Collectors.groupingBy(SegmentMap.Point::segment));
        final double radius = points.size() > 400 ? 5 : 7.5;
        final boolean few = page.segments().size() <= ALL_NUMBERED;
        final StringBuilder html = new StringBuilder("<svg class=\"map\" role=\"group\" viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + CAPTION) + "\" aria-label=\"")
                .append(page.text("map.label", Html.count(points.size()), Html.count(page.segments().size()))).append("\">\n");
        final MapNumbers places = new MapNumbers();
        final StringBuilder numbers = new StringBuilder();
        final StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
        for (final SegmentView segment : page.segments()) {
            final List<SegmentMap.Point> members = segment.hidden() ? List.of() : bySegment.getOrDefault(segment.id(), List.of());
            if (!members.isEmpty()) {
                html.append("<g class=\"spot\" role=\"img\" aria-label=\"").append(segment.label()).append(few ? "\" tabindex=\"0\">" : "\">").append("<path class=\"")
                        .append(segment.marker().style()).append("\" d=\"");
                for (final SegmentMap.Point point : members) {
                    html.append(segment.marker().path(x(point), y(point), radius));
                }
                html.append("\"/><text class=\"tip\" x=\"").append(MARGIN).append("\" y=\"").append(CAPTION / 2).append("\">").append(segment.label()).append("</text></g>\n");
                if (few || members.size() >= ENOUGH_MARKS) {
                    final MapNumbers.Place place = places.take(segment.id(), members.stream().map(point -> new MapNumbers.Place(x(point), y(point))).toList());
                    if (place != null) {
                        numbers.append("<text x=\"").append(Html.number(place.x())).append("\" y=\"").append(Html.number(place.y())).append("\">").append(segment.id()).append("</text>\n");
                    }
                }
            }
            legend.append("<li>").append(segment.marker().icon()).append("<b>").append(segment.id()).append("</b> <span class=\"hint\">")
                    .append(segment.termLine()).append("</span></li>\n");
        }
        return html.append("<g class=\"numbers\" aria-hidden=\"true\">\n").append(numbers).append("</g>\n</svg>\n").append(legend).append("</ul>\n").toString();
    }

    private static double x(final SegmentMap.Point point) {
        return MARGIN + point.x() * (WIDTH - 2 * MARGIN);
    }

    private static double y(final SegmentMap.Point point) {
        return CAPTION + MARGIN + point.y() * (HEIGHT - 2 * MARGIN);
    }
}
