// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Sorts indexes by small keys. O(n + k).
 */
final class CountingSort {

    private CountingSort() {
    }

    /**
     * @param keys n keys, 0..bound-1
     * @return the indexes 0..n-1 by ascending key, those of equal keys in ascending order
     */
    static int[] indexes(final int[] keys, final int bound) {
        final int[] starts = new int[bound + 1];
        for (final int key : keys) {
            starts[key + 1]++;
        }
        for (int key = 0; key < bound; key++) {
            starts[key + 1] += starts[key];
        }
        final int[] sorted = new int[keys.length];
        for (int index = 0; index < keys.length; index++) {
            sorted[starts[keys[index]]++] = index;
        }
        return sorted;
    }
}
