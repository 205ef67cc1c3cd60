// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.cluster.Dendrogram;

/**
 * The tree of the segments: which two are joined first, lying down, so that the names stand at its right.
 *
 * @param tree or null; leaf i is a segment
 * @param ids of the segments, by leaf
 */
public record TreeSection(Dendrogram tree, int[] ids) implements ReportSection {

    private static final int WIDTH = 600;
    private static final int ROW = 30;

    @Override
    public String id() {
        return "tree";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return tree == null || tree.leaves() < 3 || tree.leaves() > ReportPage.MOST_SEGMENTS;
    }

    @Override
    public String body(final ReportPage page) {
        final int leaves = tree.leaves();
        final int[] order = order();
        final double[] x = new double[leaves + tree.merges()];
        final double[] y = new double[leaves + tree.merges()];
        final StringBuilder names = new StringBuilder("<ol class=\"leaves\">");
        for (int place = 0; place < leaves; place++) {
            final SegmentView view = page.segment(ids[order[place]]);
            y[order[place]] = ROW * (place + 0.5);
            x[order[place]] = WIDTH;
            names.append("<li>").append(page.badge(ids[order[place]])).append(" <span class=\"hint\">").append(view == null ? "" : view.termLine()).append("</span></li>");
        }
        double highest = 0;
        for (int merge = 0; merge < tree.merges(); merge++) {
            highest = Math.max(highest, tree.height(merge));
        }
        final StringBuilder path = new StringBuilder();
        for (int merge = 0; merge < tree.merges(); merge++) {
            final int left = tree.left(merge);
            final int right = tree.right(merge);
            final double at = WIDTH * (1 - 0.96 * (highest == 0 ? (merge + 1.0) / tree.merges() : tree.height(merge) / highest));
            path.append('M').append(Html.number(x[left])).append(' ').append(Html.number(y[left])).append('H').append(Html.number(at)).append('V').append(Html.number(y[right]))
                    .append('H').append(Html.number(x[right]));
            x[leaves + merge] = at;
            y[leaves + merge] = (y[left] + y[right]) / 2;
        }
        final int height = ROW * leaves;
        return "<div class=\"dendrogram\"><svg role=\"img\" preserveAspectRatio=\"none\" viewBox=\"0 0 " + WIDTH + " " + height + "\" style=\"height:" + height + "px\" aria-label=\""
                + page.text("tree.label", Html.count(leaves)) + "\"><path d=\"" + path + "\"/></svg>" + names + "</ol></div>\n";
    }

    /** Leaves from top to bottom: what is merged stands together. */
    private int[] order() {
        final int[] order = new int[tree.leaves()];
        final int[] stack = new int[order.length + tree.merges()];
        int depth = 0;
        int placed = 0;
        stack[depth++] = order.length + tree.merges() - 1;
        while (depth > 0) {
            final int node = stack[--depth];
            if (node < order.length) {
                order[placed++] = node;
            } else {
                stack[depth++] = tree.right(node - order.length);
                stack[depth++] = tree.left(node - order.length);
            }
        }
        return order;
    }
}
