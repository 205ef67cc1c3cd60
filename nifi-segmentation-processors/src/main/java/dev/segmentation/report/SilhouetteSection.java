// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The silhouette plot: for each segment the silhouettes of its members, largest first, as one outline whose height follows the segment's size, and
 * the mean of all as a line through every row.
 *
 * @param silhouettes by segment id, the silhouettes of its members, -1..1, in any order
 */
public record SilhouetteSection(Map<Integer, double[]> silhouettes) implements ReportSection {

    private static final int WIDTH = 1000;
    private static final int STEPS = 80;
    private static final int TOTAL_HEIGHT = 460;
    private static final int LOWEST_ROW = 16;
    private static final int HIGHEST_ROW = 150;

    @Override
    public String id() {
        return "silhouettes";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return page.report().silhouette() == null;
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text("silhouettes.lead") + page.byFeatures();
    }

    @Override
    public String body(final ReportPage page) {
        double lowest = 0;
        double highest = 0;
        for (final double[] values : silhouettes.values()) {
            lowest = Math.min(lowest, Arrays.stream(values).min().orElse(0));
            highest = Math.max(highest, Arrays.stream(values).max().orElse(0));
        }
        final double low = Math.min(-0.1, Math.floor(lowest * 10) / 10);
        final double high = Math.max(0.1, Math.ceil(highest * 10) / 10);
        return new Plot(page, low, high, page.report().silhouette()).render(silhouettes);
    }

    /** The scale that all rows share. */
    private record Plot(ReportPage page, double low, double high, double mean) {

        private String render(final Map<Integer, double[]> silhouettes) {
            final StringBuilder html = new StringBuilder("<div class=\"sil\">\n");
            html.append("<div class=\"row flag\"><span></span><span class=\"scale\"><i style=\"left:").append(percent(mean)).append("\">").append(page.text("mean")).append(' ')
                    .append(Html.score(mean, 3)).append("</i></span><span></span></div>\n");
            for (final SegmentView segment : page.segments()) {
                final double[] values = segment.hidden() ? new double[0] : silhouettes.getOrDefault(segment.id(), new double[0]);
                html.append("<div class=\"row\"><span class=\"who\">").append(segment.marker().icon()).append("<b>").append(segment.name()).append("</b></span>")
                        .append(plot(segment, values)).append("<span class=\"num\">").append(Html.score(values.length == 0 ? null : Arrays.stream(values).average().orElseThrow(), 3))
                        .append("</span></div>\n");
            }
            html.append("<div class=\"row axis\" aria-hidden=\"true\"><span></span><span class=\"scale\">");
            for (final double tick : ticks()) {
                html.append("<i style=\"left:").append(percent(tick)).append("\">").append(Html.score(tick, 1)).append("</i>");
            }
            return html.append("</span><span></span></div>\n</div>\n").toString();
        }

        private String plot(final SegmentView segment, final double[] values) {
            final long height = Math.clamp(Math.round(TOTAL_HEIGHT * segment.quality().share()), LOWEST_ROW, HIGHEST_ROW);
            final double[] sorted = values.clone();
            Arrays.sort(sorted);
            final String range = sorted.length == 0 ? page.text("silhouettes.none")
                    : page.text("silhouettes.range", Html.score(sorted[0], 2), Html.score(sorted[sorted.length - 1], 2));
            final StringBuilder svg = new StringBuilder("<svg role=\"img\" preserveAspectRatio=\"none\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(height)
                    .append("\" style=\"height:").append(height).append("px\"><title>").append(segment.label()).append(" – ").append(range).append("</title>");
            for (final double tick : ticks()) {
                svg.append("<path class=\"").append(tick == 0 ? "zero" : "grid").append("\" d=\"M").append(x(tick)).append(" 0V").append(height).append("\"/>");
            }
            if (sorted.length > 0) {
                svg.append("<path class=\"area ").append(segment.marker().style()).append("\" d=\"").append(outline(sorted, height)).append("\"/>");
            }
            return svg.append("<path class=\"mean\" d=\"M").append(x(mean)).append(" 0V").append(height).append("\"/></svg>").toString();
        }

        private String outline(final double[] sorted, final long height) {
            final int steps = Math.min(STEPS, sorted.length);
            final StringBuilder path = new StringBuilder("M").append(x(0)).append(" 0");
            for (int step = 0; step < steps; step++) {
                final int member = sorted.length - 1 - (int) ((step + 0.5) * sorted.length / steps);
                path.append('H').append(x(sorted[member])).append('V').append(Html.number((double) height * (step + 1) / steps));
            }
            return path.append('H').append(x(0)).append('z').toString();
        }

        private List<Double> ticks() {
            final double step = high - low > 1 ? 0.5 : high - low > 0.5 ? 0.2 : 0.1;
            final List<Double> ticks = new ArrayList<>();
            for (long tick = Math.round(Math.ceil(low / step)); tick * step <= high + 1e-9; tick++) {
                ticks.add(tick * step);
            }
            return ticks;
        }

        private String x(final double value) {
            return Html.number(WIDTH * (value - low) / (high - low));
        }

        private String percent(final double value) {
            return Html.number(100 * (value - low) / (high - low)) + "%";
        }
    }
}
