// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.Arrays;
import java.util.List;

/**
 * The terms of the documents of a training set, counted: 8 bytes per distinct term of a document, and the dictionary.
 * Filled by one thread.
 */
public final class TermCounts {

    private final TermDictionary dictionary = new TermDictionary();
    private final IntLog entryTerms = new IntLog();
    private final IntLog entryCounts = new IntLog();
    private final IntLog documentLengths = new IntLog();
    private int[] documentFrequencies = new int[1024];

    /**
     * Adds a document. Tokens that may hold an identifier are left out: an @ in them, more than five digits, or more than
     * forty characters.
     *
     * @param tokens in any order, repeated as they occur; may be empty
     */
    public void add(final List<String> tokens) {
        final int[] ids = new int[tokens.size()];
        int size = 0;
        for (final String token : tokens) {
            if (TermFilter.accepts(token)) {
                ids[size++] = id(token);
            }
        }
        Arrays.sort(ids, 0, size);

        int distinct = 0;
        int start = 0;
        while (start < size) {
            int end = start + 1;
            while (end < size && ids[end] == ids[start]) {
                end++;
            }
            entryTerms.add(ids[start]);
            entryCounts.add(end - start);
            documentFrequencies[ids[start]]++;
            distinct++;
            start = end;
        }
        documentLengths.add(distinct);
    }

    /**
     * @return documents added
     */
    public long documents() {
        return documentLengths.size();
    }

    /**
     * @return bytes of heap held, estimated
     */
    public long bytes() {
        return entryTerms.bytes() + entryCounts.bytes() + documentLengths.bytes() + dictionary.bytes();
    }

    /** Pairs of term and count, over all documents. */
    long entries() {
        return entryTerms.size();
    }

    int entryTerm(final long entry) {
        return entryTerms.get(entry);
    }

    int entryCount(final long entry) {
        return entryCounts.get(entry);
    }

    /** Distinct terms of a document; its entries follow those of the document before. */
    int documentLength(final long document) {
        return documentLengths.get(document);
    }

    int distinctTerms() {
        return dictionary.size();
    }

    String term(final int id) {
        return dictionary.term(id);
    }

    /** Number of documents that have the term. */
    int documentFrequency(final int id) {
        return documentFrequencies[id];
    }

    private int id(final String token) {
        final int id = dictionary.id(token);
        if (id == documentFrequencies.length) {
            documentFrequencies = Arrays.copyOf(documentFrequencies, id * 2);
        }
        return id;
    }
}
