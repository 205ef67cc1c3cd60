// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.List;

/**
 * Turns the words of a document into a vector. Immutable, safe for any number of threads.
 */
public interface TokenModel {

    /**
     * @return values per vector
     */
    int dimension();

    /**
     * @return words that the model knows
     */
    int vocabularySize();

    /**
     * @param tokens of one document
     * @return d values, length 1, or null when no token tells anything
     */
    float[] embed(List<String> tokens);
}
