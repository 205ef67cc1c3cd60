// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Segments against labels that people gave: how many members of each segment have which label.
 *
 * @param labels the labels
 * @param counts by segment, in the order of {@code segments}, then by label; 0 also where the count is too small to be told
 * @param segments ids of segments
 * @param adjustedRandIndex -1..1, or null
 * @param accuracy share of members whose label is matched one to one with their segment, 0..1, or null
 */
public record LabelSection(List<String> labels, List<Integer> segments, int[][] counts, Double adjustedRandIndex, Double accuracy) implements ReportSection {

    /** More labels than this do not stand side by side: each segment then names those that its members have most. */
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_NAMED = 3;
    private static final int LONGEST_LABEL = 40;

    public LabelSection {
        labels = List.copyOf(labels);
        segments = List.copyOf(segments);
    }

    @Override
    public String id() {
        return "labels";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return labels.isEmpty();
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text(labels.size() > MOST_COLUMNS ? "labels.many" : "labels.lead", Html.score(adjustedRandIndex, 3), accuracy == null ? "–" : Html.percent(accuracy));
    }

    @Override
    public String body(final ReportPage page) {
        return labels.size() > MOST_COLUMNS ? list(page) : table(page);
    }

    private String list(final ReportPage page) {
        final StringBuilder html = new StringBuilder("<ul class=\"labellist\">\n");
        for (int row = 0; row < segments.size(); row++) {
            final SegmentView view = page.segment(segments.get(row));
            if (view != null && !view.hidden()) {
                final int[] counted = counts[row];
                final double all = view.quality().size();
                final List<Integer> named = IntStream.range(0, counted.length).filter(label -> counted[label] > 0).boxed()
                        .sorted(Comparator.comparingInt((Integer label) -> counted[label]).reversed()).limit(MOST_NAMED).toList();
                html.append("<li><span class=\"badge\">").append(view.marker().icon()).append("<b>").append(view.name()).append("</b></span><ul>");
                named.forEach(label -> html.append("<li><span class=\"heat\" style=\"--heat:").append(Html.number(100 * counted[label] / all)).append("%\">")
                        .append(Html.percent(counted[label] / all)).append("</span> <bdi>").append(Html.text(labels.get(label), LONGEST_LABEL)).append("</bdi></li>"));
                final double rest = 1 - named.stream().mapToInt(label -> counted[label]).sum() / all;
                if (rest > 0) {
                    html.append("<li class=\"hint\">").append(page.text("labels.rest", Html.percent(rest))).append("</li>");
                }
                html.append("</ul></li>\n");
            }
        }
        return html.append("</ul>\n").toString();
    }

    private String table(final ReportPage page) {
        final List<String> columns = new ArrayList<>(List.of(page.text("scores.segment")));
        labels.forEach(label -> columns.add("<bdi>" + Html.text(label, LONGEST_LABEL) + "</bdi>"));
        final HtmlTable table = new HtmlTable(page.text("labels.title"), columns);
        for (int row = 0; row < segments.size(); row++) {
            final SegmentView view = page.segment(segments.get(row));
            if (view != null && !view.hidden()) {
                final int all = view.quality().size();
                final List<String> cells = new ArrayList<>();
                for (final int count : counts[row]) {
                    cells.add(count == 0 ? "<span class=\"hint\">·</span>"
                            : "<span class=\"heat\" style=\"--heat:" + Html.number(100.0 * count / all) + "%\">" + Html.count(count) + "</span>");
                }
                table.row(view.marker().icon() + view.id(), cells);
            }
        }
        return table.toString();
    }
}
