// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

/**
 * What Word2Vec predicts.
 */
public enum Word2VecArchitecture {

    /** A word from the mean of the words around it: faster, smoother for frequent words. */
    CBOW,

    /** The words around a word from the word: better for rare words and small collections. */
    SKIP_GRAM
}
