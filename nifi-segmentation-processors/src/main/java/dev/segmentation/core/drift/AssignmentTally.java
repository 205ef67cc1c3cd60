// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.drift;

/**
 * What was assigned, counted: by segment, by how far it lay from its centroid, and what belongs to no segment. Memory: 8 (k + q) bytes, whatever is added.
 */
public final class AssignmentTally {

    private final long[] segments;
    private final long[] reaches;
    private long unknown;

    /**
     * @param segments k, at least 1
     * @param levels q distances in a segment that are told apart, 0 or more
     */
    public AssignmentTally(final int segments, final int levels) {
        this.segments = new long[segments];
        reaches = new long[levels + 1];
    }

    /**
     * @param segment 0..k-1, the nearest
     * @param exceeded how many of the segment's q distances it lies beyond, 0..q
     * @param isUnknown whether it is too far to belong there
     */
    public void add(final int segment, final int exceeded, final boolean isUnknown) {
        reaches[exceeded]++;
        if (isUnknown) {
            unknown++;
        } else {
            segments[segment]++;
        }
    }

    /**
     * @return the counts of both together
     * @throws IllegalArgumentException when they are not of the same segments and levels
     */
    public AssignmentTally plus(final AssignmentTally other) {
        if (other.segments.length != segments.length || other.reaches.length != reaches.length) {
            throw new IllegalArgumentException("the tallies are of different segments or levels");
        }
        final AssignmentTally sum = new AssignmentTally(segments.length, reaches.length - 1);
        for (int s = 0; s < segments.length; s++) {
            sum.segments[s] = segments[s] + other.segments[s];
        }
        for (int r = 0; r < reaches.length; r++) {
            sum.reaches[r] = reaches[r] + other.reaches[r];
        }
        sum.unknown = unknown + other.unknown;
        return sum;
    }

    /**
     * @return all that was added
     */
    public long count() {
        return assigned() + unknown;
    }

    /**
     * @return what belongs to a segment
     */
    public long assigned() {
        long assigned = 0;
        for (final long count : segments) {
            assigned += count;
        }
        return assigned;
    }

    public long unknown() {
        return unknown;
    }

    /**
     * @return k counts of what belongs to each segment
     */
    public long[] bySegment() {
        return segments.clone();
    }

    /**
     * @return q + 1 counts of what lies beyond so many of its segment's distances, unknown or not
     */
    public long[] byReach() {
        return reaches.clone();
    }

    /**
     * @param level 0..q-1
     * @return what lies beyond this distance of its segment
     */
    public long beyond(final int level) {
        long beyond = 0;
        for (int r = level + 1; r < reaches.length; r++) {
            beyond += reaches[r];
        }
        return beyond;
    }
}
