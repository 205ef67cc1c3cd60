// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * @param linkage distance of clusters
 * @param segments clusters wanted, at least 1
 * @param memoryLimit bytes that the table and everything derived from it may take
 * @param seed of the summaries that are made when the rows need more; without summaries nothing is random
 */
public record AgglomerativeOptions(Linkage linkage, int segments, long memoryLimit, long seed) {

    public AgglomerativeOptions {
        if (segments < 1) {
            throw new IllegalArgumentException("segments must be at least 1, not " + segments);
        }
    }
}
