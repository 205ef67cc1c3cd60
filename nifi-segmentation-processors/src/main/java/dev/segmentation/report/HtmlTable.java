// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.List;

/**
 * A table that scrolls sideways by itself where the page is too narrow for it, also by keyboard.
 */
final class HtmlTable {

    private final StringBuilder html = new StringBuilder();

    /**
     * @param label what the table is, for those who do not see it; safe for HTML
     * @param columns heads of the columns, safe for HTML
     */
    HtmlTable(final String label, final List<String> columns) {
        html.append("<div class=\"scroll\" role=\"group\" aria-label=\"").append(label).append("\" tabindex=\"0\">\n<table>\n<thead><tr>");
        columns.forEach(column -> html.append("<th scope=\"col\">").append(column).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
    }

    /**
     * @param head of the row, safe for HTML
     * @param cells the other columns, safe for HTML
     */
    void row(final String head, final List<String> cells) {
        html.append("<tr><th scope=\"row\">").append(head).append("</th>");
        cells.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
        html.append("</tr>\n");
    }

    /** @return the table, to be asked for once, at the end */
    @Override
    public String toString() {
        return html + "</tbody>\n</table>\n</div>\n";
    }
}
