// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountPoint;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What other numbers of segments would have been worth: silhouette and stability by number, and the number that was chosen.
 *
 * @param curve or null
 */
public record CurveSection(SegmentCountCurve curve) implements ReportSection {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 300;
    private static final int LEFT = 20;
    private static final int RIGHT = 20;
    private static final int TOP = 20;

    @Override
    public String id() {
        return "curve";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return curve == null || curve.points().size() < 2;
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text(curve.evident() ? "curve.lead" : "curve.unclear", Html.count(curve.chosen()));
    }

    @Override
    public String body(final ReportPage page) {
        final List<SegmentCountPoint> points = curve.points();
        final HtmlTable table = new HtmlTable(page.text("curve.title"), List.of(page.text("curve.segments"), page.text("silhouette"), page.text("curve.stability"),
                page.text("curve.score"), page.text("curve.calinski"), page.text("curve.davies"), page.text("curve.smallest")));
        for (final SegmentCountPoint point : points) {
            final String chosen = point.segments() == curve.chosen() ? " <span class=\"tag\">" + page.text("curve.chosen") + "</span>" : "";
            table.row(Html.count(point.segments()) + chosen, List.of(Html.score(point.silhouette(), 3), Html.score(point.stability(), 3), Html.score(point.score(), 3),
                    Html.score(point.calinskiHarabasz(), 1), Html.score(point.daviesBouldin(), 3), Html.percent(point.smallestShare())));
        }
        return "<div class=\"pair\">\n" + plot(page, "silhouette", SegmentCountPoint::silhouette) + plot(page, "curve.stability", SegmentCountPoint::stability) + "</div>\n<details><summary>"
                + page.text("curve.table") + "</summary>\n" + table + "</details>\n";
    }

    /** Numbers stand at equal ratios: between 2 and 4 as much as between 20 and 40. */
    private String plot(final ReportPage page, final String name, final ToDoubleFunction<SegmentCountPoint> value) {
        final List<SegmentCountPoint> points = curve.points();
        final double first = Math.log(points.getFirst().segments());
        final double last = Math.log(points.getLast().segments());
        final double low = Math.min(0, points.stream().mapToDouble(value).min().orElse(0));
        final double high = Math.max(low + 0.01, points.stream().mapToDouble(value).max().orElse(1));
        final StringBuilder line = new StringBuilder();
        final StringBuilder marks = new StringBuilder();
        final StringBuilder numbers = new StringBuilder();
        double lastNumber = Double.NEGATIVE_INFINITY;
        for (final SegmentCountPoint point : points) {
            final double x = LEFT + (WIDTH - LEFT - RIGHT) * (Math.log(point.segments()) - first) / (last - first);
            final double y = TOP + (HEIGHT - TOP) * (high - value.applyAsDouble(point)) / (high - low);
            final boolean chosen = point.segments() == curve.chosen();
            line.append(line.isEmpty() ? "M" : "L").append(Html.number(x)).append(' ').append(Html.number(y));
            marks.append("<circle cx=\"").append(Html.number(x)).append("\" cy=\"").append(Html.number(y)).append(chosen ? "\" r=\"12\" class=\"chosen\">" : "\" r=\"6\">").append("<title>")
                    .append(page.text("curve.point", Html.count(point.segments()), Html.score(value.applyAsDouble(point), 3))).append("</title></circle>");
            if (chosen || x - lastNumber > 90) {
                numbers.append("<text x=\"").append(Html.number(x)).append("\" y=\"").append(HEIGHT + 44).append(chosen ? "\" class=\"chosen\">" : "\">").append(point.segments()).append("</text>");
                lastNumber = x;
            }
        }
        return "<figure class=\"curveplot\"><figcaption>" + page.text(name) + " <span class=\"hint\">" + page.text("curve.range", Html.score(low, 2), Html.score(high, 2))
                + "</span></figcaption><svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + 60) + "\" aria-label=\"" + page.text("curve.label",
                        page.text(name)) + "\"><path class=\"zero\" d=\"M0 "
                + HEIGHT + "H" + WIDTH + "\"/><path class=\"line\" d=\"" + line + "\"/>" + marks + numbers + "</svg></figure>\n";
    }
}
