// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing list of ints in chunks, so that growth copies nothing. Not safe for concurrent writing.
 */
final class IntLog {

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<int[]> chunks = new ArrayList<>();
    private long size;

    void add(final int value) {
        if ((size & CHUNK - 1) == 0) {
            chunks.add(new int[CHUNK]);
        }
        chunks.getLast()[(int) (size & CHUNK - 1)] = value;
        size++;
    }

    int get(final long index) {
        return chunks.get((int) (index >>> CHUNK_BITS))[(int) (index & CHUNK - 1)];
    }

    long size() {
        return size;
    }

    long bytes() {
        return (long) chunks.size() * CHUNK * Integer.BYTES;
    }
}
