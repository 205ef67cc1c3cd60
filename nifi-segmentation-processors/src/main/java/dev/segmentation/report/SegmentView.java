// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentQuality;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A segment as the sections of the report show it.
 *
 * @param quality its scores
 * @param marker its colour and shape
 * @param terms its key terms, unescaped; none when it is hidden
 * @param name what it is called, safe for HTML
 * @param hidden whether it is too small to be shown
 */
record SegmentView(SegmentQuality quality, Marker marker, List<String> terms, String name, boolean hidden) {

    private static final int LONGEST_TERM = 32;
    private static final int TERMS_IN_A_LINE = 3;

    int id() {
        return quality.segment();
    }

    /** @return the first terms, safe for HTML, each set apart from the writing direction around it */
    String termLine() {
        return terms.stream()
                .limit(TERMS_IN_A_LINE)
                .map(term -> "<bdi>" + safe(term) + "</bdi>")
                .collect(Collectors.joining(", "));
    }

    /** @return name and first terms, safe for an attribute or an SVG title */
    String label() {
        final String line = terms.stream().limit(TERMS_IN_A_LINE).map(SegmentView::safe).collect(Collectors.joining(", "));
        return line.isEmpty() ? name : name + ": " + line;
    }

    static String safe(final String term) {
        return Html.text(term, LONGEST_TERM);
    }
}
