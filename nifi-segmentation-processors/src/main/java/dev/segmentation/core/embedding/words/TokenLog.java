// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.IntLog;
import dev.segmentation.core.embedding.TermFilter;
import dev.segmentation.core.embedding.UntrainableException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents of a training set, as numbers of words in their order: 4 bytes per token, and the dictionary. Tokens that may
 * hold an identifier are left out, for the vocabulary is stored with the model. Filled by one thread.
 */
final class TokenLog {

    /** A hash entry, a boxed number, a string with the header of its array, places in the tables, and the counts. */
    private static final long BYTES_PER_WORD = 160;
    private static final long MEBIBYTE = 1 << 20;

    private final Map<String, Integer> dictionary = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final IntLog tokens = new IntLog();
    private final IntLog lengths = new IntLog();
    private final long memoryLimit;
    private long[] counts = new long[1024];
    private long[] documentFrequencies = new long[1024];
    private long[] lastDocument = new long[1024];
    private long characters;

    /**
     * @param memoryLimit bytes of heap that training may take
     */
    TokenLog(final long memoryLimit) {
        this.memoryLimit = memoryLimit;
    }

    /**
     * @throws UntrainableException when the memory limit is reached
     */
    void add(final List<String> document) {
        int length = 0;
        for (final String token : document) {
            if (TermFilter.accepts(token)) {
                final int id = id(token);
                tokens.add(id);
                counts[id]++;
                if (lastDocument[id] != lengths.size() + 1) {
                    lastDocument[id] = lengths.size() + 1;
                    documentFrequencies[id]++;
                }
                length++;
            }
        }
        lengths.add(length);
        requireMemory(bytes());
    }

    private int id(final String token) {
        final Integer known = dictionary.get(token);
        if (known != null) {
            return known;
        }
        final int id = words.size();
        dictionary.put(token, id);
        words.add(token);
        characters += token.length();
        if (id == counts.length) {
            counts = Arrays.copyOf(counts, id * 2);
            documentFrequencies = Arrays.copyOf(documentFrequencies, id * 2);
            lastDocument = Arrays.copyOf(lastDocument, id * 2);
        }
        return id;
    }

    long documents() {
        return lengths.size();
    }

    /** Tokens of a document; they follow those of the document before. */
    int length(final long document) {
        return lengths.get(document);
    }

    long tokens() {
        return tokens.size();
    }

    int token(final long index) {
        return tokens.get(index);
    }

    int distinctWords() {
        return words.size();
    }

    String word(final int id) {
        return words.get(id);
    }

    long count(final int id) {
        return counts[id];
    }

    long documentFrequency(final int id) {
        return documentFrequencies[id];
    }

    long bytes() {
        return tokens.bytes() + lengths.bytes() + words.size() * BYTES_PER_WORD + characters * Character.BYTES;
    }

    /**
     * @param bytes that training needs in all
     * @throws UntrainableException when that is more than the limit
     */
    void requireMemory(final long bytes) {
        if (bytes > memoryLimit) {
            throw new UntrainableException("training on " + documents() + " records with " + distinctWords() + " distinct tokens needs about "
                    + Math.ceilDiv(bytes, MEBIBYTE) + " MB, more than the Training Memory Limit of " + memoryLimit / MEBIBYTE
                    + " MB: raise it, lower Dimensions or Maximum Vocabulary, or train on a sample of the records");
        }
    }
}
