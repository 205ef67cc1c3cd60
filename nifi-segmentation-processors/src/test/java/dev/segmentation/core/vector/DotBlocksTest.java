// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Random;

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
        DotBlocks.dots(block, others, count, dots);
        for (int other = 0; other < count; other++) {
            for (int point = 0; point < DotBlocks.POINTS; point += 37) {
                double expected = 0;
                for (int t = 0; t < dimension; t++) {
                    expected = Math.fma(block[t][point], others[other][t], expected);
                }
                assertEquals(expected, dots[other][point]);
            }
        }
    }

    @Test
    void normIsTheDotProductWithItself() {
        final Random random = new Random(4);
        final double[][] block = new double[12][DotBlocks.POINTS];
        final double[][] others = new double[2][12];
        for (int t = 0; t < 12; t++) {
            others[0][t] = random.nextGaussian();
            block[t][100] = others[0][t];
        }
        final double[][] dots = new double[2][DotBlocks.POINTS];
        DotBlocks.dots(block, others, 1, dots);
        assertEquals(DotBlocks.squaredNorm(others[0]), dots[0][100]);
    }

    @Test
    void oddDimensionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> DotBlocks.dots(new double[5][DotBlocks.POINTS], new double[2][5], 1, new double[2][DotBlocks.POINTS]));
    }
}
