// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * All scores of all segments as a table, for those who want the numbers.
 */
final class TableSection {

    private TableSection() {
    }

    static String render(final List<SegmentView> segments) {
        final StringBuilder html = new StringBuilder("""
                <div class="scroll" role="region" aria-label="Scores per segment" tabindex="0">
                <table>
                <thead><tr><th scope="col">Segment</th><th scope="col">Size</th><th scope="col">Share</th><th scope="col">Silhouette<br/>cosine</th>\
                <th scope="col">Silhouette<br/>euclidean</th><th scope="col">Calinski-Harabasz<br/>part</th><th scope="col">Davies-Bouldin<br/>worst ratio</th>\
                <th scope="col">Inertia</th><th scope="col">Mean<br/>distance</th></tr></thead>
                <tbody>
                """);
        for (final SegmentView segment : segments) {
            html.append("<tr><th scope=\"row\">").append(segment.marker().icon()).append(segment.quality().segment()).append("</th>");
            cell(html, Html.count(segment.quality().size()));
            cell(html, Html.percent(segment.quality().share()));
            cell(html, Html.score(segment.quality().silhouetteCosine(), 4));
            cell(html, Html.score(segment.quality().silhouetteEuclidean(), 4));
            cell(html, Html.score(segment.quality().calinskiHarabasz(), 2));
            cell(html, Html.score(segment.quality().daviesBouldin(), 3));
            cell(html, Html.score(segment.quality().inertia(), 2));
            cell(html, Html.score(segment.quality().meanDistance(), 4));
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static void cell(final StringBuilder html, final String value) {
        html.append("<td>").append(value).append("</td>");
    }
}
