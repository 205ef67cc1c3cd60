// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import java.util.List;

/**
 * Where a segment comes from.
 *
 * @param id of the segment
 * @param kind what happened to it
 * @param parents earlier segments in which at least a tenth of its rows lay, the largest first, with the share of its rows
 * @param sizeBefore members that the segment of this id had at the earlier training, or null for a new id
 * @param shareBefore their share of all members, 0..1, or null for a new id
 * @param size members now
 * @param share of all members now, 0..1
 */
public record SegmentLineage(int id, LineageKind kind, List<SegmentShare> parents, Integer sizeBefore, Double shareBefore, int size, double share) {

    public SegmentLineage {
        parents = List.copyOf(parents);
    }
}
