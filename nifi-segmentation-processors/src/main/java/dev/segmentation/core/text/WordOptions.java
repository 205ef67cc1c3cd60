// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.List;
import java.util.Set;

/**
 * Which words of a text become tokens, and in what form.
 *
 * @param removeStopWords whether the language's function words are left out
 * @param stopWords further words that are left out, lower case
 * @param stemming how words are reduced
 * @param lowerCase whether tokens are lower case; otherwise words with capitals keep them, and are not stemmed
 * @param minimumLength of a token, in characters
 * @param maximumLength of a token, in characters
 * @param longestNGram how many neighbouring words become a token too: 1 for single words only
 * @param phrases that are one token wherever they stand, whatever their words
 * @param foldNumbers whether all numbers become the same token
 * @param chineseWords who finds them
 * @param partsOfSpeech whether tokens are tagged
 * @param keptPartsOfSpeech the only ones that become tokens; empty for all. Words that nobody tags are kept
 */
public record WordOptions(boolean removeStopWords, Set<String> stopWords, Stemming stemming, boolean lowerCase, int minimumLength, int maximumLength, int longestNGram,
        List<String> phrases, boolean foldNumbers, ChineseWords chineseWords, boolean partsOfSpeech, Set<PartOfSpeech> keptPartsOfSpeech) {

    public static final WordOptions DEFAULT = of(true, Stemming.LIGHT);

    public WordOptions {
        stopWords = Set.copyOf(stopWords);
        phrases = List.copyOf(phrases);
        keptPartsOfSpeech = Set.copyOf(keptPartsOfSpeech);
    }

    /**
     * Single words of any length.
     */
    public static WordOptions of(final boolean removeStopWords, final Stemming stemming) {
        return new WordOptions(removeStopWords, Set.of(), stemming, true, 1, Integer.MAX_VALUE, 1, List.of(), false, ChineseWords.HANLP, false, Set.of());
    }

    /**
     * @return the same, with the case of the text
     */
    public WordOptions asWritten() {
        return new WordOptions(removeStopWords, stopWords, stemming, false, minimumLength, maximumLength, longestNGram, phrases, foldNumbers, chineseWords, partsOfSpeech, keptPartsOfSpeech);
    }
}
