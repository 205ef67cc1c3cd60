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
    private static final double HARDLY = 0.05;
    private static final double DOMINANT_SHARE = 0.5;
    private static final double TINY_SHARE = 0.01;
    private static final double TINY_PART_OF_MEAN = 0.25;

    static Verdict of(final ReportPage page) {
        final Double silhouette = page.report().silhouette();
        if (silhouette == null) {
            return new Verdict(-1, page.text("verdict.unscored"), page.text("verdict.unscored.why"), List.of());
        }

        int level = 0;
        while (level < LEVELS.length && silhouette > LEVELS[level]) {
            level++;
        }
        final String key = "verdict." + (level == 0 && silhouette <= HARDLY ? "hardly" : level);
        return new Verdict(level, page.text(key), page.text((page.report().features() ? "verdict.features" : key) + ".why", page.unit()), remarks(page));
    }

    private static List<String> remarks(final ReportPage page) {
        final SegmentationQuality quality = page.report().quality();
        final List<String> remarks = new ArrayList<>();
        final SegmentQuality largest = quality.segments().stream().reduce((a, b) -> b.size() > a.size() ? b : a).orElseThrow();
        if (largest.share() > DOMINANT_SHARE) {
            remarks.add(page.text("remark.dominant", page.name(largest.segment()), Html.percent(largest.share())));
        }
        final double tinyShare = Math.min(TINY_SHARE, TINY_PART_OF_MEAN / quality.segments().size());
        final long tiny = quality.segments().stream().filter(segment -> segment.share() < tinyShare).count();
        if (tiny > 0) {
            remarks.add(page.text(tiny == 1 ? "remark.tiny.one" : "remark.tiny", Html.count(tiny), Html.percent(tinyShare)));
        }
        final long hidden = quality.segments().stream().filter(segment -> segment.size() < page.report().minimumSize()).count();
        if (hidden > 0) {
            remarks.add(page.text(hidden == 1 ? "remark.hidden.one" : "remark.hidden", Html.count(hidden), page.report().minimumSize(), page.unit()));
        }
        final List<Integer> blurred = quality.segments().stream()
                .filter(segment -> page.report().silhouette(segment) != null && page.report().silhouette(segment) < 0)
                .map(SegmentQuality::segment)
                .toList();
        if (!blurred.isEmpty()) {
            remarks.add(blurred.size() == 1 ? page.text("remark.blurred.one", page.name(blurred.getFirst())) : page.text("remark.blurred", Html.count(blurred.size())));
        }
        return remarks;
    }
}
