// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Changes the vectors of a document's words and of those they are told apart from. One per shard, used by one thread at a time.
 */
interface DocumentTrainer {

    /**
     * @param document words, in its first places
     * @param length how many, 0 or more
     */
    void train(int[] document, int length, float learningRate, RandomStream random);

    /**
     * @return words that the negative samples of a chunk are drawn from
     */
    static int poolSize(final Word2VecArchitecture architecture) {
        return switch (architecture) {
            case CBOW -> CbowTrainer.POOL;
            case SKIP_GRAM -> SkipGramTrainer.POOL;
        };
    }

    static DocumentTrainer of(final Word2VecOptions options, final RowChanges inputs, final Targets targets) {
        return switch (options.architecture()) {
            case CBOW -> new CbowTrainer(inputs, targets, options);
            case SKIP_GRAM -> new SkipGramTrainer(inputs, targets, options);
        };
    }
}
