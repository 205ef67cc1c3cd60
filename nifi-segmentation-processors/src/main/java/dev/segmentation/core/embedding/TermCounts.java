// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.Arrays;
import java.util.List;

/**
 * The terms of the documents of a training set, counted: 8 bytes per distinct term of a document, and the dictionary.
 * Filled by one thread.
 */
public final class TermCounts {

    private static final int INITIAL = 1024;

    private final TermDictionary dictionary = new TermDictionary();
    private final IntLog entryTerms = new IntLog();
    private final IntLog entryCounts = new IntLog();
    private final IntLog documentLengths = new IntLog();
    private int[] documentFrequencies = new int[INITIAL];
    /** Of the document that is being added; all 0 between two. */
    private int[] countsInDocument = new int[INITIAL];
    private int[] idsInDocument = new int[INITIAL];

    /**
     * Adds a document. Tokens that may hold an identifier are left out: an @ in them, more than five digits, or more than
     * forty characters.
     *
     * @param tokens in any order, repeated as they occur; may be empty
     */
    public void add(final List<String> tokens) {
        int distinct = 0;
        for (final String token : tokens) {
            final int known = dictionary.find(token);
            if (known >= 0 || TermFilter.accepts(token)) {
                final int id = known >= 0 ? known : newTerm(token);
                if (countsInDocument[id]++ == 0) {
                    if (distinct == idsInDocument.length) {
                        idsInDocument = Arrays.copyOf(idsInDocument, 2 * distinct);
                    }
                    idsInDocument[distinct++] = id;
                }
            }
        }
        for (int i = 0; i < distinct; i++) {
            final int id = idsInDocument[i];
            entryTerms.add(id);
            entryCounts.add(countsInDocument[id]);
            countsInDocument[id] = 0;
            documentFrequencies[id]++;
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

    private int newTerm(final String token) {
        final int id = dictionary.id(token);
        if (id == documentFrequencies.length) {
            documentFrequencies = Arrays.copyOf(documentFrequencies, 2 * id);
            countsInDocument = Arrays.copyOf(countsInDocument, 2 * id);
        }
        return id;
    }
}
