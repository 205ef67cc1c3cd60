// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

/**
 * Every word of the window predicts the word at the position.
 */
final class SkipGramTrainer implements DocumentTrainer {

    /** Words that the windows of a chunk draw from: eight times as many as for {@link CbowTrainer}, as there are eight times as many draws. */
    static final int POOL = 8 * CbowTrainer.POOL;

    private final RowChanges inputs;
    private final Targets targets;
    private final int window;
    private final float[] zeros;
    private final int[] contextPlaces;
    private final float[][] contextChanges;
    /** steps[k][j]: of context word k along target j; stepsOfTarget is a column of it. */
    private final float[][] steps;
    private final float[] stepsOfTarget;

    SkipGramTrainer(final RowChanges inputs, final Targets targets, final Word2VecOptions options) {
        this.inputs = inputs;
        this.targets = targets;
        window = options.window();
        final int contextSize = 2 * window;
        zeros = new float[options.dimensions()];
        contextPlaces = new int[contextSize];
        contextChanges = new float[contextSize][options.dimensions()];
        steps = new float[contextSize][targets.size()];
        stepsOfTarget = new float[contextSize];
    }

    @Override
    public void train(final int[] document, final int length, final float learningRate, final RandomStream random) {
        for (int position = 0; position < length; position++) {
            final int reach = 1 + (int) random.nextLong(window);
            int size = 0;
            for (int other = Math.max(0, position - reach); other < Math.min(length, position + reach + 1); other++) {
                if (other != position) {
                    contextPlaces[size++] = inputs.place(document[other]);
                }
            }
            if (size > 0) {
                targets.drawSamples(random);
                targets.setWord(document[position]);
                train(size, learningRate);
            }
        }
    }

    private void train(final int contextSize, final float learningRate) {
        final float[][] rows = inputs.copies();
        for (int k = 0; k < contextSize; k++) {
            Rows.dots(rows[contextPlaces[k]], targets.rows(), targets.places, targets.size(), steps[k]);
            targets.toSteps(steps[k], learningRate);
            Rows.combine(contextChanges[k], zeros, steps[k], targets.rows(), targets.places, targets.size());
        }
        for (int target = 0; target < targets.size(); target++) {
            for (int k = 0; k < contextSize; k++) {
                stepsOfTarget[k] = steps[k][target];
            }
            final float[] row = targets.row(target);
            Rows.combine(row, row, stepsOfTarget, rows, contextPlaces, contextSize);
        }
        for (int k = 0; k < contextSize; k++) {
            Rows.add(rows[contextPlaces[k]], contextChanges[k]);
        }
    }
}
