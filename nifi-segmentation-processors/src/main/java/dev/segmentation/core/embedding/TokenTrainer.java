// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.List;

/**
 * Fits a model to documents that are added one by one. The same documents, options and seed give the same model, to the bit, for any
 * number of threads. Used by one thread.
 *
 * @param <M> the model
 */
public interface TokenTrainer<M extends TokenModel> {

    /**
     * Adds a document; of no tokens, or of none that can be a word of a vocabulary, it counts as a document without words.
     *
     * @param tokens in their order, repeated as they occur
     * @throws UntrainableException when the memory limit is reached
     */
    void add(List<String> tokens);

    /**
     * @return documents added
     */
    long documents();

    /**
     * @return false as long as no document has a token that can be a word of the vocabulary
     */
    boolean hasWords();

    /**
     * @throws UntrainableException when no word is frequent enough, or the memory limit would be passed
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    M fit(Workers workers, TrainingMonitor monitor);
}
