// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * @param minimumClusterSize rows that a cluster must have, at least 2
 * @param minimumSamples rows, itself included, within whose reach a row must be to count as dense; at least 1; more make more noise
 */
public record HdbscanOptions(int minimumClusterSize, int minimumSamples) {

    public HdbscanOptions {
        if (minimumClusterSize < 2 || minimumSamples < 1) {
            throw new IllegalArgumentException("the minimum cluster size must be at least 2 and the minimum samples at least 1: " + minimumClusterSize + ", " + minimumSamples);
        }
    }
}
