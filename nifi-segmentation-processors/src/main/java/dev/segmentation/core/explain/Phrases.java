// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Phrases of neighbouring words. While they are counted, their words are held apart by a character that no word has, so that the parts of a Chinese
 * phrase are known.
 */
final class Phrases {

    private static final char JOINT = '\u001F';

    private Phrases() {
    }

    /** A word has a letter (a Chinese character is one), is more than a single Latin letter, and is not longer than a word can be. */
    static boolean isWord(final String token, final int longest) {
        if (token.length() > longest || token.indexOf(JOINT) >= 0 || token.indexOf(' ') >= 0 || token.codePoints().noneMatch(Character::isLetter)) {
            return false;
        }
        return token.codePointCount(0, token.length()) > 1 || Character.UnicodeScript.of(token.codePointAt(0)) != Character.UnicodeScript.LATIN;
    }

    /**
     * @param tokens of a text in their order; one with a space in it is a phrase already
     * @param longest length of a word
     * @return phrases, with repeats
     */
    static List<String> of(final Collection<String> tokens, final int longest) {
        final List<String> phrases = new ArrayList<>();
        final List<String> row = new ArrayList<>();
        for (final String token : tokens) {
            if (token.indexOf(' ') < 0) {
                row.add(isWord(token, longest) ? token : null);
            } else if (Arrays.stream(token.split(" ")).allMatch(word -> isWord(word, longest))) {
                phrases.add(token.replace(' ', JOINT));
            }
        }
        final Set<String> given = new HashSet<>(phrases);
        for (int i = 1; i < row.size(); i++) {
            final String before = i == 1 ? null : row.get(i - 2);
            final String phrase = join(row.get(i - 1), row.get(i));
            if (phrase != null && !given.contains(phrase)) {
                phrases.add(phrase);
            }
            if (phrase != null && isSplit(before, row.get(i - 1), row.get(i)) && !before.equals(row.get(i - 1))) {
                phrases.add(before + JOINT + phrase);
            }
        }
        return phrases;
    }

    private static String join(final String left, final String right) {
        return left == null || right == null || left.equals(right) ? null : left + JOINT + right;
    }

    /** Three Chinese words of which one is a single character may be one word that was cut. */
    private static boolean isSplit(final String first, final String second, final String third) {
        return first != null && isHan(first) && isHan(second) && isHan(third) && (first.length() == 1 || second.length() == 1 || third.length() == 1);
    }

    /**
     * @param phrase as counted
     * @return it without its last, and without its first word
     */
    static List<String> parts(final String phrase) {
        return List.of(phrase.substring(0, phrase.lastIndexOf(JOINT)), phrase.substring(phrase.indexOf(JOINT) + 1));
    }

    /**
     * @param term a word, or a phrase as counted
     * @return as people write it: with spaces, and without between Chinese characters
     */
    static String written(final String term) {
        if (term.indexOf(JOINT) < 0) {
            return term;
        }
        final StringBuilder written = new StringBuilder();
        for (final String word : term.split(String.valueOf(JOINT))) {
            final boolean han = !written.isEmpty() && isHan(written.substring(written.length() - 1)) && isHan(word.substring(0, 1));
            written.append(written.isEmpty() || han ? "" : " ").append(word);
        }
        return written.toString();
    }

    private static boolean isHan(final String text) {
        return text.codePoints().allMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }
}
