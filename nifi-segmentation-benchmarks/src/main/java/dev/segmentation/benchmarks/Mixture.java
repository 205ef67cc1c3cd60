// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.util.SplittableRandom;

/**
 * Vectors of a mixture of gaussians. The centres' values are normal with deviation {@value #SPREAD}, the vectors' lie normally around them with deviation 1: at 384 dimensions
 * about one in a hundred is nearer to another centre than to its own. Groups are of different size, the first the greatest. One seed gives the same vectors on one release of Java.
 */
final class Mixture {

    private static final double SPREAD = 0.25;

    private final SplittableRandom random;
    private final float[][] centres;

    /**
     * @param groups at least 1
     * @param dimension at least 1
     */
    Mixture(final int groups, final int dimension, final long seed) {
        random = new SplittableRandom(seed);
        centres = new float[groups][dimension];
        for (final float[] centre : centres) {
            for (int j = 0; j < dimension; j++) {
                centre[j] = (float) (SPREAD * random.nextGaussian());
            }
        }
    }

    /**
     * @param vector d values, overwritten
     * @return the group that the vector was drawn from
     */
    int next(final float[] vector) {
        final double position = random.nextDouble();
        final int group = (int) (centres.length * position * position);
        for (int j = 0; j < vector.length; j++) {
            vector[j] = (float) (centres[group][j] + random.nextGaussian());
        }
        return group;
    }
}
