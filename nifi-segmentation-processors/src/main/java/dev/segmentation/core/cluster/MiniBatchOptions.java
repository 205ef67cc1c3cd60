// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * @param segments clusters wanted, at least 1
 * @param batchSize rows per step, at least 1
 * @param starts sets of first centroids that are compared, at least 1
 * @param maximumPasses steps end at the latest when so many times the rows have been drawn, at least 1
 * @param patience steps in a row that may fail to lower the smoothed inertia before it is taken to have settled, at least 1
 * @param seed the same seed gives the same bytes
 */
public record MiniBatchOptions(int segments, int batchSize, int starts, int maximumPasses, int patience, long seed) {

    public MiniBatchOptions {
        if (segments < 1 || batchSize < 1 || starts < 1 || maximumPasses < 1 || patience < 1) {
            throw new IllegalArgumentException("segments, batch size, starts, passes and patience must be at least 1: " + segments + ", " + batchSize + ", " + starts + ", "
                    + maximumPasses + ", " + patience);
        }
    }
    /**
     * @return the same for another number of segments
     */
    MiniBatchOptions withSegments(final int wanted) {
        return new MiniBatchOptions(wanted, batchSize, starts, maximumPasses, patience, seed);
    }
}
