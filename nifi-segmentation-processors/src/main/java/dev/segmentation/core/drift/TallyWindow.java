// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.drift;

/**
 * The last records, counted without keeping them: two tallies, of which the older one is dropped whenever the younger one is full. Between one and two times the size
 * are covered once so many have come. Immutable. Memory: two tallies.
 *
 * @param size records of a full tally, at least 1
 * @param older a full tally, or null before there is one
 * @param younger that is being filled
 */
public record TallyWindow(long size, AssignmentTally older, AssignmentTally younger) {

    /**
     * @param added is not divided: with a larger tally than the size the window covers it alone
     * @return the window after it
     */
    public TallyWindow plus(final AssignmentTally added) {
        final AssignmentTally filled = younger == null ? added : younger.plus(added);
        return filled.count() < size ? new TallyWindow(size, older, filled) : new TallyWindow(size, filled, null);
    }

    /**
     * @return what the window covers, or null when nothing was added
     */
    public AssignmentTally covered() {
        if (older == null || younger == null) {
            return older == null ? younger : older;
        }
        return older.plus(younger);
    }
}
