// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.SegmentMap;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The map: one mark per sampled member, one path per segment, and the segment's number at the middle of its marks.
 */
final class MapSection {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 720;
    private static final int MARGIN = 24;

    /** With more segments than this, only those with enough marks are numbered on the map. */
    private static final int ALL_NUMBERED = 30;
    private static final int ENOUGH_MARKS = 8;

    private MapSection() {
    }

    static String render(final List<SegmentView> segments, final List<SegmentMap.Point> points) {
        final Map<Integer, List<SegmentMap.Point>> bySegment = points.stream().collect(Collectors.groupingBy(SegmentMap.Point::segment));
        final double radius = points.size() > 400 ? 5 : 7.5;
        final StringBuilder html = new StringBuilder("<svg class=\"map\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" aria-label=\"Map of ")
                .append(Html.count(points.size())).append(" members in ").append(Html.count(segments.size())).append(" segments\">\n");
        final StringBuilder numbers = new StringBuilder();
        final StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
        for (final SegmentView segment : segments) {
            final List<SegmentMap.Point> members = bySegment.getOrDefault(segment.quality().segment(), List.of());
            if (!members.isEmpty()) {
                html.append("<path class=\"").append(segment.marker().style()).append("\" d=\"");
                for (final SegmentMap.Point point : members) {
                    html.append(segment.marker().path(x(point), y(point), radius));
                }
                html.append("\"><title>").append(segment.label()).append("</title></path>\n");
                if (segments.size() <= ALL_NUMBERED || members.size() >= ENOUGH_MARKS) {
                    final double middleX = members.stream().mapToDouble(MapSection::x).sorted().toArray()[members.size() / 2];
                    final double middleY = members.stream().mapToDouble(MapSection::y).sorted().toArray()[members.size() / 2];
                    numbers.append("<text x=\"").append(Html.number(middleX)).append("\" y=\"").append(Html.number(middleY)).append("\">")
                            .append(segment.quality().segment()).append("</text>\n");
                }
            }
            legend.append("<li>").append(segment.marker().icon()).append("<b>").append(segment.quality().segment()).append("</b> <span class=\"hint\">")
                    .append(segment.termLine()).append("</span></li>\n");
        }
        return html.append("<g aria-hidden=\"true\">\n").append(numbers).append("</g>\n</svg>\n").append(legend).append("</ul>\n").toString();
    }

    private static double x(final SegmentMap.Point point) {
        return MARGIN + point.x() * (WIDTH - 2 * MARGIN);
    }

    private static double y(final SegmentMap.Point point) {
        return MARGIN + point.y() * (HEIGHT - 2 * MARGIN);
    }
}
