// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DotBlocksTest {

    @ParameterizedTest
    @CsvSource({"4,1", "4,2", "64,3", "68,5", "132,8"})
    void dotsAreOneChainOfMultiplyAdds(final int dimension, final int count) {
        final Random random = new Random(3);
        final double[][] block = new double[dimension][DotBlocks.POINTS];
        final double[][] others = new double[count + 1][dimension];
        final double[][] dots = new double[count + 1][DotBlocks.POINTS];
        for (final double[][] rows : new double[][][]{block, others, dots}) {
            for (final double[] row : rows) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
        }
        final double[][] plain = new double[count + 1][DotBlocks.POINTS];
        DotBlocks.dots(block, others, count, dots, true);
        DotBlocks.dots(block, others, count, plain, false);
        for (int other = 0; other < count; other++) {
            for (int point = 0; point < DotBlocks.POINTS; point += 37) {
                double expected = 0;
                double expectedPlain = 0;
                double size = 0;
                for (int t = 0; t < dimension; t++) {
                    expected = Math.fma(block[t][point], others[other][t], expected);
                    expectedPlain += block[t][point] * others[other][t];
                    size += Math.abs(block[t][point] * others[other][t]);
                }
                assertEquals(expected, dots[other][point]);
                assertEquals(expectedPlain, plain[other][point]);
                assertEquals(expected, plain[other][point], 1e-12 * size);
            }
        }
    }

    @Test
    void arithmeticIsThatOfTheProcessor() {
        final Random random = new Random(5);
        final double[][] block = new double[64][DotBlocks.POINTS];
        for (final double[] row : block) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        final double[][] others = new double[2][64];
        Arrays.setAll(others[0], i -> random.nextGaussian());
        final double[][] dots = new double[2][DotBlocks.POINTS];
        final double[][] expected = new double[2][DotBlocks.POINTS];
        DotBlocks.dots(block, others, 1, dots);
        DotBlocks.dots(block, others, 1, expected, DotKernels.hasFusedMultiplyAdd());
        assertArrayEquals(expected[0], dots[0]);
        assertEquals(DotBlocks.squaredNorm(others[0], DotKernels.hasFusedMultiplyAdd()), DotBlocks.squaredNorm(others[0]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void duplicatesAreAtDistanceZero(final boolean fused) {
        final int dimension = 132;
        final Random random = new Random(4);
        final double[][] block = new double[dimension][DotBlocks.POINTS];
        final double[][] others = new double[4][dimension];
        final double[][] dots = new double[4][DotBlocks.POINTS];
        for (int other = 0; other < 3; other++) {
            for (int t = 0; t < dimension; t++) {
                others[other][t] = random.nextGaussian();
                block[t][100 + other] = others[other][t];
            }
        }
        DotBlocks.dots(block, others, 3, dots, fused);
        for (int other = 0; other < 3; other++) {
            final double norm = DotBlocks.squaredNorm(others[other], fused);
            assertEquals(0, norm + norm - 2 * dots[other][100 + other]);
        }
    }

    @Test
    void normsAgree() {
        final double[] vector = new Random(6).doubles(1000, -1, 1).toArray();
        final double norm = DotBlocks.squaredNorm(vector, true);
        assertEquals(norm, DotBlocks.squaredNorm(vector, false), 1e-12 * norm);
    }

    @Test
    void oddDimensionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> DotBlocks.dots(new double[5][DotBlocks.POINTS], new double[2][5], 1, new double[2][DotBlocks.POINTS]));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 72})
    void dotsOfFloatsAreThoseOfTheSameDoubles(final int dimension) {
        final Random random = new Random(7);
        final float[][] block = new float[dimension][DotBlocks.POINTS];
        final double[][] same = new double[dimension][DotBlocks.POINTS];
        final double[][] others = new double[2][dimension];
        for (int t = 0; t < dimension; t++) {
            for (int b = 0; b < DotBlocks.POINTS; b++) {
                block[t][b] = (float) random.nextGaussian();
                same[t][b] = block[t][b];
            }
            others[0][t] = random.nextGaussian();
        }
        for (final boolean fused : new boolean[]{true, false}) {
            final double[][] expected = new double[2][DotBlocks.POINTS];
            final double[] dots = new double[DotBlocks.POINTS];
            DotBlocks.dots(same, others, 1, expected, fused);
            DotBlocks.dots(block, others[0], dots, fused);
            assertArrayEquals(expected[0], dots);
        }
        assertThrows(IllegalArgumentException.class, () -> DotBlocks.dots(new float[4][DotBlocks.POINTS], new double[4], new double[DotBlocks.POINTS]));
    }
}
