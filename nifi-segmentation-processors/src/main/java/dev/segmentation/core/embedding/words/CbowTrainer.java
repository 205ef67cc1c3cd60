// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

import java.util.Arrays;

/**
 * The mean of the window predicts the word at the position. The positions of a block see the same input vectors; what they change in them is kept
 * per position and gathered per word at the end of the block, in one pass over a row instead of one for every window that the word is in. Neighbouring
 * positions of a group share what they are told apart from, and change it at the end of the group.
 */
final class CbowTrainer implements DocumentTrainer {

    /** Positions that share negative samples: so many that their rows are seldom copied, so few that a sample drawn is not pushed too far at once. */
    static final int GROUP = 8;

    /** Positions of a block, whole groups: few enough that all rows at work stay in the first-level cache. */
    static final int BLOCK = 2 * GROUP;

    private final RowChanges inputs;
    private final Targets targets;
    private final int window;
    /** Of the words of a block and of those around it, in their order. */
    private final float[][] inputRows;
    /** Per position of a block: how far its window reaches, and what it adds to every word in it. */
    private final int[] reaches = new int[BLOCK];
    private final float[][] changes;
    private final float[][] summands;
    /** Of the windows of a group. */
    private final float[][] sums;
    private final float[] steps;
    /** sampleSteps[k][j]: of target k, the first of which is not used, along sum j. */
    private final float[][] sampleSteps;

    CbowTrainer(final RowChanges inputs, final Targets targets, final Word2VecOptions options) {
        this.inputs = inputs;
        this.targets = targets;
        window = options.window();
        inputRows = new float[BLOCK + 2 * window][];
        changes = new float[BLOCK][options.dimensions()];
        summands = Rows.summands(2 * window, options.dimensions());
        sums = new float[GROUP][options.dimensions()];
        steps = new float[targets.size()];
        sampleSteps = new float[targets.size()][GROUP];
    }

    @Override
    public void train(final int[] document, final int length, final float learningRate, final RandomStream random) {
        if (length > 1) {
            for (int from = 0; from < length; from += BLOCK) {
                trainBlock(document, length, from, Math.min(length, from + BLOCK), learningRate, random);
            }
        }
    }

    private void trainBlock(final int[] document, final int length, final int from, final int to, final float learningRate, final RandomStream random) {
        final int first = Math.max(0, from - window);
        final int last = Math.min(length, to + window);
        for (int place = first; place < last; place++) {
            inputRows[place - first] = inputs.row(document[place]);
        }
        for (int start = from; start < to; start += GROUP) {
            final int size = Math.min(GROUP, to - start);
            targets.drawSamples(random);
            for (int j = 0; j < size; j++) {
                final int position = start + j;
                targets.setWord(document[position]);
                reaches[position - from] = 1 + (int) random.nextLong(window);
                final int count = collectWindow(position - first, reaches[position - from], last - first);
                Rows.sum(sums[j], summands, count);
                predict(j, 1f / count, changes[position - from], learningRate);
            }
            for (int k = 1; k < targets.size(); k++) {
                Rows.addScaled(targets.rows[k], sampleSteps[k], sums, size);
            }
        }
        for (int place = first; place < last; place++) {
            Rows.addSum(inputRows[place - first], summands, collectChanges(place, from, to));
        }
    }

    /** @return how many rows are in the window of a place among the input rows */
    private int collectWindow(final int place, final int reach, final int size) {
        int count = 0;
        for (int other = Math.max(0, place - reach); other < Math.min(size, place + reach + 1); other++) {
            if (other != place) {
                summands[count++] = inputRows[other];
            }
        }
        return count;
    }

    /**
     * Changes the first target, and finds out what a window changes in the others and in its words.
     *
     * @param j number of the window in its group
     * @param share of each word in the window
     * @param change receives what is to be added to each word in the window
     */
    private void predict(final int j, final float share, final float[] change, final float learningRate) {
        Rows.dots(sums[j], targets.rows, targets.size(), steps);
        targets.toSteps(steps, share, learningRate);
        Arrays.fill(change, 0);
        Rows.addScaled(change, steps, targets.rows, targets.size());
        Rows.addScaled(targets.rows[0], share * steps[0], sums[j]);
        for (int k = 1; k < targets.size(); k++) {
            sampleSteps[k][j] = share * steps[k];
        }
    }

    /** @return how many positions from..to-1 have the place in their window */
    private int collectChanges(final int place, final int from, final int to) {
        int count = 0;
        for (int position = Math.max(from, place - window); position < Math.min(to, place + window + 1); position++) {
            if (position != place && Math.abs(position - place) <= reaches[position - from]) {
                summands[count++] = changes[position - from];
            }
        }
        return count;
    }
}
