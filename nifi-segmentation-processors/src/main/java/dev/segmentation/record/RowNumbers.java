// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import java.util.Arrays;

/** Numbers in one growing array: a list of boxes would take four times the memory. */
final class RowNumbers {

    private int[] numbers = new int[1024];
    private int size;

    void add(final int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + (size >> 1));
        }
        numbers[size++] = number;
    }

    int get(final int index) {
        return numbers[index];
    }

    void set(final int index, final int number) {
        numbers[index] = number;
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
