// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.List;

/**
 * Words and their vectors. The arrays are not copied: nobody writes to them.
 *
 * @param words m distinct words, the most frequent first
 * @param documentFrequencies how many of the training documents have each word, m numbers
 * @param counts how often each word occurs in them, m numbers
 * @param documents training documents
 * @param vectors m x d, row-major, finite
 * @param dimension d
 */
public record WordVectors(List<String> words, long[] documentFrequencies, long[] counts, long documents, float[] vectors, int dimension) {

    /**
     * @throws IllegalArgumentException when the sizes do not agree
     */
    public WordVectors {
        words = List.copyOf(words);
        final int size = words.size();
        if (size == 0 || dimension < 1 || documentFrequencies.length != size || counts.length != size || vectors.length != (long) size * dimension) {
            throw new IllegalArgumentException(size + " words, " + documentFrequencies.length + " document frequencies, " + counts.length + " counts and "
                    + vectors.length + " values of dimension " + dimension + " do not agree");
        }
    }
}
