// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Sorts indexes by small keys. O(n + k).
 */
final class CountingSort {

    private CountingSort() {
    }

    /**
     * @param indexes what to sort, not changed
     * @param keys keys[index] in 0..bound-1
     * @return the indexes by ascending key, those of equal keys in the order in which they were given
     */
    static int[] stable(final int[] indexes, final int[] keys, final int bound) {
        final int[] starts = starts(indexes, keys, bound);
        final int[] sorted = new int[indexes.length];
        for (final int index : indexes) {
            sorted[starts[keys[index]]++] = index;
        }
        return sorted;
    }

    /**
     * @return for every key where its indexes begin when sorted, and at last where they end
     */
    static int[] starts(final int[] indexes, final int[] keys, final int bound) {
        final int[] starts = new int[bound + 1];
        for (final int index : indexes) {
            starts[keys[index] + 1]++;
        }
        for (int key = 0; key < bound; key++) {
            starts[key + 1] += starts[key];
        }
        return starts;
    }
}
