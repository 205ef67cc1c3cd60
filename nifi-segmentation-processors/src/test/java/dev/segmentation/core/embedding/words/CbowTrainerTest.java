// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CbowTrainerTest {

    private static final int WORDS = 12;
    private static final float LEARNING_RATE = 0.02f;
    private static final NegativeSampler SAMPLER = new NegativeSampler(new long[]{90, 70, 50, 40, 30, 20, 10, 9, 8, 7, 6, 5});

    /** Short, one group, one block, and more; words come again within a window, and samples are true words now and then. */
    @ParameterizedTest
    @CsvSource({"2, 5, 5, 100", "8, 1, 1, 1", "9, 3, 6, 7", "32, 12, 9, 21", "33, 4, 12, 33", "61, 5, 5, 100", "61, 9, 14, 8"})
    void changesWhatTheMethodSaysInDoublePrecision(final int length, final int window, final int negativeSamples, final int dimensions) {
        final float[][] inputs = table(1, dimensions);
        final float[][] outputs = table(2, dimensions);
        final double[][] expectedInputs = copy(inputs);
        final double[][] expectedOutputs = copy(outputs);
        final int[] document = document(length);
        train(inputs, outputs, document, length, window, negativeSamples);
        trainNaively(expectedInputs, expectedOutputs, document, window, negativeSamples);
        assertClose(expectedInputs, inputs);
        assertClose(expectedOutputs, outputs);
        assertTrue(largestDifference(copy(table(1, dimensions)), inputs) > 0.005);
        assertTrue(largestDifference(copy(table(2, dimensions)), outputs) > 0.005);
    }

    @Test
    void aWordAloneTeachesNothing() {
        final float[][] inputs = table(1, 10);
        final float[][] outputs = table(2, 10);
        train(inputs, outputs, document(1), 1, 5, 5);
        train(inputs, outputs, document(1), 0, 5, 5);
        assertArrayEquals(table(1, 10), inputs);
        assertArrayEquals(table(2, 10), outputs);
    }

    private static void train(final float[][] inputs, final float[][] outputs, final int[] document, final int length, final int window, final int negativeSamples) {
        final Word2VecOptions options = new Word2VecOptions(Word2VecArchitecture.CBOW, inputs[0].length, window, negativeSamples, 0, 1, WORDS, 1, LEARNING_RATE, 1, Long.MAX_VALUE);
        final RowChanges inputChanges = new RowChanges(inputs);
        final RowChanges outputChanges = new RowChanges(outputs);
        final Targets targets = new Targets(outputChanges, SAMPLER, negativeSamples, CbowTrainer.POOL);
        final RandomStream random = new RandomStream(3, 4);
        targets.drawPool(random);
        DocumentTrainer.of(options, inputChanges, targets).train(document, length, LEARNING_RATE, random);
        RowChanges.merge(List.of(inputChanges), 0);
        RowChanges.merge(List.of(outputChanges), 0);
    }

    private static void trainNaively(final double[][] inputs, final double[][] outputs, final int[] document, final int window, final int negativeSamples) {
        final RandomStream random = new RandomStream(3, 4);
        final int[] pool = new int[CbowTrainer.POOL];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = SAMPLER.next(random);
        }
        double[][] seenInputs = null;
        double[][] sampleChanges = null;
        int[] samples = null;
        for (int position = 0; position < document.length; position++) {
            if (position % CbowTrainer.BLOCK == 0) {
                seenInputs = copy(inputs);
            }
            if (position % CbowTrainer.GROUP == 0) {
                samples = new int[negativeSamples];
                for (int k = 0; k < negativeSamples; k++) {
                    samples[k] = pool[(int) random.nextLong(pool.length)];
                }
                sampleChanges = new double[WORDS][outputs[0].length];
            }
            final int reach = 1 + (int) random.nextLong(window);
            final int from = Math.max(0, position - reach);
            final int to = Math.min(document.length, position + reach + 1);
            final double[] mean = new double[inputs[0].length];
            for (int other = from; other < to; other++) {
                if (other != position) {
                    add(mean, 1.0 / (to - from - 1), seenInputs[document[other]]);
                }
            }
            final double[] change = new double[mean.length];
            final double[] wordChange = new double[mean.length];
            step(outputs[document[position]], mean, 1, change, wordChange);
            for (final int sample : samples) {
                if (sample != document[position]) {
                    step(outputs[sample], mean, 0, change, sampleChanges[sample]);
                }
            }
            add(outputs[document[position]], 1, wordChange);
            for (int other = from; other < to; other++) {
                if (other != position) {
                    add(inputs[document[other]], 1, change);
                }
            }
            if (position % CbowTrainer.GROUP == CbowTrainer.GROUP - 1 || position == document.length - 1) {
                for (int word = 0; word < WORDS; word++) {
                    add(outputs[word], 1, sampleChanges[word]);
                }
            }
        }
    }

    /** One step up the gradient of the logarithm of the likelihood of a label. */
    private static void step(final double[] output, final double[] mean, final int label, final double[] change, final double[] outputChange) {
        double product = 0;
        for (int i = 0; i < mean.length; i++) {
            product += mean[i] * output[i];
        }
        final double step = LEARNING_RATE * (label - Sigmoid.of((float) product));
        add(change, step, output);
        add(outputChange, step, mean);
    }

    private static void add(final double[] target, final double factor, final double[] row) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * row[i];
        }
    }

    private static void assertClose(final double[][] expected, final float[][] actual) {
        // Rounding alone, and now and then a product that falls on the other side of a step in the table of the logistic function.
        assertTrue(largestDifference(expected, actual) < 5e-5, () -> "off by " + largestDifference(expected, actual));
    }

    private static double largestDifference(final double[][] expected, final float[][] actual) {
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            for (int i = 0; i < expected[row].length; i++) {
                largest = Math.max(largest, Math.abs(expected[row][i] - actual[row][i]));
            }
        }
        return largest;
    }

    private static int[] document(final int length) {
        final RandomStream random = new RandomStream(5, length);
        final int[] document = new int[length];
        for (int i = 0; i < length; i++) {
            document[i] = (int) random.nextLong(WORDS);
        }
        return document;
    }

    private static float[][] table(final int stream, final int dimensions) {
        final RandomStream random = new RandomStream(6, stream);
        final float[][] rows = new float[WORDS][dimensions];
        for (final float[] row : rows) {
            for (int i = 0; i < dimensions; i++) {
                row[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        return rows;
    }

    private static double[][] copy(final float[][] rows) {
        final double[][] copies = new double[rows.length][rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                copies[row][i] = rows[row][i];
            }
        }
        return copies;
    }

    private static double[][] copy(final double[][] rows) {
        final double[][] copies = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copies[row] = rows[row].clone();
        }
        return copies;
    }
}
