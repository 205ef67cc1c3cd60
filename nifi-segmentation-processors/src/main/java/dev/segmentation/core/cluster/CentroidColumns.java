// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * Centroids stored by dimension, so that a single vector is scored against all of them at once, in float32: xc - |c|^2 / 2, which is the greater the nearer.
 * An error bound tells which centroids may be one of the nearest two. Memory: 4 k d bytes, k rounded up to 16. Immutable; safe for several threads.
 */
final class CentroidColumns {

    /** Values of the widest vector registers. */
    private static final int MULTIPLE = 16;
    private static final int ROWS = 8;
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final double DOUBLE_ROUNDOFF = 0x1p-52;
    /** Beyond this a score might overflow. */
    private static final double GREATEST_SCORE = 1e38;

    private final float[][] columns;
    private final float[] negativeHalfSquares;
    private final double longest;

    /**
     * @param rows k x d finite values
     */
    CentroidColumns(final float[][] rows) {
        final int padded = (rows.length + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        columns = new float[rows[0].length][padded];
        negativeHalfSquares = new float[padded];
        Arrays.fill(negativeHalfSquares, Float.NEGATIVE_INFINITY);
        double greatest = 0;
        for (int c = 0; c < rows.length; c++) {
            final double squares = Vectors.dot(rows[c], rows[c]);
            negativeHalfSquares[c] = (float) (-squares / 2);
            greatest = Math.max(greatest, squares);
            for (int j = 0; j < columns.length; j++) {
                columns[j][c] = rows[c][j];
            }
        }
        longest = Math.sqrt(greatest);
    }

    /**
     * @param vector d values
     * @return k scores, and more behind them
     */
    float[] scores(final float[] vector) {
        final float[] scores = negativeHalfSquares.clone();
        int j = 0;
        for (; j + ROWS <= vector.length; j += ROWS) {
            addEight(scores, columns[j], columns[j + 1], columns[j + 2], columns[j + 3], columns[j + 4], columns[j + 5], columns[j + 6], columns[j + 7], vector, j);
        }
        for (; j < vector.length; j++) {
            addOne(scores, columns[j], vector[j]);
        }
        return scores;
    }

    /**
     * @param scores of the vector
     * @return what the scores of the nearest two centroids, as distances in double tell them, come up to at least; negative infinity when all must be compared
     */
    double limit(final float[] scores, final float[] vector) {
        final double length = Vectors.norm(vector);
        final double greatestScore = longest * (length + longest / 2);
        if (!(greatestScore < GREATEST_SCORE)) {
            return Double.NEGATIVE_INFINITY;
        }
        float best = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (final float score : scores) {
            if (score > second) {
                second = Math.min(score, best);
                best = Math.max(score, best);
            }
        }
        final int roundings = vector.length + 4;
        final double error = roundings * (UNIT_ROUNDOFF * greatestScore * (1 + 2 * roundings * UNIT_ROUNDOFF) + Float.MIN_VALUE + DOUBLE_ROUNDOFF * (length + longest) * (length + longest));
        return second - 2 * error;
    }

    private static void addEight(final float[] scores, final float[] c0, final float[] c1, final float[] c2, final float[] c3, final float[] c4, final float[] c5, final float[] c6,
            final float[] c7, final float[] vector, final int j) {
        final float v0 = vector[j];
        final float v1 = vector[j + 1];
        final float v2 = vector[j + 2];
        final float v3 = vector[j + 3];
        final float v4 = vector[j + 4];
        final float v5 = vector[j + 5];
        final float v6 = vector[j + 6];
        final float v7 = vector[j + 7];
        for (int c = 0; c < scores.length; c++) {
            scores[c] += v0 * c0[c] + v1 * c1[c] + v2 * c2[c] + v3 * c3[c] + (v4 * c4[c] + v5 * c5[c] + v6 * c6[c] + v7 * c7[c]);
        }
    }

    private static void addOne(final float[] scores, final float[] column, final float value) {
        for (int c = 0; c < scores.length; c++) {
            scores[c] += value * column[c];
        }
    }
}
