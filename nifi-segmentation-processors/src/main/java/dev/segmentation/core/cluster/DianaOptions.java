// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * @param segments clusters wanted, at least 1
 * @param memoryLimit bytes that the table and everything derived from it may take
 */
public record DianaOptions(int segments, long memoryLimit) {

    public DianaOptions {
        if (segments < 1) {
            throw new IllegalArgumentException("segments must be at least 1, not " + segments);
        }
    }
}
