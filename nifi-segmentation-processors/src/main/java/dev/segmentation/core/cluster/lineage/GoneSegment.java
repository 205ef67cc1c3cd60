// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import java.util.List;

/**
 * An earlier segment whose id no segment has any more, and none will have again.
 *
 * @param id of the segment
 * @param sizeBefore members that it had
 * @param shareBefore their share of all members, 0..1
 * @param share of today's rows that it would still have got, 0..1: about as many where it was taken in by others, hardly any where its members left;
 *        null when that cannot be told
 * @param to segments in which at least a tenth of those rows lie now that it would still have got, the largest first; empty when it would have got none
 */
public record GoneSegment(int id, int sizeBefore, double shareBefore, Double share, List<SegmentShare> to) {

    public GoneSegment {
        to = List.copyOf(to);
    }
}
