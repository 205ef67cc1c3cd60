// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentQuality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all sections of a report share: its language, and the segments that it shows.
 */
public final class ReportPage {

    /** With more segments, the report shows the largest of them; the metrics have all. */
    static final int MOST_SEGMENTS = 200;

    private final SegmentReport report;
    private final List<SegmentView> segments;
    private final Map<Integer, SegmentView> byId = new HashMap<>();

    ReportPage(final SegmentReport report) {
        this.report = report;
        final Set<Integer> shown = report.quality().segments().stream()
                .sorted(Comparator.comparingInt(SegmentQuality::size).reversed())
                .limit(MOST_SEGMENTS)
                .map(SegmentQuality::segment)
                .collect(Collectors.toSet());
        final List<SegmentView> views = new ArrayList<>();
        for (final SegmentQuality quality : report.quality().segments()) {
            if (shown.contains(quality.segment())) {
                final boolean hidden = quality.size() < report.minimumSize();
                final List<String> terms = hidden ? List.of() : report.terms().getOrDefault(quality.segment(), List.of());
                views.add(new SegmentView(quality, Marker.of(views.size()), terms, name(quality.segment()), hidden));
            }
        }
        segments = List.copyOf(views);
        segments.forEach(segment -> byId.put(segment.quality().segment(), segment));
    }

    SegmentReport report() {
        return report;
    }

    ReportLanguage language() {
        return report.language();
    }

    /** @return the segments shown, in ascending order of id */
    List<SegmentView> segments() {
        return segments;
    }

    /**
     * @param id of a segment
     * @return the segment, or null when the report does not show it
     */
    SegmentView segment(final int id) {
        return byId.get(id);
    }

    String name(final int id) {
        return text("segment", id);
    }

    /** @return marker and name, or the name alone of a segment that the report does not show */
    String badge(final int id) {
        final SegmentView view = byId.get(id);
        return "<span class=\"badge\">" + (view == null ? "" : view.marker().icon()) + "<b>" + name(id) + "</b></span>";
    }

    /** @return the records or customers, in words */
    String unit() {
        return text(report.unit().key());
    }

    /** @return a sentence that follows another one, where what is shown goes by more than the texts; else nothing */
    String byFeatures() {
        return report.features() ? " " + text("features") : "";
    }

    String text(final String key, final Object... values) {
        return report.language().text(key, values);
    }
}
