// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * How far vectors are from each other.
 */
public enum Metric {

    /** The length of the difference. */
    EUCLIDEAN,

    /**
     * The angle between them: rows and centroids have length 1, where the nearest by angle is the nearest by the length of the difference, which is
     * what distances are given in.
     */
    COSINE
}
