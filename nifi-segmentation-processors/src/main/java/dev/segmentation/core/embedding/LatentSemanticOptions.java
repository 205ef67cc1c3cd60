// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * How a latent semantic model is fitted.
 *
 * @param dimensions values per vector wanted, at least 1
 * @param minimumDocumentFrequency documents that must have a term, at least 1
 * @param maximumVocabulary terms at most, at least 1
 * @param seed of the randomized decomposition
 * @param memoryLimit bytes of heap that training may take
 */
public record LatentSemanticOptions(int dimensions, int minimumDocumentFrequency, int maximumVocabulary, long seed, long memoryLimit) {

    /** Most dimensions: the small eigenproblem grows with their cube. */
    public static final int MAXIMUM_DIMENSIONS = 1000;

    /** Most terms: dimensions times terms must fit an array. */
    public static final int MAXIMUM_VOCABULARY = 1_000_000;

    public LatentSemanticOptions {
        requireWithin("dimensions", dimensions, MAXIMUM_DIMENSIONS);
        requireWithin("minimum document frequency", minimumDocumentFrequency, Integer.MAX_VALUE);
        requireWithin("maximum vocabulary", maximumVocabulary, MAXIMUM_VOCABULARY);
    }

    private static void requireWithin(final String name, final int value, final int maximum) {
        if (value < 1 || value > maximum) {
            throw new IllegalArgumentException(name + " must be 1 to " + maximum + ", not " + value);
        }
    }
}
