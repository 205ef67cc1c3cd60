// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import dev.segmentation.core.embedding.words.WordVectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Words and vectors as they are read.
 */
final class WordTable {

    /** A string, its array, its places in a list, a set and later a map. */
    private static final long BYTES_PER_WORD = 200;
    /** What the most frequent word counts: the other counts are this over the rank. */
    private static final long MOST_FREQUENT = 1L << 32;

    private final int dimension;
    private final float[] values;
    private final List<String> words = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    WordTable(final int rows, final int dimension) {
        this.dimension = dimension;
        values = new float[rows * dimension];
    }

    static long bytes(final long rows, final int dimension) {
        return rows * ((long) dimension * Float.BYTES + BYTES_PER_WORD);
    }

    int dimension() {
        return dimension;
    }

    /**
     * @param vector of finite values; a word that is known already is left out
     */
    void add(final String word, final float[] vector) {
        if (known.add(word)) {
            System.arraycopy(vector, 0, values, words.size() * dimension, dimension);
            words.add(word);
        }
    }

    WordVectors finish() throws WordVectorFileException {
        if (words.isEmpty()) {
            throw new WordVectorFileException("the file has no words");
        }
        final long[] counts = new long[words.size()];
        for (int rank = 0; rank < counts.length; rank++) {
            counts[rank] = MOST_FREQUENT / (rank + 1);
        }
        final int length = words.size() * dimension;
        return new WordVectors(words, counts, counts, MOST_FREQUENT, length == values.length ? values : Arrays.copyOf(values, length), dimension);
    }
}
