// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * How far what belongs to each segment lies from its centroid. Memory: 4 bytes per distance, doubled while growing.
 */
public final class DistanceQuantiles {

    private final float[][] distances;
    private final int[] counts;

    /**
     * @param segments k, at least 1
     */
    public DistanceQuantiles(final int segments) {
        distances = new float[segments][16];
        counts = new int[segments];
    }

    /**
     * @return the distances of the rows that were clustered, without noise
     */
    public static DistanceQuantiles of(final Clustering clustering) {
        final DistanceQuantiles distances = new DistanceQuantiles(clustering.sizes().length);
        for (final Nearest nearest : clustering.assignments()) {
            if (nearest.segment() != Members.NOISE) {
                distances.add(nearest);
            }
        }
        return distances;
    }

    /**
     * @param nearest the segment and the distance to its centroid
     */
    public void add(final Nearest nearest) {
        final int segment = nearest.segment();
        if (counts[segment] == distances[segment].length) {
            distances[segment] = Arrays.copyOf(distances[segment], 2 * counts[segment]);
        }
        distances[segment][counts[segment]++] = nearest.distance();
    }

    /**
     * Quantiles by nearest rank: every value is a distance that was added, and at most the share 1 - level lies beyond it.
     * A segment to which nothing was added gets the quantiles of all segments together.
     *
     * @param levels q levels above 0, at most 1, ascending
     * @return k x q distances, ascending in every row
     */
    public float[][] at(final double[] levels) {
        final float[][] quantiles = new float[distances.length][];
        for (int s = 0; s < distances.length; s++) {
            quantiles[s] = counts[s] == 0 ? at(all(), levels) : at(Arrays.copyOf(distances[s], counts[s]), levels);
        }
        return quantiles;
    }

    private float[] all() {
        final float[] all = new float[Arrays.stream(counts).sum()];
        int filled = 0;
        for (int s = 0; s < distances.length; s++) {
            System.arraycopy(distances[s], 0, all, filled, counts[s]);
            filled += counts[s];
        }
        return all;
    }

    private static float[] at(final float[] values, final double[] levels) {
        Arrays.sort(values);
        final float[] quantiles = new float[levels.length];
        for (int q = 0; q < levels.length; q++) {
            quantiles[q] = values[(int) Math.ceil(levels[q] * values.length) - 1];
        }
        return quantiles;
    }
}
