// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;

/**
 * The mean of the window predicts the word at the position.
 */
final class CbowTrainer implements WindowTrainer {

    private final RowChanges inputs;
    private final float[][] contextRows;
    private final float[] shares;
    private final float[] mean;
    private final float[] change;
    private final float[] steps;

    CbowTrainer(final RowChanges inputs, final Word2VecOptions options) {
        this.inputs = inputs;
        contextRows = new float[2 * options.window()][];
        shares = new float[2 * options.window()];
        mean = new float[options.dimensions()];
        change = new float[options.dimensions()];
        steps = new float[options.negativeSamples() + 1];
    }

    @Override
    public void train(final int[] context, final int contextSize, final Targets targets, final float learningRate) {
        for (int k = 0; k < contextSize; k++) {
            contextRows[k] = inputs.row(context[k]);
        }
        Arrays.fill(shares, 0, contextSize, 1f / contextSize);
        Arrays.fill(mean, 0);
        Rows.addScaled(mean, shares, contextRows, contextSize);
        Rows.dots(mean, targets.rows, targets.size(), steps);
        targets.toSteps(steps, learningRate);
        Arrays.fill(change, 0);
        Rows.addScaled(change, steps, targets.rows, targets.size());
        for (int target = 0; target < targets.size(); target++) {
            Rows.addScaled(targets.rows[target], steps[target], mean);
        }
        for (int k = 0; k < contextSize; k++) {
            Rows.add(contextRows[k], change);
        }
    }
}
