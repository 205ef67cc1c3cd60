// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.UntrainableException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Documents in terms of a vocabulary: words too rare are gone, word 0 is the most frequent one. Immutable, safe for any number of threads.
 */
final class Corpus {

    private final TokenLog log;
    private final List<String> words;
    private final long[] counts;
    private final long[] documentFrequencies;
    private final int[] wordOfId;
    private final long[] starts;
    private final long keptTokens;
    private final int maximumLength;

    private Corpus(final TokenLog log, final List<Integer> kept) {
        this.log = log;
        words = kept.stream().map(log::word).toList();
        counts = kept.stream().mapToLong(log::count).toArray();
        documentFrequencies = kept.stream().mapToLong(log::documentFrequency).toArray();
        wordOfId = new int[log.distinctWords()];
        Arrays.fill(wordOfId, -1);
        long sum = 0;
        for (int word = 0; word < counts.length; word++) {
            wordOfId[kept.get(word)] = word;
            sum += counts[word];
        }
        keptTokens = sum;
        starts = new long[Math.toIntExact(log.documents()) + 1];
        int longest = 0;
        for (int document = 0; document < log.documents(); document++) {
            starts[document + 1] = starts[document] + log.length(document);
            longest = Math.max(longest, log.length(document));
        }
        maximumLength = longest;
    }

    /**
     * Takes the words of at least minimumCount occurrences; of more than maximumVocabulary the most frequent ones, ties by alphabet.
     *
     * @throws UntrainableException when no word is frequent enough
     */
    static Corpus of(final TokenLog log, final int minimumCount, final int maximumVocabulary) {
        final List<Integer> kept = new ArrayList<>();
        for (int id = 0; id < log.distinctWords(); id++) {
            if (log.count(id) >= minimumCount) {
                kept.add(id);
            }
        }
        if (kept.isEmpty()) {
            throw new UntrainableException("no word occurs at least " + minimumCount + " times in the " + log.documents()
                    + " records: lower the Minimum Count or train on more records");
        }
        kept.sort(Comparator.<Integer>comparingLong(log::count).reversed().thenComparing(log::word));
        return new Corpus(log, kept.subList(0, Math.min(kept.size(), maximumVocabulary)));
    }

    List<String> words() {
        return words;
    }

    int size() {
        return counts.length;
    }

    long count(final int word) {
        return counts[word];
    }

    long[] counts() {
        return counts.clone();
    }

    /** Occurrences of all words of the vocabulary. */
    long tokens() {
        return keptTokens;
    }

    int documents() {
        return starts.length - 1;
    }

    int maximumLength() {
        return maximumLength;
    }

    /** Tokens of a document, those outside the vocabulary among them. */
    int length(final int document) {
        return log.length(document);
    }

    /**
     * @param target receives the words of the document, in their order
     * @return how many there are
     */
    int read(final int document, final int[] target) {
        int size = 0;
        for (long index = starts[document]; index < starts[document + 1]; index++) {
            final int word = wordOfId[log.token(index)];
            if (word >= 0) {
                target[size++] = word;
            }
        }
        return size;
    }

    /**
     * @param vectors m x d, row-major
     */
    WordVectors withVectors(final float[] vectors, final int dimension) {
        return new WordVectors(words, documentFrequencies.clone(), counts.clone(), documents(), vectors, dimension);
    }
}
