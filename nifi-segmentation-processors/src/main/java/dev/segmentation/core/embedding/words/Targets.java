// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * What a position is told apart by: its own word first, then words drawn at random. Several windows or words of a window share what is drawn, and
 * all of a chunk draw from the same few words, so that their rows stay in the cache and few are copied. Every draw follows the distribution of the sampler.
 *
 * @see <a href="https://arxiv.org/abs/1604.04661">Ji, Satish, Li, Dubey: Parallelizing Word2Vec in shared and distributed memory, 2016</a>
 */
final class Targets {

    /** Of the targets' rows among the copies. */
    final int[] places;
    private final int[] words;
    private final RowChanges outputs;
    private final NegativeSampler sampler;
    private final int[] pool;

    /**
     * @param poolSize words that a chunk draws from
     */
    Targets(final RowChanges outputs, final NegativeSampler sampler, final int negativeSamples, final int poolSize) {
        this.outputs = outputs;
        this.sampler = sampler;
        places = new int[negativeSamples + 1];
        words = new int[negativeSamples + 1];
        pool = new int[poolSize];
    }

    /** Draws the words that samples are drawn from until it is called again. */
    void drawPool(final RandomStream random) {
        for (int i = 0; i < pool.length; i++) {
            pool[i] = sampler.next(random);
        }
    }

    /** Draws all targets but the first. */
    void drawSamples(final RandomStream random) {
        for (int i = 1; i < words.length; i++) {
            set(i, pool[(int) random.nextLong(pool.length)]);
        }
    }

    /** Sets the first target, the word that is predicted. */
    void setWord(final int word) {
        set(0, word);
    }

    private void set(final int target, final int word) {
        words[target] = word;
        places[target] = outputs.place(word);
    }

    /**
     * @return rows, the targets' at their places; good until the next target is set
     */
    float[][] rows() {
        return outputs.copies();
    }

    /**
     * @return the row of a target, to be changed
     */
    float[] row(final int target) {
        return outputs.copies()[places[target]];
    }

    int size() {
        return words.length;
    }

    /**
     * @param products of an input with the rows; become the steps along the rows: learning rate x (label - probability), none for a word that was drawn
     *        and is the true one
     */
    void toSteps(final float[] products, final float learningRate) {
        products[0] = learningRate * (1 - Sigmoid.of(products[0]));
        for (int i = 1; i < words.length; i++) {
            products[i] = words[i] == words[0] ? 0 : -learningRate * Sigmoid.of(products[i]);
        }
    }
}
