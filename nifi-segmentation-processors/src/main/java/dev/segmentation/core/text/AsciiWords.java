// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

import java.util.Arrays;

/**
 * The word boundaries of Unicode (UAX 29) in ASCII text: the same words as Lucene's {@link StandardTokenizer}, whose automaton for all of
 * Unicode takes several times as long. Most English texts are ASCII. Used by one thread.
 */
final class AsciiWords {

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    /** Joins letters, digits and itself (rules WB13a, WB13b). */
    private static final byte UNDERSCORE = 3;
    /** Joins letters (WB6, WB7): the colon. */
    private static final byte MID_LETTER = 4;
    /** Joins digits (WB11, WB12): comma and semicolon. */
    private static final byte MID_NUMBER = 5;
    /** Joins letters, or digits: full stop and apostrophe. */
    private static final byte MID_BOTH = 6;

    private static final byte[] CLASSES = classes();

    private char[] characters = new char[1024];
    private int[] bounds = new int[256];
    private int words;

    /**
     * Finds the words of a stretch of text.
     *
     * @return false when the stretch is not ASCII, or has words that are longer than Lucene's limit: nothing has been found then
     */
    boolean find(final String text, final int from, final int to) {
        final int length = to - from;
        if (characters.length < length) {
            characters = new char[Math.max(length, 2 * characters.length)];
        }
        text.getChars(from, to, characters, 0);
        words = 0;
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= characters[i];
        }
        if (all >= 0x80) {
            return false;
        }
        int start = 0;
        while (start < length) {
            final byte first = CLASSES[characters[start]];
            if (first != LETTER && first != DIGIT && first != UNDERSCORE) {
                start++;
                continue;
            }
            final int end = end(start, length);
            if (end - start > StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH) {
                return false;
            }
            if (first != UNDERSCORE || hasWordCharacter(start, end)) {
                add(start, end);
            }
            start = end;
        }
        return true;
    }

    int count() {
        return words;
    }

    /** The stretch, from index 0. */
    char[] characters() {
        return characters;
    }

    int start(final int word) {
        return bounds[2 * word];
    }

    int end(final int word) {
        return bounds[2 * word + 1];
    }

    private int end(final int start, final int length) {
        int i = start;
        byte previous = CLASSES[characters[i]];
        while (i + 1 < length) {
            final byte next = CLASSES[characters[i + 1]];
            if (next == LETTER || next == DIGIT || next == UNDERSCORE) {
                previous = next;
                i++;
            } else if (i + 2 < length && joins(previous, next, CLASSES[characters[i + 2]])) {
                i += 2;
            } else {
                break;
            }
        }
        return i + 1;
    }

    private static boolean joins(final byte before, final byte between, final byte after) {
        return before == after
                && (before == LETTER && (between == MID_LETTER || between == MID_BOTH) || before == DIGIT && (between == MID_NUMBER || between == MID_BOTH));
    }

    private boolean hasWordCharacter(final int start, final int end) {
        for (int i = start; i < end; i++) {
            if (CLASSES[characters[i]] != UNDERSCORE) {
                return true;
            }
        }
        return false;
    }

    private void add(final int start, final int end) {
        if (bounds.length == 2 * words) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * words] = start;
        bounds[2 * words + 1] = end;
        words++;
    }

    private static byte[] classes() {
        final byte[] classes = new byte[0x80];
        Arrays.fill(classes, OTHER);
        Arrays.fill(classes, 'a', 'z' + 1, LETTER);
        Arrays.fill(classes, 'A', 'Z' + 1, LETTER);
        Arrays.fill(classes, '0', '9' + 1, DIGIT);
        classes['_'] = UNDERSCORE;
        classes[':'] = MID_LETTER;
        classes[','] = MID_NUMBER;
        classes[';'] = MID_NUMBER;
        classes['.'] = MID_BOTH;
        classes['\''] = MID_BOTH;
        return classes;
    }
}
