// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/**
 * Text to the token ids of a BERT model: basic tokenisation (characters cleaned, ideographs set apart, lower case,
 * accents stripped, punctuation split off), then for each word the longest pieces that the vocabulary has, from left to right.
 * Special tokens written out in the text, such as "[SEP]", are read as ordinary characters: a customer cannot write one.
 *
 * <p>The text is read once, code point by code point, and only until the token limit is reached: time is linear in the
 * text's length and memory does not depend on it. Instances are immutable and safe for any number of threads.
 *
 * <p>Devlin, Chang, Lee, Toutanova: BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding,
 * NAACL 2019; pieces as in Wu et al.: Google's Neural Machine Translation System, arXiv:1609.08144, section 4.1.
 */
public final class WordPieceTokenizer {

    /** What stands before a piece that continues a word. */
    public static final String CONTINUATION = "##";

    /** Words of more code points become one unknown token. */
    public static final int MAXIMUM_WORD_LENGTH = 100;

    private final Map<String, Integer> vocabulary;
    private final SpecialPieces specialPieces;
    private final boolean lowerCase;
    private final boolean stripAccents;
    private final int longestPiece;
    private final int highestId;

    /**
     * @param vocabulary piece to id, not empty
     * @param specialPieces of the same vocabulary
     * @param lowerCase whether text is lower-cased
     * @param stripAccents whether nonspacing marks are removed after canonical decomposition
     */
    public WordPieceTokenizer(final Map<String, Integer> vocabulary, final SpecialPieces specialPieces, final boolean lowerCase, final boolean stripAccents) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.specialPieces = specialPieces;
        this.lowerCase = lowerCase;
        this.stripAccents = stripAccents;
        longestPiece = vocabulary.keySet().stream().mapToInt(String::length).max().orElseThrow();
        highestId = Collections.max(vocabulary.values());
    }

    /**
     * @param text any text, also with no word in it
     * @param maximum ids at most, 0 or more
     * @return the first pieces of the text, without special ones around them
     */
    public int[] pieces(final String text, final int maximum) {
        final Encoding encoding = new Encoding(maximum);
        int position = 0;
        while (position < text.length() && !encoding.isFull()) {
            final int codePoint = text.codePointAt(position);
            position += Character.charCount(codePoint);
            read(codePoint, encoding);
        }
        encoding.endWord();
        return Arrays.copyOf(encoding.ids, encoding.size);
    }

    public SpecialPieces specialPieces() {
        return specialPieces;
    }

    /**
     * @return the largest id that a text can have
     */
    public int highestId() {
        return highestId;
    }

    private void read(final int codePoint, final Encoding encoding) {
        if (BertCharacters.isDropped(codePoint)) {
            return;
        }
        if (BertCharacters.isWhitespace(codePoint)) {
            encoding.endWord();
            return;
        }
        final boolean alone = BertCharacters.isIdeograph(codePoint);
        if (alone) {
            encoding.endWord();
        }
        readNormalized(codePoint, encoding);
        if (alone) {
            encoding.endWord();
        }
    }

    /** Decomposing one code point at a time is enough, since the marks that a longer look would reorder are dropped. */
    private void readNormalized(final int codePoint, final Encoding encoding) {
        if (!stripAccents || codePoint < 0xC0) {
            readFolded(codePoint, encoding);
            return;
        }
        final String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
        int position = 0;
        while (position < decomposed.length()) {
            final int part = decomposed.codePointAt(position);
            position += Character.charCount(part);
            if (Character.getType(part) != Character.NON_SPACING_MARK) {
                readFolded(part, encoding);
            }
        }
    }

    private void readFolded(final int codePoint, final Encoding encoding) {
        final int folded = lowerCase ? Character.toLowerCase(codePoint) : codePoint;
        if (BertCharacters.isPunctuation(folded)) {
            encoding.endWord();
            encoding.extendWord(folded);
            encoding.endWord();
        } else {
            encoding.extendWord(folded);
        }
    }

    /** The state of one call. */
    private final class Encoding {

        private final StringBuilder word = new StringBuilder();
        private final int limit;
        private int[] ids;
        private int size;
        private int wordLength;

        private Encoding(final int limit) {
            this.limit = limit;
            ids = new int[Math.min(limit, 64)];
        }

        private boolean isFull() {
            return size >= limit;
        }

        private void append(final int id) {
            if (isFull()) {
                return;
            }
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, Math.min(limit, ids.length * 2));
            }
            ids[size++] = id;
        }

        private void extendWord(final int codePoint) {
            wordLength++;
            if (wordLength <= MAXIMUM_WORD_LENGTH) {
                word.appendCodePoint(codePoint);
            }
        }

        private void endWord() {
            if (wordLength > MAXIMUM_WORD_LENGTH) {
                append(specialPieces.unknown());
            } else if (wordLength > 0) {
                appendPieces();
            }
            word.setLength(0);
            wordLength = 0;
        }

        /** A word of which any part is not in the vocabulary is unknown as a whole: its first pieces are taken back. */
        private void appendPieces() {
            final int before = size;
            int start = 0;
            while (start < word.length()) {
                final int end = appendLongestPiece(start);
                if (end < 0) {
                    size = before;
                    append(specialPieces.unknown());
                    return;
                }
                start = end;
            }
        }

        private int appendLongestPiece(final int start) {
            final String prefix = start == 0 ? "" : CONTINUATION;
            for (int end = Math.min(word.length(), start + longestPiece); end > start; end--) {
                final Integer id = vocabulary.get(prefix + word.substring(start, end));
                if (id != null) {
                    append(id);
                    return end;
                }
            }
            return -1;
        }
    }
}
