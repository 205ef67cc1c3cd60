// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

/**
 * What a lineage could be drawn from.
 */
public enum LineageBasis {

    /** There is no earlier model: all segments are new. */
    FIRST,
    /** The earlier model's segments were found again, or not, by today's rows and by centroids. */
    COMPARED,
    /** The earlier model is of another embedder's vectors: nothing can be compared, all segments are new and all earlier ones gone. */
    OTHER_EMBEDDER,
    /** The earlier model's vectors have another dimension: nothing can be compared, all segments are new and all earlier ones gone. */
    OTHER_DIMENSION,
    /** The earlier model's vectors were made of other features: nothing can be compared, all segments are new and all earlier ones gone. */
    OTHER_FEATURES
}
