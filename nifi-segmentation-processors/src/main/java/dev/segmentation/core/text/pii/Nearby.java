// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.List;
import java.util.Locale;

/**
 * Words beside a number that say what it is.
 */
final class Nearby {

    private static final String SENTENCE_ENDS = "!?;。！？；\n";

    private final int reach;
    private final List<String> words;

    /**
     * @param reach how many characters in front of a number are looked at
     * @param words lower case
     */
    Nearby(final int reach, final String... words) {
        this.reach = reach;
        this.words = List.of(words);
    }

    /**
     * @return whether one of the words stands shortly before the position, in the same line
     */
    boolean before(final String text, final int position) {
        int from = position;
        while (from > 0 && position - from < reach && text.charAt(from - 1) != '\n') {
            from--;
        }
        return isIn(text, from, position);
    }

    /**
     * @return whether one of the words stands shortly before the position, and neither another number nor the end of a sentence between
     */
    boolean directlyBefore(final String text, final int position) {
        int from = position;
        while (from > 0 && position - from < reach && !Characters.isDigit(text.charAt(from - 1)) && SENTENCE_ENDS.indexOf(text.charAt(from - 1)) < 0) {
            from--;
        }
        return isIn(text, from, position);
    }

    /**
     * @return whether one of the words follows, with at most one space between
     */
    boolean directlyAfter(final String text, final int position) {
        final int start = text.startsWith(" ", position) ? position + 1 : position;
        return words.stream().anyMatch(word -> text.regionMatches(true, start, word, 0, word.length()));
    }

    private boolean isIn(final String text, final int from, final int to) {
        final String window = text.substring(from, to).toLowerCase(Locale.ROOT);
        for (final String word : words) {
            for (int at = window.indexOf(word); at >= 0; at = window.indexOf(word, at + 1)) {
                if (isWhole(text, from + at, from + at + word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A word of Latin letters must not be part of another one, nor of what took the place of personal data. East Asian words need no boundary.
     */
    private static boolean isWhole(final String text, final int start, final int end) {
        if (!Characters.isAsciiLetter(text.charAt(start))) {
            return true;
        }
        final boolean opens = start == 0 || !Characters.isSpacedWord(text.charAt(start - 1)) && "_<".indexOf(text.charAt(start - 1)) < 0;
        return opens && (end == text.length() || !Characters.isAsciiLetter(text.charAt(end)) && "_>".indexOf(text.charAt(end)) < 0);
    }
}
