// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.quality.SegmentLabels;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProfilesTest {

    private static final SegmentLabels LABELS = SegmentLabels.of(new int[]{3, 3, 3, 7, 7, 7, -1});

    @Test
    void numbersAreComparedByHand() {
        final NumericProfile profile = NumericProfile.of("age", new double[]{1, 2, 3, 5, 6, 10, 1000}, LABELS);
        assertEquals(6, profile.count());
        assertEquals(4.5, profile.mean(), 1e-12);
        assertEquals(4, profile.median(), 1e-12);
        assertEquals(Set.of(3, 7), profile.segments().keySet());
        final NumericProfile.Segment second = profile.segments().get(7);
        assertEquals(7, second.mean(), 1e-12);
        assertEquals(6, second.median(), 1e-12);
        assertEquals(Math.sqrt(53.5 / 5), profile.deviation(), 1e-12);
        assertEquals(2.5 / Math.sqrt(53.5 / 5), second.zScore(), 1e-12);
        assertEquals(5 / Math.sqrt(16.0 / 4), second.cohensD(), 1e-12);
        assertEquals(37.5 / 53.5, profile.etaSquared(), 1e-12);
    }

    @Test
    void missingAndEqualNumbersGiveNoEffect() {
        assertNull(NumericProfile.of("age", new double[]{Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 3}, LABELS));
        final NumericProfile equal = NumericProfile.of("age", new double[]{2, 2, Double.NaN, 2, 2, 2, 9}, LABELS);
        assertEquals(2, equal.segments().get(3).count());
        assertNull(equal.etaSquared());
        assertNull(equal.segments().get(3).zScore());
        assertNull(equal.segments().get(3).cohensD());
    }

    @Test
    void categoriesAreCountedAndRareOnesAreNotTold() {
        final CategoryProfile profile = CategoryProfile.of("country", new int[]{0, 0, 1, 1, 1, 1, 2}, List.of("CN", "DE", "secret"), LABELS, 2);
        assertEquals(6, profile.count());
        assertEquals(List.of(new CategoryProfile.Share("CN", 2, 2.0 / 3, 1.0 / 3)), profile.segments().get(3));
        assertEquals(2, profile.segments().get(3).getFirst().lift(), 1e-12);
        assertEquals(List.of(new CategoryProfile.Share("DE", 3, 1, 2.0 / 3)), profile.segments().get(7));
        assertEquals(Math.sqrt(0.5), profile.cramersV(), 1e-12);
    }

    @Test
    void associationRunsFromNoneToFull() {
        final SegmentLabels labels = SegmentLabels.of(new int[]{0, 0, 1, 1});
        assertEquals(1, CategoryProfile.of("f", new int[]{0, 0, 1, 1}, List.of("a", "b"), labels, 1).cramersV(), 1e-12);
        assertEquals(0, CategoryProfile.of("f", new int[]{0, 1, 0, 1}, List.of("a", "b"), labels, 1).cramersV(), 1e-12);
        assertNull(CategoryProfile.of("f", new int[]{0, 0, 0, 0}, List.of("a", "b"), labels, 1).cramersV());
        assertNull(CategoryProfile.of("f", new int[]{-1, -1, -1, -1}, List.of("a"), labels, 1));
        assertTrue(CategoryProfile.of("f", new int[]{0, 1, 0, 1}, List.of("a", "b"), labels, 2).segments().get(0).isEmpty());
    }
}
