// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.IntLog;
import dev.segmentation.core.embedding.TermDictionary;
import dev.segmentation.core.embedding.TermFilter;
import dev.segmentation.core.embedding.TrainingMemory;
import dev.segmentation.core.embedding.UntrainableException;

import java.util.Arrays;
import java.util.List;

/**
 * The documents of a training set, as numbers of words in their order: 4 bytes per token, and the dictionary. Tokens that may
 * hold an identifier are left out, for the vocabulary is stored with the model. Filled by one thread.
 */
final class TokenLog {

    /** Places in the three tables of counts, and what they have in reserve. */
    private static final long BYTES_PER_WORD = 32;

    private final TermDictionary dictionary = new TermDictionary();
    private final IntLog tokens = new IntLog();
    private final IntLog lengths = new IntLog();
    private final TrainingMemory memory;
    private long[] counts = new long[1024];
    private long[] documentFrequencies = new long[1024];
    private long[] lastDocument = new long[1024];

    /**
     * @param memoryLimit bytes of heap that training may take
     */
    TokenLog(final long memoryLimit) {
        memory = new TrainingMemory(memoryLimit);
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
        final int id = dictionary.id(token);
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
        return dictionary.size();
    }

    String word(final int id) {
        return dictionary.term(id);
    }

    long count(final int id) {
        return counts[id];
    }

    long documentFrequency(final int id) {
        return documentFrequencies[id];
    }

    long bytes() {
        return tokens.bytes() + lengths.bytes() + dictionary.bytes() + dictionary.size() * BYTES_PER_WORD;
    }

    /**
     * @param bytes that training needs in all
     * @throws UntrainableException when that is more than the limit
     */
    void requireMemory(final long bytes) {
        memory.require(bytes, documents(), distinctWords());
    }
}
