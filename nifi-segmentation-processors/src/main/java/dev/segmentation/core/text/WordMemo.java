// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Arrays;

/**
 * Remembers what became of words that came before: customers use few words again and again, and looking one up costs less than
 * lower-casing, comparing and stemming it. Bounded: a word takes the place of another one of the same slot. What is forgotten is
 * computed again, so results do not depend on what came before. Used by one thread.
 */
final class WordMemo {

    /** Longer words are rare. */
    static final int MAXIMUM_LENGTH = 32;

    private static final int SLOT_BITS = 14;

    private final char[][] words = new char[1 << SLOT_BITS][];
    private final String[] results = new String[1 << SLOT_BITS];

    static int slot(final char[] word, final int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + word[i];
        }
        // Fibonacci hashing: the highest bits depend on all characters.
        return hash * 0x9E3779B9 >>> Integer.SIZE - SLOT_BITS;
    }

    boolean holds(final int slot, final char[] word, final int length) {
        final char[] held = words[slot];
        return held != null && Arrays.equals(held, 0, held.length, word, 0, length);
    }

    /**
     * @return what was put for the word that the slot holds: null for a word that is left out
     */
    String result(final int slot) {
        return results[slot];
    }

    void put(final int slot, final char[] word, final int length, final String result) {
        words[slot] = Arrays.copyOf(word, length);
        results[slot] = result;
    }
}
