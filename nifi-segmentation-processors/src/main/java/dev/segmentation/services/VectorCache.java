// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vectors of the texts that came last, so that a text that comes again is not computed, or paid for, again. Thread-safe.
 */
final class VectorCache {

    private final Map<String, float[]> vectors;

    /**
     * @param capacity in texts; 0 for none
     */
    VectorCache(final int capacity) {
        vectors = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(final Map.Entry<String, float[]> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * @return a copy of its own, or null
     */
    synchronized float[] get(final String text) {
        final float[] vector = vectors.get(text);
        return vector == null ? null : vector.clone();
    }

    synchronized void put(final String text, final float[] vector) {
        vectors.put(text, vector.clone());
    }
}
