// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import java.util.List;

/**
 * An earlier segment whose id no segment has any more, and none will have again.
 *
 * @param id of the segment
 * @param sizeBefore members that it had
 * @param shareBefore their share of all members, 0..1
 * @param to segments in which at least a tenth of those rows lie now that it would still have got, the largest first; empty when it would have got none
 */
public record GoneSegment(int id, int sizeBefore, double shareBefore, List<SegmentShare> to) {

    public GoneSegment {
        to = List.copyOf(to);
    }
}
