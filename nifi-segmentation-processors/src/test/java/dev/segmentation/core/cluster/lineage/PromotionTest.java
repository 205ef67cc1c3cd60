// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PromotionTest {

    @ParameterizedTest
    @CsvSource({
            "0.5, 0.5, 0.9, 0.9, true",
            "0.5, 0.7, 0.9, 1.0, true",
            "0.5, 0.4375, 0.9, 0.9, true",
            "0.5, 0.437, 0.9, 0.9, false",
            "0.5, 0.5, 0.75, 0.6875, true",
            "0.5, 0.5, 0.75, 0.687, false",
            "0.5, 0.9, 0.9, 0.1, false",
            "0.5, 0.1, 0.1, 0.9, false",
            "-0.5, -0.6, 0.9, 0.9, false",
            ", , , , true",
            "0.5, 0.5, , 0.1, true",
            "0.5, 0.5, 0.9, , true",
            ", 0.1, 0.9, 0.9, true",
            "0.5, , 0.9, 0.9, false",
            "-0.5, , 0.9, 0.9, false",
            ", , 0.9, 0.1, false"})
    void neitherScoreMayFallByMoreThanTheMargin(final Double silhouetteBefore, final Double silhouetteAfter, final Double stabilityBefore, final Double stabilityAfter, final boolean granted) {
        assertEquals(granted, Promotion.of(new SegmentationScores(silhouetteBefore, stabilityBefore), new SegmentationScores(silhouetteAfter, stabilityAfter), 0.0625).granted());
    }

    @Test
    void reasonsTellBothScoresAndTheMargin() {
        assertEquals("The silhouette went from 0.400 to 0.300, a fall of more than 0.05. The stability went from 0.900 to 0.950, no fall of more than 0.05.",
                Promotion.of(new SegmentationScores(0.4, 0.9), new SegmentationScores(0.3, 0.95), 0.05).reason());
        assertEquals("The new segments have no silhouette, the earlier ones have 0.400. There are no two values of the stability to compare.",
                Promotion.of(new SegmentationScores(0.4, null), new SegmentationScores(null, 0.95), 0.05).reason());
    }

    @Test
    void noMarginMeansNoFall() {
        assertTrue(Promotion.of(new SegmentationScores(0.4, null), new SegmentationScores(0.4, null), 0).granted());
        assertFalse(Promotion.of(new SegmentationScores(0.4, null), new SegmentationScores(Math.nextDown(0.4), null), 0).granted());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN})
    void refusesWhatIsNoMargin(final double margin) {
        final SegmentationScores scores = new SegmentationScores(0.4, 0.9);
        assertThrows(IllegalArgumentException.class, () -> Promotion.of(scores, scores, margin));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.1, 1.1, Double.NaN})
    void refusesWhatIsNoScore(final double score) {
        assertThrows(IllegalArgumentException.class, () -> new SegmentationScores(score, null));
        assertThrows(IllegalArgumentException.class, () -> new SegmentationScores(null, score));
    }
}
