// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ResampleMeanTest {

    @Test
    void diagonalDoesNotCount() {
        assertEquals(new ResampleMean(0.5, 0), ResampleMean.of(new double[][]{{9, 0.5}, {0.5, 9}}));
        final ResampleMean equal = ResampleMean.of(new double[][]{{9, 0.5, 0.5}, {0.5, 9, 0.5}, {0.5, 0.5, 9}});
        assertEquals(0.5, equal.mean());
        assertEquals(0, equal.error(), 1e-12);
    }

    @Test
    void errorOfSumsOfIndependentValuesIsTheKnownOne() {
        final int resamples = 400;
        final double[] values = new SplittableRandom(5).doubles(resamples).toArray();
        final double[][] pairs = new double[resamples][resamples];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < resamples; j++) {
                pairs[i][j] = (values[i] + values[j]) / 2;
            }
        }
        // The mean of uniform values has the variance 1 / 12 n.
        assertEquals(Math.sqrt(1 / (12.0 * resamples)), ResampleMean.of(pairs).error(), 0.001);
    }
}
