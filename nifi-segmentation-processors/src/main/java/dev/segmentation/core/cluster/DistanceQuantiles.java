// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * How far the members of each segment lie from its centroid.
 */
public final class DistanceQuantiles {

    private DistanceQuantiles() {
    }

    /**
     * Quantiles by nearest rank: every value is the distance of a member, and at most the share 1 - level of the members lies beyond it.
     *
     * @param assignments n assignments
     * @param sizes members per segment, k values, each at least 1
     * @param levels q levels above 0, at most 1, ascending
     * @return k x q distances, ascending in every row
     */
    public static float[][] of(final Nearest[] assignments, final int[] sizes, final double[] levels) {
        final float[][] distances = new float[sizes.length][];
        for (int s = 0; s < sizes.length; s++) {
            distances[s] = new float[sizes[s]];
        }
        final int[] filled = new int[sizes.length];
        for (final Nearest assignment : assignments) {
            final int segment = assignment.segment();
            distances[segment][filled[segment]++] = assignment.distance();
        }
        final float[][] quantiles = new float[sizes.length][levels.length];
        for (int s = 0; s < sizes.length; s++) {
            Arrays.sort(distances[s]);
            for (int q = 0; q < levels.length; q++) {
                quantiles[s][q] = distances[s][(int) Math.ceil(levels[q] * sizes[s]) - 1];
            }
        }
        return quantiles;
    }
}
