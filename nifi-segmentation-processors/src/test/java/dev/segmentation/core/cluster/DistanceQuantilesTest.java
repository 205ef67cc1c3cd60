// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

class DistanceQuantilesTest {

    private static final double[] LEVELS = {0.5, 0.9, 1};

    @Test
    void quantilesAreDistancesByRank() {
        final DistanceQuantiles distances = new DistanceQuantiles(2);
        for (int i = 100; i >= 1; i--) {
            distances.add(new Nearest(0, i, 1));
        }
        distances.add(new Nearest(1, 7, 1));
        assertArrayEquals(new float[][]{{50, 90, 100}, {7, 7, 7}}, distances.at(LEVELS));
    }

    @Test
    void aSegmentWithoutDistancesGetsThoseOfAll() {
        final DistanceQuantiles distances = new DistanceQuantiles(3);
        distances.add(new Nearest(0, 1, 1));
        distances.add(new Nearest(2, 3, 1));
        assertArrayEquals(new float[][]{{1, 1, 1}, {1, 3, 3}, {3, 3, 3}}, distances.at(LEVELS));
    }

    @Test
    void noiseIsLeftOut() {
        final Nearest[] assignments = {new Nearest(0, 1, 1), Nearest.noise(100), new Nearest(0, 2, 1)};
        final Clustering clustering = new Clustering(new Centroids(new float[][]{{0}}), assignments, new int[]{2}, 5, 1, 1);
        assertArrayEquals(new float[][]{{1, 2, 2}}, DistanceQuantiles.of(clustering).at(LEVELS));
    }
}
