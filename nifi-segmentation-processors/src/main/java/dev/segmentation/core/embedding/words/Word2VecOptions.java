// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.Limits;

/**
 * How Word2Vec is trained.
 *
 * @param architecture what is predicted from what
 * @param dimensions values per vector, 1 to 1000
 * @param window words at most on either side of a word; each position takes 1 to so many
 * @param negativeSamples words per position that are told apart from the true one, 1 to 50
 * @param subsampling relative frequency above which a word is left out at random now and then; 0 keeps all
 * @param minimumCount occurrences that a word needs
 * @param maximumVocabulary words at most, the most frequent ones
 * @param epochs passes over the documents
 * @param learningRate of the first step; falls in a straight line to a ten-thousandth of it
 * @param seed of all random choices
 * @param memoryLimit bytes of heap that training may take
 */
public record Word2VecOptions(Word2VecArchitecture architecture, int dimensions, int window, int negativeSamples, double subsampling, int minimumCount, int maximumVocabulary,
        int epochs, double learningRate, long seed, long memoryLimit) {

    public Word2VecOptions {
        Limits.requireWithin("dimensions", dimensions, Limits.MAXIMUM_DIMENSIONS);
        Limits.requireWithin("window", window, Limits.MAXIMUM_WINDOW);
        Limits.requireWithin("negative samples", negativeSamples, Limits.MAXIMUM_NEGATIVE_SAMPLES);
        Limits.requireWithin("minimum count", minimumCount, Integer.MAX_VALUE);
        Limits.requireWithin("maximum vocabulary", maximumVocabulary, Limits.MAXIMUM_VOCABULARY);
        Limits.requireWithin("epochs", epochs, Limits.MAXIMUM_EPOCHS);
        Limits.requirePositive("learning rate", learningRate);
        if (!(subsampling >= 0 && subsampling <= 1)) {
            throw new IllegalArgumentException("subsampling must be 0 to 1, not " + subsampling);
        }
    }
}
