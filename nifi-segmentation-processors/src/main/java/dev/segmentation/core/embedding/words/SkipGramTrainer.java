// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

import java.util.Arrays;

/**
 * Every word of the window predicts the word at the position.
 */
final class SkipGramTrainer implements DocumentTrainer {

    private final RowChanges inputs;
    private final Targets targets;
    private final int window;
    private final float[][] contextRows;
    private final float[][] contextChanges;
    /** steps[k][j]: of context word k along target j; stepsOfTarget is a column of it. */
    private final float[][] steps;
    private final float[] stepsOfTarget;

    SkipGramTrainer(final RowChanges inputs, final Targets targets, final Word2VecOptions options) {
        this.inputs = inputs;
        this.targets = targets;
        window = options.window();
        final int contextSize = 2 * window;
        contextRows = new float[contextSize][];
        contextChanges = new float[contextSize][options.dimensions()];
        steps = new float[contextSize][options.negativeSamples() + 1];
        stepsOfTarget = new float[contextSize];
    }

    @Override
    public void train(final int[] document, final int length, final float learningRate, final RandomStream random) {
        for (int position = 0; position < length; position++) {
            final int reach = 1 + (int) random.nextLong(window);
            int size = 0;
            for (int other = Math.max(0, position - reach); other < Math.min(length, position + reach + 1); other++) {
                if (other != position) {
                    contextRows[size++] = inputs.row(document[other]);
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
        for (int k = 0; k < contextSize; k++) {
            Rows.dots(contextRows[k], targets.rows, targets.size(), steps[k]);
            targets.toSteps(steps[k], 1, learningRate);
            Arrays.fill(contextChanges[k], 0);
            Rows.addScaled(contextChanges[k], steps[k], targets.rows, targets.size());
        }
        for (int target = 0; target < targets.size(); target++) {
            for (int k = 0; k < contextSize; k++) {
                stepsOfTarget[k] = steps[k][target];
            }
            Rows.addScaled(targets.rows[target], stepsOfTarget, contextRows, contextSize);
        }
        for (int k = 0; k < contextSize; k++) {
            Rows.add(contextRows[k], contextChanges[k]);
        }
    }
}
