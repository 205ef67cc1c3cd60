// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

/**
 * What became of a segment from one training to the next.
 */
public enum LineageKind {

    /** Has its id from before, and about the share of the rows that it had. */
    SURVIVED,
    /** Has its id from before, and a larger share. */
    GREW,
    /** Has its id from before, and a smaller share. */
    SHRANK,
    /** Is a part of one earlier segment. The largest part has its id, the others have new ones. */
    SPLIT,
    /** Has taken in most of two or more earlier segments. It has the id of one of them, where one is large enough. */
    MERGED,
    /** Has a new id: it did not come out of any one segment, or came to lie within one whose rows are all still there. */
    NEW
}
