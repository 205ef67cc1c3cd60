// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.Limits;

/**
 * How GloVe is trained.
 *
 * @param dimensions values per vector, 1 to 1000
 * @param window words on either side of a word that count as its neighbours; a neighbour at distance k counts 1 / k
 * @param minimumCount occurrences that a word needs
 * @param maximumVocabulary words at most, the most frequent ones
 * @param epochs passes over the co-occurrences
 * @param learningRate of AdaGrad
 * @param maximumCooccurrence from here on a co-occurrence has full weight; below, its share to the power of 3/4
 * @param seed of all random choices
 * @param memoryLimit bytes of heap that training may take
 */
public record GloVeOptions(int dimensions, int window, int minimumCount, int maximumVocabulary, int epochs, double learningRate, double maximumCooccurrence, long seed,
        long memoryLimit) {

    public GloVeOptions {
        Limits.requireWithin("dimensions", dimensions, Limits.MAXIMUM_DIMENSIONS);
        Limits.requireWithin("window", window, Limits.MAXIMUM_WINDOW);
        Limits.requireWithin("minimum count", minimumCount, Integer.MAX_VALUE);
        Limits.requireWithin("maximum vocabulary", maximumVocabulary, Limits.MAXIMUM_VOCABULARY);
        Limits.requireWithin("epochs", epochs, Limits.MAXIMUM_EPOCHS);
        Limits.requirePositive("learning rate", learningRate);
        Limits.requirePositive("maximum co-occurrence", maximumCooccurrence);
    }
}
