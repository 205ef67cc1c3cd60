// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class DotKernelTest {

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 3", "6, 3", "7, 6", "8, 6", "23, 3", "24, 6", "95, 9", "96, 3", "97, 9", "384, 12"})
    void kernelsAgreeBitForBitAndWithTheDefinition(final int dimension, final int centroids) {
        final SplittableRandom random = new SplittableRandom(dimension * 31L + centroids);
        final int padded = (dimension + 23) / 24 * 24;
        final float[][] points = new float[padded][DotKernel.BLOCK];
        final float[][] values = new float[centroids][padded];
        for (int j = 0; j < dimension; j++) {
            for (int b = 0; b < DotKernel.BLOCK; b++) {
                points[j][b] = (float) random.nextDouble(-1, 1);
            }
            for (final float[] centroid : values) {
                centroid[j] = (float) random.nextDouble(-1, 1);
            }
        }

        final float[][] sixByThree = run(new SixByThreeKernel(), points, values, dimension);
        final float[][] eightByOne = run(new EightByOneKernel(), points, values, dimension);
        final float[][] plain = run(new PlainKernel(), points, values, dimension);
        for (int c = 0; c < centroids; c++) {
            assertArrayEquals(sixByThree[c], eightByOne[c]);
            for (int b = 0; b < DotKernel.BLOCK; b++) {
                float fused = 1;
                float rounded = 1;
                for (int j = 0; j < dimension; j++) {
                    fused = Math.fma(points[j][b], values[c][j], fused);
                    rounded += points[j][b] * values[c][j];
                }
                assertEquals(fused, sixByThree[c][b]);
                assertEquals(rounded, plain[c][b]);
            }
        }
    }

    private static float[][] run(final DotKernel kernel, final float[][] points, final float[][] centroids, final int dimension) {
        final float[][] sums = new float[centroids.length][DotKernel.BLOCK];
        for (final float[] row : sums) {
            Arrays.fill(row, 1);
        }
        for (int from = 0; from < dimension; from += DotKernel.PANEL) {
            kernel.accumulate(points, from, Math.min(dimension, from + DotKernel.PANEL), centroids, sums);
        }
        return sums;
    }
}
