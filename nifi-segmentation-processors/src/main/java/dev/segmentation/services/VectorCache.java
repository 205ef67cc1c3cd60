// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors of the texts that came last, so that a text that comes again is not computed, or paid for, again. Texts are known by their
 * SHA-256, so that memory is bounded by the number of texts, however long they are, and no text outlives its call. Thread-safe.
 */
final class VectorCache {

    private final Map<ByteBuffer, float[]> vectors;

    /**
     * @param capacity in texts; 0 for none
     */
    VectorCache(final int capacity) {
        vectors = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(final Map.Entry<ByteBuffer, float[]> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * Fills in copies of the vectors that are known.
     *
     * @param texts any texts
     * @param filled as long as texts, of nulls
     * @return the other texts, each once, in the order of the first places where they stand, with all their places
     */
    Map<String, List<Integer>> fill(final List<String> texts, final float[][] filled) {
        final Map<String, List<Integer>> missing = new LinkedHashMap<>();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = get(texts.get(i));
            if (filled[i] == null) {
                missing.computeIfAbsent(texts.get(i), text -> new ArrayList<>()).add(i);
            }
        }
        return missing;
    }

    void put(final String text, final float[] vector) {
        final ByteBuffer key = key(text);
        synchronized (this) {
            vectors.put(key, vector.clone());
        }
    }

    /**
     * @return a copy of its own, or null
     */
    private float[] get(final String text) {
        final ByteBuffer key = key(text);
        synchronized (this) {
            final float[] vector = vectors.get(key);
            return vector == null ? null : vector.clone();
        }
    }

    /** Of the characters as they are: an encoding would make all lone surrogates the same. */
    private static ByteBuffer key(final String text) {
        final ByteBuffer characters = ByteBuffer.allocate(text.length() * Character.BYTES);
        characters.asCharBuffer().put(text);
        return ByteBuffer.wrap(new Sha256().add(characters.array()).bytes());
    }
}
