// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * All scores of all segments as a table, for those who want the numbers.
 */
public record TableSection() implements ReportSection {

    private static final List<String> COLUMNS = List.of("segment", "size", "share", "silhouette", "euclidean", "calinski", "davies", "inertia", "distance");

    @Override
    public String id() {
        return "scores";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return page.segments().isEmpty();
    }

    @Override
    public String body(final ReportPage page) {
        final HtmlTable table = new HtmlTable(page.text("scores.title"), COLUMNS.stream().map(column -> page.text("scores." + column)).toList());
        for (final SegmentView segment : page.segments()) {
            final String name = segment.marker().icon() + segment.id();
            if (segment.hidden()) {
                table.row(name, List.of(page.text("fewer", page.report().minimumSize()), "–", "–", "–", "–", "–", "–", "–"));
            } else {
                table.row(name, List.of(Html.count(segment.quality().size()), Html.percent(segment.quality().share()), Html.score(segment.quality().silhouetteCosine(), 4),
                        Html.score(segment.quality().silhouetteEuclidean(), 4), Html.score(segment.quality().calinskiHarabasz(), 2), Html.score(segment.quality().daviesBouldin(), 3),
                        Html.score(segment.quality().inertia(), 2), Html.score(segment.quality().meanDistance(), 4)));
            }
        }
        return table.toString();
    }
}
