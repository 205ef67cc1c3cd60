// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import java.util.Arrays;

/** Numbers in one growing array: a list of boxes would take four times the memory. */
public final class RowNumbers {

    /** The longest array that Java gives. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private int[] numbers = new int[1024];
    private int size;

    /**
     * @throws RecordProblem when there are {@value #MOST} already
     */
    public void add(final int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, capacityBeyond(size));
        }
        numbers[size++] = number;
    }

    static int capacityBeyond(final int size) {
        if (size == MOST) {
            throw new RecordProblem("the FlowFile has more than " + MOST + " records: divide it");
        }
        return (int) Math.min(MOST, size + (long) (size >> 1));
    }

    public int get(final int index) {
        return numbers[index];
    }

    void set(final int index, final int number) {
        numbers[index] = number;
    }

    public int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }

    /**
     * @return bytes that the numbers take, with room for more
     */
    public long bytes() {
        return (long) numbers.length * Integer.BYTES;
    }
}
