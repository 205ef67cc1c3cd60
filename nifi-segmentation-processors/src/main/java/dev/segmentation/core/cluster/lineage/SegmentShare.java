// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

/**
 * A part of some rows that lies in a segment of the other model.
 *
 * @param id of the segment
 * @param share of the rows, 0..1
 */
public record SegmentShare(int id, double share) {
}
