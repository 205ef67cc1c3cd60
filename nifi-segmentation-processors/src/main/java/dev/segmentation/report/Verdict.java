// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;

import java.util.ArrayList;
import java.util.List;

/**
 * What the scores mean, in words. The levels are those of Leonard Kaufman and Peter J. Rousseeuw, "Finding Groups in Data" (1990), table 4 on p. 88;
 * they were made for data with few dimensions, and the words say so.
 *
 * @param level 0 (none) to 3 (strong), -1 when there is no silhouette
 * @param headline one short sentence
 * @param explanation a few sentences on the whole
 * @param remarks what to look at, may be empty
 */
record Verdict(int level, String headline, String explanation, List<String> remarks) {

    private static final double[] LEVELS = {0.25, 0.50, 0.70};
    private static final double DOMINANT_SHARE = 0.5;
    private static final double TINY_SHARE = 0.01;
    private static final double TINY_PART_OF_MEAN = 0.25;

    static Verdict of(final SegmentationQuality quality, final Double silhouette, final String unit) {
        if (silhouette == null) {
            return new Verdict(-1, "These segments cannot be scored", "There is no silhouette for this data; the notes below say why.", List.of());
        }

        int level = 0;
        while (level < LEVELS.length && silhouette > LEVELS[level]) {
            level++;
        }
        final String headline = switch (level) {
            case 0 -> silhouette > 0.05 ? "The segments overlap" : "The segments hardly stand apart";
            case 1 -> "The segments are visible, but their borders are soft";
            case 2 -> "The segments are clearly separate";
            default -> "The segments are strongly separate";
        };
        final String explanation = switch (level) {
            case 0 -> silhouette > 0.05
                    ? "Typical for what people write: most texts touch more than one subject. Use the segments as themes to start from, read the key terms "
                    + "before you act on them, and do not treat the border between two segments as a fact."
                    : "On average the " + unit + " are about as close to a neighbouring segment as to their own. That can still be useful as a rough order of "
                    + "subjects, but check the key terms and try another number of segments before you build on it.";
            case 1 -> "There is real structure, and " + unit + " near a border could belong to either side. For texts this is a good level.";
            case 2 -> "Most " + unit + " are much closer to their own segment than to the next one. For texts this is rare: check that the segments do not "
                    + "merely tell apart languages, templates or copies of the same text.";
            default -> "Nearly all " + unit + " are far closer to their own segment than to any other. For texts this is so rare that copies of the same text, "
                    + "templates or different languages are the likely reason: look at the key terms.";
        };
        return new Verdict(level, headline, explanation, remarks(quality));
    }

    private static List<String> remarks(final SegmentationQuality quality) {
        final List<String> remarks = new ArrayList<>();
        final SegmentQuality largest = quality.segments().stream().reduce((a, b) -> b.size() > a.size() ? b : a).orElseThrow();
        if (largest.share() > DOMINANT_SHARE) {
            remarks.add("Segment " + largest.segment() + " holds " + Html.percent(largest.share()) + " of all: it may hide several subjects.");
        }
        final double tinyShare = Math.min(TINY_SHARE, TINY_PART_OF_MEAN / quality.segments().size());
        final long tiny = quality.segments().stream().filter(segment -> segment.share() < tinyShare).count();
        if (tiny > 0) {
            remarks.add((tiny == 1 ? "One segment has" : Html.count(tiny) + " segments have") + " less than " + Html.percent(tinyShare) + " of all: too small to plan for.");
        }
        final List<Integer> blurred = quality.segments().stream()
                .filter(segment -> segment.silhouetteCosine() != null && segment.silhouetteCosine() < 0)
                .map(SegmentQuality::segment)
                .toList();
        if (blurred.size() == 1) {
            remarks.add("Segment " + blurred.getFirst() + " has a negative silhouette: its members lie closer to another segment on average.");
        } else if (!blurred.isEmpty()) {
            remarks.add(Html.count(blurred.size()) + " segments have a negative silhouette: their members lie closer to another segment on average.");
        }
        return remarks;
    }
}
