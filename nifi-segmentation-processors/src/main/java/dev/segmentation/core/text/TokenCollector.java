// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes a text's tokens in their order, and makes n-grams of neighbours: words that were left out between two do not part them, the
 * end of a sentence does. n-grams follow the word that they start with.
 */
final class TokenCollector {

    private static final String SENTENCE_ENDS = ".!?\n。！？；;…";

    private final String text;
    private final WordOptions options;
    private final List<String> words = new ArrayList<>();
    private final List<PartOfSpeech> tags = new ArrayList<>();
    private final List<Boolean> startsSentence = new ArrayList<>();
    private int previousEnd;

    TokenCollector(final String text, final WordOptions options) {
        this.text = text;
        this.options = options;
    }

    /**
     * @param start where the word starts in the text
     * @param tag null when nobody tagged it
     */
    void add(final String token, final int start, final int end, final PartOfSpeech tag) {
        if (tag != null && !options.keptPartsOfSpeech().isEmpty() && !options.keptPartsOfSpeech().contains(tag)) {
            return;
        }
        words.add(token);
        if (options.partsOfSpeech()) {
            tags.add(tag);
        }
        if (options.longestNGram() > 1) {
            startsSentence.add(endsSentence(previousEnd, start));
            previousEnd = end;
        }
    }

    List<String> tokens() {
        return options.longestNGram() == 1 ? words : nGrams(words);
    }

    /**
     * @return Universal POS tags parallel to the tokens, with as many tags as words in an n-gram; null when tags are not asked for, or the text has
     *         words and none of them was tagged
     */
    List<String> partsOfSpeech() {
        if (!options.partsOfSpeech() || !tags.isEmpty() && tags.stream().allMatch(tag -> tag == null)) {
            return null;
        }
        final List<String> names = tags.stream().map(tag -> tag == null ? PartOfSpeech.X.name() : tag.name()).toList();
        return options.longestNGram() == 1 ? names : nGrams(names);
    }

    private List<String> nGrams(final List<String> parts) {
        final List<String> grams = new ArrayList<>();
        for (int from = 0; from < parts.size(); from++) {
            grams.add(parts.get(from));
            for (int to = from + 1; to < parts.size() && to < from + options.longestNGram() && !startsSentence.get(to); to++) {
                grams.add(parts.subList(from, to + 1).stream().collect(Collectors.joining(" ")));
            }
        }
        return grams;
    }

    private boolean endsSentence(final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
