// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentCountRuleTest {

    private final SegmentCountRule rule = new SegmentCountRule(0.01);

    @Test
    void stableButBadlySeparatedIsNotEnough() {
        final SegmentCountCurve curve = rule.choose(List.of(point(2, 0.1, 1, 0, 0.4), point(5, 0.2, 0.8, 0.01, 0.1), point(6, 0.19, 0.7, 0.01, 0.1)), 100);
        assertEquals(5, curve.chosen());
        assertTrue(curve.evident());
        assertEquals("5 segments have a silhouette of 0.200, where the best of all numbers is 0.200, and a stability of 0.80: the best product, 0.160, of the numbers with such a silhouette.",
                curve.reason());
    }

    @Test
    void fewerAreTakenWithinOneStandardError() {
        final List<SegmentCountPoint> points = List.of(point(4, 0.185, 0.78, 0.1, 0.2), point(5, 0.19, 0.8, 0.01, 0.1), point(9, 0.2, 0.8, 0.05, 0.1));
        final SegmentCountCurve curve = rule.choose(points, 100);
        assertEquals(5, curve.chosen());
        assertTrue(curve.reason().endsWith("a stability of 0.80: a product of 0.152, not told apart from the best, 0.160 with 9 segments."), curve.reason());
    }

    @Test
    void smallSegmentsAreNotAllowed() {
        assertEquals(3, rule.choose(List.of(point(3, 0.1, 0.8, 0, 0.1), point(5, 0.2, 0.9, 0, 0.009)), 100).chosen());
        final SegmentCountCurve none = rule.choose(List.of(point(3, 0.1, 0.8, 0, 0.002), point(5, 0.2, 0.9, 0, 0.001)), 100);
        assertEquals(3, none.chosen());
        assertFalse(none.evident());
        assertEquals(5, new SegmentCountRule(0).choose(List.of(point(5, 0.1, 0.8, 0, 0.1), point(7, 0.2, 0.9, 0, 0)), 100).chosen());
    }

    @Test
    void negativeSilhouettesAreCompared() {
        assertEquals(4, rule.choose(List.of(point(3, -0.2, 0.9, 0, 0.1), point(4, -0.1, 0.8, 0, 0.1)), 100).chosen());
    }

    @Test
    void nothingStableGivesTheFewest() {
        final SegmentCountCurve curve = rule.choose(List.of(point(2, 0.01, 0.9, 0, 0.1), point(5, 0.2, 0.4, 0.2, 0.1)), 100);
        assertEquals(2, curve.chosen());
        assertFalse(curve.evident());
        assertEquals("The data do not tell: the best of the well separated segments, 5, have a stability of only 0.40. The fewest allowed, 2, are taken.", curve.reason());
    }

    @Test
    void theMostThatWereTriedMayBeTooFew() {
        final String reason = rule.choose(List.of(point(3, 0.1, 0.8, 0, 0.1), point(5, 0.2, 0.9, 0, 0.1)), 100).reason();
        assertTrue(reason.endsWith("No more segments were tried; still more may be better."), reason);
        assertTrue(rule.choose(List.of(point(5, 0.2, 0.9, 0, 0.1)), 100).reason().endsWith("with such a silhouette."));
    }

    @Test
    void ofEquallyStableNumbersTheBetterSeparatedIsTaken() {
        assertEquals(20, rule.choose(List.of(point(18, 0.8, 1, 0, 0.05), point(20, 0.865, 1, 0, 0.05)), 100).chosen());
    }

    /** @param error standard error of the stability, from which that of the product follows */
    private static SegmentCountPoint point(final int segments, final double silhouette, final double stability, final double error, final double share) {
        return new SegmentCountPoint(segments, 0, 0, silhouette, stability, error, silhouette * stability, silhouette * error, share, 1, null, null);
    }
}
