// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * Whether there is anything to compare segments by.
 */
final class Comparability {

    private Comparability() {
    }

    /**
     * @param rows number of rows that have a segment
     * @param segments number of segments that have rows
     * @return why no score is defined, in words, or null when scores may be defined
     */
    static String problem(final int rows, final long segments) {
        if (rows == 0) {
            return "no record has both a vector and a segment";
        }
        if (segments == 1) {
            return "there is only one segment, so nothing to compare it with";
        }
        return segments == rows ? "no segment has more than one member" : null;
    }
}
