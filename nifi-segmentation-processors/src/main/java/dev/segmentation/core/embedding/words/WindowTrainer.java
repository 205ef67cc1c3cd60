// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

/**
 * Changes the vectors around one position of a document. One per shard, used by one thread at a time.
 */
interface WindowTrainer {

    /**
     * @param context words around the position, in its first places
     * @param contextSize how many, at least 1
     * @param targets drawn for the position
     */
    void train(int[] context, int contextSize, Targets targets, float learningRate);

    static WindowTrainer of(final Word2VecOptions options, final RowChanges inputs) {
        return switch (options.architecture()) {
            case CBOW -> new CbowTrainer(inputs, options);
            case SKIP_GRAM -> new SkipGramTrainer(inputs, options);
        };
    }
}
