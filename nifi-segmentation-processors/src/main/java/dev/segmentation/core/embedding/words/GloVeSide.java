// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;

import java.util.Arrays;

/**
 * The vectors and biases of words, or of words as neighbours, with the sums of squared gradients of AdaGrad.
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan, Singer: Adaptive subgradient methods, 2011</a>
 */
final class GloVeSide {

    private final float[][] rows;
    private final float[][] squares;
    private final float[] biases;
    private final float[] biasSquares;

    GloVeSide(final int size, final int dimension, final RandomStream random) {
        rows = new float[size][dimension];
        squares = new float[size][dimension];
        biases = new float[size];
        biasSquares = new float[size];
        Arrays.fill(biasSquares, 1);
        for (int row = 0; row < size; row++) {
            Arrays.fill(squares[row], 1);
            for (int i = 0; i < dimension; i++) {
                rows[row][i] = (float) ((random.nextDouble() - 0.5) / dimension);
            }
        }
    }

    float[][] rows() {
        return rows;
    }

    float[] row(final int word) {
        return rows[word];
    }

    float bias(final int word) {
        return biases[word];
    }

    /**
     * @param gradient of the squared error with respect to the product
     * @param other the vector that the word's own was multiplied with
     */
    void step(final int word, final float gradient, final float[] other, final float learningRate) {
        step(rows[word], squares[word], gradient, other, learningRate);
        biases[word] -= learningRate * gradient / (float) Math.sqrt(biasSquares[word]);
        biasSquares[word] += gradient * gradient;
    }

    private static void step(final float[] row, final float[] squares, final float gradient, final float[] other, final float learningRate) {
        for (int i = 0; i < row.length; i++) {
            final float slope = gradient * other[i];
            row[i] -= learningRate * slope / (float) Math.sqrt(squares[i]);
            squares[i] += slope * slope;
        }
    }
}
