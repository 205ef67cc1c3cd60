// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Where k-means starts from.
 */
public enum Seeding {

    /** Rows that are far from each other, the best of several draws each: see {@link GreedySeeding}. */
    GREEDY,

    /** Different rows, all equally likely: no time is spent, and more iterations are needed. */
    RANDOM
}
