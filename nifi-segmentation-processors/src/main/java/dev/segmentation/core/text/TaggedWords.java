// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text as a tagger sees them, by their position. Another tokenizer's words find theirs by where they stand.
 */
final class TaggedWords {

    private final List<Tagged> words = new ArrayList<>();

    /**
     * @param start behind those of all words before
     * @param lemma null when there is none
     */
    void add(final int start, final int end, final PartOfSpeech partOfSpeech, final String lemma) {
        words.add(new Tagged(start, end, partOfSpeech, lemma));
    }

    /**
     * @return of the word that holds the character at {@code start}, or null when none does
     */
    PartOfSpeech partOfSpeech(final int start) {
        final Tagged word = at(start);
        return word == null ? null : word.partOfSpeech();
    }

    /**
     * @return the lemma of the word that stands exactly there, or null: of "don't" the tagger sees two words, and neither one's lemma is its
     */
    String lemma(final int start, final int end) {
        final Tagged word = at(start);
        return word == null || word.start() != start || word.end() != end ? null : word.lemma();
    }

    private Tagged at(final int position) {
        int low = 0;
        int high = words.size();
        while (low < high) {
            final int middle = low + high >>> 1;
            if (words.get(middle).end() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < words.size() && words.get(low).start() <= position ? words.get(low) : null;
    }

    private record Tagged(int start, int end, PartOfSpeech partOfSpeech, String lemma) {
    }
}
