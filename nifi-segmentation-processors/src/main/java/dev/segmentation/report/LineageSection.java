// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.cluster.lineage.GoneSegment;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.SegmentLineage;
import dev.segmentation.core.cluster.lineage.SegmentShare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of the segments of the model before.
 *
 * @param basis what it could be drawn from, or null when nothing is known
 * @param segments of the model
 * @param gone segments of the model before
 */
public record LineageSection(LineageBasis basis, List<SegmentLineage> segments, List<GoneSegment> gone) implements ReportSection {

    public LineageSection {
        segments = List.copyOf(segments);
        gone = List.copyOf(gone);
    }

    @Override
    public String id() {
        return "lineage";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return basis == null || basis == LineageBasis.FIRST;
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text("lineage." + key(basis));
    }

    @Override
    public String body(final ReportPage page) {
        final HtmlTable table = new HtmlTable(page.text("lineage.title"), List.of(page.text("scores.segment"), page.text("lineage.what"), page.text("lineage.before"),
                page.text("lineage.now"), page.text("lineage.from")));
        for (final SegmentLineage segment : segments.stream().filter(each -> each.size() >= page.report().minimumSize()).toList()) {
            table.row(page.badge(segment.id()), List.of(tag(page, key(segment.kind())), share(segment.shareBefore()), share(segment.share()), shares(page, segment.parents())));
        }
        for (final GoneSegment segment : gone.stream().filter(each -> each.sizeBefore() >= page.report().minimumSize()).toList()) {
            table.row(page.badge(segment.id()), List.of(tag(page, "gone"), share(segment.shareBefore()), "–",
                    segment.to().isEmpty() ? "–" : page.text("lineage.to", shares(page, segment.to()))));
        }
        return table.toString();
    }

    private static String tag(final ReportPage page, final String kind) {
        return "<span class=\"tag " + kind + "\">" + page.text("kind." + kind) + "</span>";
    }

    private static String share(final Double share) {
        return share == null ? "–" : Html.percent(share);
    }

    private static String shares(final ReportPage page, final List<SegmentShare> shares) {
        return shares.isEmpty() ? "–" : shares.stream().map(share -> page.name(share.id()) + " " + Html.percent(share.share())).collect(Collectors.joining(", "));
    }

    private static String key(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
