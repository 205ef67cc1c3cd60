// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Co-occurrences in both directions, cut into blocks by the group of the word and the group of its neighbour, shuffled within each
 * block: blocks that share neither group can be worked on at once.
 */
final class CooccurrenceBlocks {

    /** Groups of words: word modulo so many, which spreads the frequent ones. */
    static final int GROUPS = 8;

    private static final double WEIGHT_POWER = 0.75;

    private final int[] words;
    private final int[] neighbours;
    private final float[] weights;
    private final float[] logarithms;
    private final int[] starts = new int[GROUPS * GROUPS + 1];

    private CooccurrenceBlocks(final int size) {
        words = new int[size];
        neighbours = new int[size];
        weights = new float[size];
        logarithms = new float[size];
    }

    /** Bytes of heap for so many pairs. */
    static long bytes(final long pairs) {
        return 2 * pairs * (2 * Integer.BYTES + 2 * Float.BYTES);
    }

    /**
     * @param maximumCooccurrence from here on a pair has the weight 1; below, its share to the power of 3/4
     */
    static CooccurrenceBlocks of(final Cooccurrences cooccurrences, final double maximumCooccurrence, final long seed) {
        final int[] sizes = new int[GROUPS * GROUPS];
        cooccurrences.forEach((first, second, value) -> {
            sizes[block(first, second)]++;
            sizes[block(second, first)] += first == second ? 0 : 1;
        });
        int total = 0;
        for (final int size : sizes) {
            total += size;
        }
        final CooccurrenceBlocks blocks = new CooccurrenceBlocks(total);
        for (int block = 0; block < sizes.length; block++) {
            blocks.starts[block + 1] = blocks.starts[block] + sizes[block];
        }
        final int[] next = blocks.starts.clone();
        cooccurrences.forEach((first, second, value) -> {
            final float weight = value >= maximumCooccurrence ? 1 : (float) StrictMath.pow(value / maximumCooccurrence, WEIGHT_POWER);
            final float logarithm = (float) StrictMath.log(value);
            blocks.set(next[block(first, second)]++, first, second, weight, logarithm);
            if (first != second) {
                blocks.set(next[block(second, first)]++, second, first, weight, logarithm);
            }
        });
        blocks.shuffle(seed);
        return blocks;
    }

    private static int block(final int word, final int neighbour) {
        return word % GROUPS * GROUPS + neighbour % GROUPS;
    }

    private void set(final int entry, final int word, final int neighbour, final float weight, final float logarithm) {
        words[entry] = word;
        neighbours[entry] = neighbour;
        weights[entry] = weight;
        logarithms[entry] = logarithm;
    }

    private void shuffle(final long seed) {
        for (int block = 0; block < starts.length - 1; block++) {
            final RandomStream random = new RandomStream(seed, block);
            for (int last = starts[block + 1] - 1; last > starts[block]; last--) {
                final int other = starts[block] + (int) random.nextLong(last - starts[block] + 1);
                final int word = words[last];
                final int neighbour = neighbours[last];
                final float weight = weights[last];
                final float logarithm = logarithms[last];
                set(last, words[other], neighbours[other], weights[other], logarithms[other]);
                set(other, word, neighbour, weight, logarithm);
            }
        }
    }

    int start(final int wordGroup, final int neighbourGroup) {
        return starts[wordGroup * GROUPS + neighbourGroup];
    }

    int end(final int wordGroup, final int neighbourGroup) {
        return starts[wordGroup * GROUPS + neighbourGroup + 1];
    }

    int word(final int entry) {
        return words[entry];
    }

    int neighbour(final int entry) {
        return neighbours[entry];
    }

    float weight(final int entry) {
        return weights[entry];
    }

    /** Of the co-occurrence. */
    float logarithm(final int entry) {
        return logarithms[entry];
    }
}
