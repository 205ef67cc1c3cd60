// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Remembers what became of words that came before: customers use few words again and again, and looking one up costs less than
 * lower-casing, comparing and stemming it. Bounded: a word takes the place of another one of the same slot. What is forgotten is
 * computed again, so results do not depend on what came before. Used by one thread.
 */
final class WordMemo {

    /** Longer words are rare. */
    static final int MAXIMUM_LENGTH = 31;

    private static final int SLOT_BITS = 14;
    /** The length and the characters of a word stand in one line of the processor's cache. */
    private static final int LINE = MAXIMUM_LENGTH + 1;

    private final char[] lines = new char[LINE << SLOT_BITS];
    private final String[] results = new String[1 << SLOT_BITS];

    static int slot(final char[] word, final int from, final int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + word[i];
        }
        // Fibonacci hashing: the highest bits depend on all characters.
        return hash * 0x9E3779B9 >>> Integer.SIZE - SLOT_BITS;
    }

    boolean holds(final int slot, final char[] word, final int from, final int to) {
        final int line = slot * LINE;
        if (lines[line] != to - from) {
            return false;
        }
        for (int i = from, held = line + 1; i < to; i++, held++) {
            if (word[i] != lines[held]) {
                return false;
            }
        }
        return true;
    }

    /**
     * @return what was put for the word that the slot holds: null for a word that is left out
     */
    String result(final int slot) {
        return results[slot];
    }

    void put(final int slot, final char[] word, final int from, final int to, final String result) {
        final int line = slot * LINE;
        lines[line] = (char) (to - from);
        System.arraycopy(word, from, lines, line + 1, to - from);
        results[slot] = result;
    }
}
