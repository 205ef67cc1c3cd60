// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * Texts that show what a segment is about. Personal data has been masked in them.
 *
 * @param typical near the middle of the segment
 * @param borderline about as near to another segment
 */
public record SegmentTexts(List<String> typical, List<Borderline> borderline) {

    public SegmentTexts {
        typical = List.copyOf(typical);
        borderline = List.copyOf(borderline);
    }

    /**
     * A text at the border.
     *
     * @param text the text
     * @param other id of the segment on the other side
     */
    public record Borderline(String text, int other) {
    }
}
