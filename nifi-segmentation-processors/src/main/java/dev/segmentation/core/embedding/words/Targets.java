// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * What a position is told apart by: its own word first, and words drawn at random. They are drawn once for all words of the window, so that their
 * rows stay in the cache.
 *
 * @see <a href="https://arxiv.org/abs/1604.04661">Ji, Satish, Li, Dubey: Parallelizing Word2Vec in shared and distributed memory, 2016</a>
 */
final class Targets {

    final float[][] rows;
    private final RowChanges outputs;
    private final NegativeSampler sampler;
    private int size;

    Targets(final RowChanges outputs, final NegativeSampler sampler, final int negativeSamples) {
        this.outputs = outputs;
        this.sampler = sampler;
        rows = new float[negativeSamples + 1][];
    }

    /** A word that is drawn and is the true one is left out. */
    void draw(final int word, final RandomStream random) {
        rows[0] = outputs.row(word);
        size = 1;
        for (int i = 1; i < rows.length; i++) {
            final int drawn = sampler.next(random);
            if (drawn != word) {
                rows[size++] = outputs.row(drawn);
            }
        }
    }

    int size() {
        return size;
    }

    /**
     * @param products of an input with the rows; becomes the steps along them: learning rate x (label - probability)
     */
    void toSteps(final float[] products, final float learningRate) {
        for (int i = 0; i < size; i++) {
            products[i] = learningRate * ((i == 0 ? 1 : 0) - Sigmoid.of(products[i]));
        }
    }
}
