// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which number of segments is best. Neither criterion is enough: few segments are stable whatever there is to be found, and the silhouette hardly tells many
 * numbers of fine segments apart. So the silhouette says which numbers come into question, the product of silhouette and stability which of them is best, and
 * where the difference is a matter of chance, fewer are better.
 *
 * @see <a href="https://doi.org/10.1201/9781315139470">Breiman, Friedman, Olshen, Stone: Classification and regression trees, 1984, section 3.4.3</a> for the rule of one
 *         standard error
 */
final class SegmentCountRule {

    /** Share of the best silhouette that a number must reach to come into question. */
    private static final double SEPARATED = 0.9;
    /** With less, resamples disagree more than they agree. */
    static final double STABLE = 0.5;

    private final double minimumShare;

    SegmentCountRule(final double minimumShare) {
        this.minimumShare = minimumShare;
    }

    /**
     * @param points at least one, by ascending number of segments
     */
    SegmentCountCurve choose(final List<SegmentCountPoint> points, final int rows) {
        final List<SegmentCountPoint> allowed = points.stream().filter(point -> point.smallestShare() > 0 && point.smallestShare() >= minimumShare).toList();
        if (allowed.isEmpty()) {
            return fewest(points, rows, "With every number at least one segment is smaller than the minimum share.");
        }
        final double best = allowed.stream().mapToDouble(SegmentCountPoint::resampledSilhouette).max().orElseThrow();
        final double least = best - (1 - SEPARATED) * Math.abs(best);
        final List<SegmentCountPoint> separated = allowed.stream().filter(point -> point.resampledSilhouette() >= least).toList();
        final SegmentCountPoint top = separated.stream().max(Comparator.comparingDouble(SegmentCountPoint::score)).orElseThrow();
        if (top.stability() < STABLE) {
            return fewest(points, rows, text("The data do not tell: the best of the well separated segments, %d, have a stability of only %.2f.", top.segments(), top.stability()));
        }
        final SegmentCountPoint chosen = separated.stream().filter(point -> point.score() >= top.score() - top.scoreError()).findFirst().orElseThrow();
        final String reason = text("%d segments have a silhouette of %.3f, where the best of all numbers is %.3f, and a stability of %.2f: ", chosen.segments(),
                chosen.resampledSilhouette(), best, chosen.stability())
                + (chosen == top ? text("the best product, %.3f, of the numbers with such a silhouette.", chosen.score())
                : text("a product of %.3f, not told apart from the best, %.3f with %d segments.", chosen.score(), top.score(), top.segments()))
                + (chosen == points.getLast() && points.size() > 1 ? " No more segments were tried; still more may be better." : "");
        return new SegmentCountCurve(SegmentCountCurve.SILHOUETTE_AND_STABILITY, points, rows, chosen.segments(), true, reason);
    }

    private static SegmentCountCurve fewest(final List<SegmentCountPoint> points, final int rows, final String reason) {
        final int fewest = points.getFirst().segments();
        return new SegmentCountCurve(SegmentCountCurve.SILHOUETTE_AND_STABILITY, points, rows, fewest, false, reason + text(" The fewest allowed, %d, are taken.", fewest));
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
