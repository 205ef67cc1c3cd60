// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Trains on some documents with copies of the vectors it touches, and remembers what it changed. Used by one thread at a time.
 */
final class Word2VecShard {

    private final Corpus corpus;
    private final double[] keepProbabilities;
    private final RowChanges inputs;
    private final RowChanges outputs;
    private final Targets targets;
    private final DocumentTrainer trainer;
    private final int[] document;

    Word2VecShard(final Corpus corpus, final Word2VecOptions options, final double[] keepProbabilities, final NegativeSampler sampler,
            final float[][] inputTable, final float[][] outputTable) {
        this.corpus = corpus;
        this.keepProbabilities = keepProbabilities;
        inputs = new RowChanges(inputTable);
        outputs = new RowChanges(outputTable);
        targets = new Targets(outputs, sampler, options.negativeSamples(), DocumentTrainer.poolSize(options.architecture()));
        trainer = DocumentTrainer.of(options, inputs, targets);
        document = new int[corpus.maximumLength()];
    }

    /**
     * Trains on documents from..to-1.
     */
    void train(final int from, final int to, final float learningRate, final RandomStream random) {
        inputs.forget();
        outputs.forget();
        targets.drawPool(random);
        for (int number = from; number < to; number++) {
            trainer.train(document, subsample(corpus.read(number, document), random), learningRate, random);
        }
    }

    /** @return how many words are left at the start of the document */
    private int subsample(final int length, final RandomStream random) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (keepProbabilities[document[i]] >= 1 || random.nextDouble() < keepProbabilities[document[i]]) {
                document[kept++] = document[i];
            }
        }
        return kept;
    }

    RowChanges inputs() {
        return inputs;
    }

    RowChanges outputs() {
        return outputs;
    }
}
