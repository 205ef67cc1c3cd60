// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import dev.segmentation.core.cluster.TrainingOptions;
import dev.segmentation.core.embedding.CustomerPooling;

import java.time.Instant;

/**
 * Where a segment model comes from.
 *
 * @param name in the model store
 * @param version in the model store
 * @param created time of the training
 * @param embedder id of what made the vectors, or null
 * @param options of the clustering
 * @param vectors vectors available for training: records with a vector, or customers
 * @param pooling how each customer's vectors were pooled into one, or null when every record counts for itself
 */
public record SegmentModelOrigin(String name, String version, Instant created, String embedder, TrainingOptions options, long vectors, CustomerPooling pooling) {
}
