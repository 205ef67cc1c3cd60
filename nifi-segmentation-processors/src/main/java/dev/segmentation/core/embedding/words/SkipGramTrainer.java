// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;

/**
 * Every word of the window predicts the word at the position.
 */
final class SkipGramTrainer implements WindowTrainer {

    private final RowChanges inputs;
    private final float[][] contextRows;
    private final float[][] contextChanges;
    /** steps[k][j]: of context word k along target j; stepsOfTarget is a column of it. */
    private final float[][] steps;
    private final float[] stepsOfTarget;

    SkipGramTrainer(final RowChanges inputs, final Word2VecOptions options) {
        this.inputs = inputs;
        final int contextSize = 2 * options.window();
        contextRows = new float[contextSize][];
        contextChanges = new float[contextSize][options.dimensions()];
        steps = new float[contextSize][options.negativeSamples() + 1];
        stepsOfTarget = new float[contextSize];
    }

    @Override
    public void train(final int[] context, final int contextSize, final Targets targets, final float learningRate) {
        for (int k = 0; k < contextSize; k++) {
            contextRows[k] = inputs.row(context[k]);
            Rows.dots(contextRows[k], targets.rows, targets.size(), steps[k]);
            targets.toSteps(steps[k], learningRate);
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
