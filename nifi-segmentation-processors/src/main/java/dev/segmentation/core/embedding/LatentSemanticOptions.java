// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * How a latent semantic model is fitted.
 *
 * @param dimensions values per vector wanted, at least 1
 * @param minimumDocumentFrequency documents that must have a term, at least 1
 * @param maximumDocumentFrequency share of the documents that may have a term, above 0 and at most 1
 * @param maximumVocabulary terms at most, at least 1
 * @param sublinear whether a term that a document has several times counts as 1 + ln count there, not as count
 * @param seed of the randomized decomposition
 * @param memoryLimit bytes of heap that training may take
 */
public record LatentSemanticOptions(int dimensions, int minimumDocumentFrequency, double maximumDocumentFrequency, int maximumVocabulary, boolean sublinear, long seed,
        long memoryLimit) {

    public LatentSemanticOptions {
        Limits.requireWithin("dimensions", dimensions, Limits.MAXIMUM_DIMENSIONS);
        Limits.requireWithin("minimum document frequency", minimumDocumentFrequency, Integer.MAX_VALUE);
        Limits.requireWithin("maximum vocabulary", maximumVocabulary, Limits.MAXIMUM_VOCABULARY);
        if (!(maximumDocumentFrequency > 0 && maximumDocumentFrequency <= 1)) {
            throw new IllegalArgumentException("maximum document frequency must be above 0 and at most 1, not " + maximumDocumentFrequency);
        }
    }
}
