// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * @param criterion which cluster is split next
 * @param kMeans clusters wanted, and how every split is sought
 */
public record BisectingOptions(Criterion criterion, KMeansOptions kMeans) {

    /** Which cluster is split next; of equals the one that was made first. */
    public enum Criterion {
        /** The one with the greatest sum of squared distances from its mean. */
        INERTIA,
        /** The one with the most rows. */
        SIZE
    }
}
