// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Phrases that stay one token, such as "customer service" or "蓝牙耳机". They are found in any case and with any white space between their
 * words, the longest one first; letters of spaced scripts must not go on before or behind them.
 */
final class ProtectedPhrases {

    private final Map<Character, List<String>> byFirst = new HashMap<>();
    private final boolean lowerCase;

    /**
     * @param lowerCase whether tokens are lower case; otherwise a phrase is a token as it was configured
     */
    ProtectedPhrases(final List<String> phrases, final boolean lowerCase) {
        this.lowerCase = lowerCase;
        for (final String phrase : phrases) {
            final String normal = phrase.strip().replaceAll("\\s+", " ");
            byFirst.computeIfAbsent(fold(normal.charAt(0)), first -> new ArrayList<>()).add(normal);
        }
        byFirst.values().forEach(list -> list.sort(Comparator.comparingInt(String::length).reversed()));
    }

    /**
     * @return by position, without overlaps
     */
    List<Match> find(final String text) {
        final List<Match> matches = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            final Match match = byFirst.isEmpty() || !startsWord(text, i) ? null : longest(text, i);
            if (match == null) {
                i++;
            } else {
                matches.add(match);
                i = match.end();
            }
        }
        return matches;
    }

    private Match longest(final String text, final int start) {
        for (final String phrase : byFirst.getOrDefault(fold(text.charAt(start)), List.of())) {
            final int end = end(text, start, phrase);
            if (end > start && (end == text.length() || !(WebAddresses.isWordCharacter(text.charAt(end)) && WebAddresses.isWordCharacter(text.charAt(end - 1))))) {
                return new Match(start, end, lowerCase ? phrase.toLowerCase(Locale.ROOT) : phrase);
            }
        }
        return null;
    }

    private static int end(final String text, final int start, final String phrase) {
        int at = start;
        for (int i = 0; i < phrase.length(); i++) {
            if (at == text.length()) {
                return -1;
            }
            if (phrase.charAt(i) == ' ') {
                final int space = at;
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                if (at == space) {
                    return -1;
                }
            } else if (fold(phrase.charAt(i)) == fold(text.charAt(at))) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    private static boolean startsWord(final String text, final int i) {
        return i == 0 || !(WebAddresses.isWordCharacter(text.charAt(i)) && WebAddresses.isWordCharacter(text.charAt(i - 1)));
    }

    private static char fold(final char character) {
        return Character.toLowerCase(character);
    }

    /**
     * @param end behind the last character
     */
    record Match(int start, int end, String token) {
    }
}
