// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class VectorCacheTest {

    @Test
    void missingTextsComeOnceWithAllTheirPlaces() {
        final VectorCache cache = new VectorCache(10);
        cache.put("b", new float[]{2});
        final float[][] vectors = new float[5][];
        final Map<String, List<Integer>> missing = cache.fill(List.of("c", "b", "a", "c", "b"), vectors);
        assertEquals(List.of("c", "a"), List.copyOf(missing.keySet()));
        assertEquals(List.of(0, 3), missing.get("c"));
        assertEquals(List.of(2), missing.get("a"));
        assertArrayEquals(new float[]{2}, vectors[1]);
        assertArrayEquals(new float[]{2}, vectors[4]);
        assertNull(vectors[0]);
    }

    @Test
    void theTextsThatCameLastStay() {
        final VectorCache cache = new VectorCache(2);
        cache.put("a", new float[]{1});
        cache.put("b", new float[]{2});
        assertEquals(List.of(), missing(cache, "a"));
        cache.put("c", new float[]{3});
        assertEquals(List.of("b"), missing(cache, "a", "b", "c"));
    }

    @Test
    void withoutCapacityNothingStays() {
        final VectorCache cache = new VectorCache(0);
        cache.put("a", new float[]{1});
        assertEquals(List.of("a"), missing(cache, "a"));
    }

    @Test
    void vectorsAreCopied() {
        final VectorCache cache = new VectorCache(2);
        final float[] vector = {1};
        cache.put("a", vector);
        vector[0] = 2;
        final float[][] filled = new float[2][];
        cache.fill(List.of("a", "a"), filled);
        filled[0][0] = 3;
        assertArrayEquals(new float[]{1}, filled[1]);
        cache.fill(List.of("a", "a"), filled);
        assertArrayEquals(new float[]{1}, filled[0]);
    }

    @Test
    void textsThatNoEncodingTellsApartAreDifferent() {
        final VectorCache cache = new VectorCache(2);
        cache.put("\uD83D", new float[]{1});
        assertEquals(List.of("\uD83E", "?", "\uFFFD"), missing(cache, "\uD83E", "?", "\uFFFD"));
    }

    private static List<String> missing(final VectorCache cache, final String... texts) {
        return List.copyOf(cache.fill(List.of(texts), new float[texts.length][]).keySet());
    }
}
