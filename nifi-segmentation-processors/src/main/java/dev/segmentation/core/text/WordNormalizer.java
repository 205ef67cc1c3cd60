// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;

/**
 * Turns single words as they were written into tokens, or leaves them out. Used by one thread.
 */
final class WordNormalizer {

    /** What stands for every number. */
    static final String NUMBER = "<num>";

    private final WordMemo memo = new WordMemo();
    private final SingleWord word = new SingleWord();
    private final WordOptions options;
    private final TokenStream chain;
    private final CharTermAttribute term;

    /**
     * @param language whose filters are applied; null for none
     */
    WordNormalizer(final TextLanguage language, final WordOptions options) {
        this.options = options;
        chain = LanguageFilters.normalize(word, language, options);
        term = chain.getAttribute(CharTermAttribute.class);
    }

    /**
     * @param from where the word starts in the buffer
     * @param to where it ends
     * @return the token, or null when the word is left out
     */
    String normalize(final char[] buffer, final int from, final int to) throws IOException {
        if (to - from > WordMemo.MAXIMUM_LENGTH) {
            return compute(buffer, from, to);
        }
        final int slot = WordMemo.slot(buffer, from, to);
        if (!memo.holds(slot, buffer, from, to)) {
            memo.put(slot, buffer, from, to, compute(buffer, from, to));
        }
        return memo.result(slot);
    }

    private String compute(final char[] buffer, final int from, final int to) throws IOException {
        word.set(buffer, from, to);
        chain.reset();
        if (!chain.incrementToken()) {
            return null;
        }
        final String token = term.toString();
        if (token.codePoints().noneMatch(character -> Character.isLetterOrDigit(character) || Character.isEmoji(character))) {
            return null;
        }
        if (options.foldNumbers() && isNumber(token)) {
            return NUMBER;
        }
        final int characters = token.codePointCount(0, token.length());
        return characters >= options.minimumLength() && characters <= options.maximumLength() ? token : null;
    }

    private static boolean isNumber(final String token) {
        return Character.isDigit(token.codePointAt(0)) && token.codePoints().allMatch(character -> Character.isDigit(character) || character == '.' || character == ',');
    }
}
