// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * Whether groups of people are spread over the segments as they are over all.
 *
 * @param fields one for each field that was looked at
 */
public record FairnessSection(List<Field> fields) implements ReportSection {

    private static final int LONGEST_VALUE = 40;

    public FairnessSection {
        fields = List.copyOf(fields);
    }

    /**
     * A field that tells groups of people.
     *
     * @param name of the field
     * @param association of groups and segments, Cramer's V, 0..1, or null
     * @param findings groups that stand out in a segment
     */
    public record Field(String name, Double association, List<Finding> findings) {

        public Field {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A group that is more or less frequent in a segment than among all.
     *
     * @param segment id of the segment
     * @param group value of the field
     * @param share of the segment, 0..1
     * @param overall share of all, 0..1
     */
    public record Finding(int segment, String group, double share, double overall) {
    }

    @Override
    public String id() {
        return "fairness";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return fields.isEmpty();
    }

    @Override
    public String body(final ReportPage page) {
        final StringBuilder html = new StringBuilder();
        for (final Field field : fields) {
            html.append("<h3><bdi>").append(Html.text(field.name(), LONGEST_VALUE)).append("</bdi> <span class=\"hint\">").append(page.text("profile.cramer")).append(' ')
                    .append(Html.score(field.association(), 3)).append("</span></h3>\n");
            if (field.findings().isEmpty()) {
                html.append("<p>").append(page.text("fairness.even")).append("</p>\n");
            } else {
                final HtmlTable table = new HtmlTable(page.text("fairness.title"), List.of(page.text("scores.segment"), page.text("fairness.group"), page.text("fairness.here"),
                        page.text("fairness.all")));
                field.findings().forEach(finding -> table.row(page.badge(finding.segment()), List.of("<bdi>" + Html.text(finding.group(), LONGEST_VALUE) + "</bdi>",
                        Html.percent(finding.share()), Html.percent(finding.overall()))));
                html.append(table);
            }
        }
        return html.toString();
    }
}
