// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * What a position is told apart by: its own word first, then words drawn at random. Several windows or words of a window share what is drawn,
 * so that its rows stay in the cache.
 *
 * @see <a href="https://arxiv.org/abs/1604.04661">Ji, Satish, Li, Dubey: Parallelizing Word2Vec in shared and distributed memory, 2016</a>
 */
final class Targets {

    final float[][] rows;
    private final int[] words;
    private final RowChanges outputs;
    private final NegativeSampler sampler;

    Targets(final RowChanges outputs, final NegativeSampler sampler, final int negativeSamples) {
        this.outputs = outputs;
        this.sampler = sampler;
        rows = new float[negativeSamples + 1][];
        words = new int[negativeSamples + 1];
    }

    /** Draws all targets but the first. */
    void drawSamples(final RandomStream random) {
        for (int i = 1; i < rows.length; i++) {
            set(i, sampler.next(random));
        }
    }

    /** Sets the first target, the word that is predicted. */
    void setWord(final int word) {
        set(0, word);
    }

    private void set(final int target, final int word) {
        words[target] = word;
        rows[target] = outputs.row(word);
    }

    int size() {
        return rows.length;
    }

    /**
     * @param products of an input with the rows; become the steps along the rows: learning rate x (label - probability), none for a word that was drawn
     *        and is the true one
     * @param share what the products are to be multiplied by first
     */
    void toSteps(final float[] products, final float share, final float learningRate) {
        products[0] = learningRate * (1 - Sigmoid.of(share * products[0]));
        for (int i = 1; i < words.length; i++) {
            products[i] = words[i] == words[0] ? 0 : -learningRate * Sigmoid.of(share * products[i]);
        }
    }
}
