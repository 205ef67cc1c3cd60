// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing list of ints in chunks, so that growth copies nothing. Not safe for concurrent writing.
 */
public final class IntLog {

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<int[]> chunks = new ArrayList<>();
    private long size;

    public void add(final int value) {
        if ((size & CHUNK - 1) == 0) {
            chunks.add(new int[CHUNK]);
        }
        chunks.getLast()[(int) (size & CHUNK - 1)] = value;
        size++;
    }

    public int get(final long index) {
        return chunks.get((int) (index >>> CHUNK_BITS))[(int) (index & CHUNK - 1)];
    }

    public long size() {
        return size;
    }

    public long bytes() {
        return (long) chunks.size() * CHUNK * Integer.BYTES;
    }
}
