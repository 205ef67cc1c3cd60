// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Trains on some documents with copies of the vectors it touches, and remembers what it changed. Used by one thread at a time.
 */
final class Word2VecShard {

    private final Corpus corpus;
    private final Word2VecOptions options;
    private final double[] keepProbabilities;
    private final RowChanges inputs;
    private final RowChanges outputs;
    private final WindowTrainer trainer;
    private final Targets targets;
    private final int[] document;
    private final int[] context;

    Word2VecShard(final Corpus corpus, final Word2VecOptions options, final double[] keepProbabilities, final NegativeSampler sampler,
            final float[][] inputTable, final float[][] outputTable) {
        this.corpus = corpus;
        this.options = options;
        this.keepProbabilities = keepProbabilities;
        inputs = new RowChanges(inputTable);
        outputs = new RowChanges(outputTable);
        trainer = WindowTrainer.of(options, inputs);
        targets = new Targets(outputs, sampler, options.negativeSamples());
        document = new int[corpus.maximumLength()];
        context = new int[2 * options.window()];
    }

    /**
     * Trains on documents from..to-1.
     */
    void train(final int from, final int to, final float learningRate, final RandomStream random) {
        for (int number = from; number < to; number++) {
            train(subsample(corpus.read(number, document), random), learningRate, random);
        }
        inputs.subtractTable();
        outputs.subtractTable();
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

    private void train(final int length, final float learningRate, final RandomStream random) {
        for (int position = 0; position < length; position++) {
            final int reach = 1 + (int) random.nextLong(options.window());
            int size = 0;
            for (int other = Math.max(0, position - reach); other < Math.min(length, position + reach + 1); other++) {
                if (other != position) {
                    context[size++] = document[other];
                }
            }
            if (size > 0) {
                targets.draw(document[position], random);
                trainer.train(context, size, targets, learningRate);
            }
        }
    }

    void mergeInputs() {
        inputs.merge();
    }

    void mergeOutputs() {
        outputs.merge();
    }
}
