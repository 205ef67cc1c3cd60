// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.cluster.Centroids;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Vectors of a text (2 values), the numbers age (with a column for missing ones) and items, and countries: de, fr, all others.
 */
class FeatureReasonsTest {

    private static final FeaturePipeline PIPELINE = new FeaturePipeline(
            new FeatureFields(null, null, true, List.of(new NumberField("age", false), new NumberField("items", false)), List.of("country"), null, null),
            new BlockWeights(1, 1, 1, 1), 2, 1, List.of(new NumberColumn("age", false, 0, 1, 0, true), new NumberColumn("items", false, 0, 1, 0, false)),
            List.of(new CategoryColumns("country", List.of("de", "fr"), false, 1)), List.of(), null);
    private static final float[] NOTHING = new float[8];

    @Test
    void onlyWhatTellsTheTwoNearestApart() {
        assertEquals(List.of("age"), reasons(vector(0, 0, 2, 0, 9, 0, 0, 0), 3, vector(0, 0, 2, 0, 0, 0, 0, 0), NOTHING, vector(9, 9, 9, 9, 9, 9, 9, 9)));
        assertEquals(List.of("age"), reasons(vector(0, 0, 0, 2, 0, 0, 0, 0), 3, vector(0, 0, 0, 2, 0, 0, 0, 0), NOTHING));
        assertEquals(List.of("items"), reasons(vector(0, 0, 0, 0, 2, 0, 0, 0), 3, vector(0, 0, 0, 0, 2, 0, 0, 0), NOTHING));
    }

    /** By hand: items pulls by 3 * 3 - 1 * 1 = 8, age by 2 * 2 = 4, and the country, which lies the other way, by nothing. */
    @Test
    void theStrongestFirst() {
        final float[] own = vector(0, 0, 2, 0, 2, 0, 0, 0);
        final float[] other = vector(0, 0, 0, 0, 0, 1, 0, 0);
        assertEquals(List.of("items", "age"), reasons(vector(0, 0, 2, 0, 3, 1, 0, 0), 3, own, other));
        assertEquals(List.of("items"), reasons(vector(0, 0, 2, 0, 3, 1, 0, 0), 1, own, other));
    }

    @Test
    void rareCategoriesAreNotNamed() {
        final float[] own = vector(0, 0, 0, 0, 0, 0, 0.6f, 0.6f);
        assertEquals(List.of("country=fr"), reasons(vector(0, 0, 0, 0, 0, 0, 1, 0), 3, own, NOTHING));
        assertEquals(List.of("country"), reasons(vector(0, 0, 0, 0, 0, 0, 0, 1), 3, own, NOTHING));
    }

    /** Age pulls by 1 beside the text's 9, and by 1 beside its 16. */
    @Test
    void theTextCountsAndIsNotNamed() {
        assertEquals(List.of("age"), reasons(vector(3, 0, 1, 0, 0, 0, 0, 0), 3, vector(3, 0, 1, 0, 0, 0, 0, 0), NOTHING));
        assertEquals(List.of(), reasons(vector(4, 0, 1, 0, 0, 0, 0, 0), 3, vector(4, 0, 1, 0, 0, 0, 0, 0), NOTHING));
    }

    @Test
    void oneSegmentNeedsNoReasons() {
        assertEquals(List.of(), reasons(vector(1, 1, 1, 1, 1, 1, 0, 0), 3, NOTHING));
    }

    private static List<String> reasons(final float[] vector, final int most, final float[]... centroids) {
        return new FeatureReasons(PIPELINE, new Centroids(centroids)).of(vector, 0, most);
    }

    private static float[] vector(final float... values) {
        return values;
    }
}
