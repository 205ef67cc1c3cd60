// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mean of the window predicts the word at the position. The positions of a block see the same input vectors; what they change in them is kept
 * per position and gathered per word at the end of the block, in one pass over a row instead of one for every window that the word is in. Neighbouring
 * positions of a group share what they are told apart from, and change it at the end of the group.
 */
final class CbowTrainer implements DocumentTrainer {

    /** Positions that share negative samples: so many that their rows are seldom copied, so few that a sample drawn is not pushed too far at once. */
    static final int GROUP = 8;

    /** Positions of a block, whole groups: so many that most rows are changed once per block, so few that the rows at work stay in the near caches. */
    static final int BLOCK = 4 * GROUP;

    /** Words that the groups of a chunk draw from: so few that most of their rows are in the cache. */
    static final int POOL = 128;

    /** All windows of a group, in their order. */
    private static final int[] GROUP_PLACES = IntStream.range(0, GROUP).toArray();

    private final RowChanges inputs;
    private final Targets targets;
    private final int window;
    private final float[] zeros;
    /** Of the words of a block and of those around it among the inputs' copies, in their order. */
    private final int[] inputPlaces;
    /** Per position of a block: how far its window reaches, and what it adds to every word in it. */
    private final int[] reaches = new int[BLOCK];
    private final float[][] changes;
    /** Of the windows of a group. */
    private final float[][] means;
    private final float[] steps;
    /** sampleSteps[k][j]: of target k, the first of which is not used, along mean j. */
    private final float[][] sampleSteps;
    /** Summands that were picked: where they are, and what they count. */
    private final int[] picked;
    private final float[] shares;
    private final float[] ones;

    CbowTrainer(final RowChanges inputs, final Targets targets, final Word2VecOptions options) {
        this.inputs = inputs;
        this.targets = targets;
        window = options.window();
        zeros = new float[options.dimensions()];
        inputPlaces = new int[BLOCK + 2 * window];
        changes = new float[BLOCK][options.dimensions()];
        means = new float[GROUP][options.dimensions()];
        steps = new float[targets.size()];
        sampleSteps = new float[targets.size()][GROUP];
        picked = new int[2 * window + 1];
        shares = new float[2 * window];
        ones = new float[2 * window];
        Arrays.fill(ones, 1);
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
            inputPlaces[place - first] = inputs.place(document[place]);
        }
        for (int start = from; start < to; start += GROUP) {
            final int size = Math.min(GROUP, to - start);
            targets.drawSamples(random);
            for (int j = 0; j < size; j++) {
                final int position = start + j;
                final int reach = 1 + (int) random.nextLong(window);
                reaches[position - from] = reach;
                average(position - first, reach, last - first, means[j]);
                targets.setWord(document[position]);
                predict(j, changes[position - from], learningRate);
            }
            for (int k = 1; k < targets.size(); k++) {
                final float[] row = targets.row(k);
                Rows.combine(row, row, sampleSteps[k], means, GROUP_PLACES, size);
            }
        }
        for (int place = first; place < last; place++) {
            final float[] row = inputs.copies()[inputPlaces[place - first]];
            Rows.combine(row, row, ones, changes, picked, pickChanges(place, from, to));
        }
    }

    /**
     * @param place of the word in the middle among the input places
     * @param size input places that there are
     * @param mean receives that of the window
     */
    private void average(final int place, final int reach, final int size, final float[] mean) {
        final int from = Math.max(0, place - reach);
        final int to = Math.min(size, place + reach + 1);
        final int count = to - from - 1;
        System.arraycopy(inputPlaces, from, picked, 0, place - from);
        System.arraycopy(inputPlaces, place + 1, picked, place - from, to - place - 1);
        Arrays.fill(shares, 0, count, 1f / count);
        Rows.combine(mean, zeros, shares, inputs.copies(), picked, count);
    }

    /**
     * Changes the first target, and finds out what a window changes in the others and in its words.
     *
     * @param j number of the window in its group
     * @param change receives what is to be added to each word in the window
     */
    private void predict(final int j, final float[] change, final float learningRate) {
        final float[][] rows = targets.rows();
        Rows.dots(means[j], rows, targets.places, targets.size(), steps);
        targets.toSteps(steps, learningRate);
        Rows.combine(change, zeros, steps, rows, targets.places, targets.size());
        final float[] row = targets.row(0);
        Rows.combine(row, row, steps[0], means[j]);
        for (int k = 1; k < targets.size(); k++) {
            sampleSteps[k][j] = steps[k];
        }
    }

    /** @return how many positions from..to-1 have the place in their window; a chance that no processor foresees, therefore without a branch */
    private int pickChanges(final int place, final int from, final int to) {
        int count = 0;
        for (int position = Math.max(from, place - window); position < Math.min(to, place); position++) {
            picked[count] = position - from;
            count += place - position - 1 - reaches[position - from] >>> Integer.SIZE - 1;
        }
        for (int position = Math.max(from, place + 1); position < Math.min(to, place + window + 1); position++) {
            picked[count] = position - from;
            count += position - place - 1 - reaches[position - from] >>> Integer.SIZE - 1;
        }
        return count;
    }
}
