// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.VectorTable;

/**
 * Keeps all vectors while they fit, then a uniform random sample of those seen. The same seed and vectors give the same sample.
 *
 * @see <a href="https://doi.org/10.1145/3147.3165">Vitter: Random sampling with a reservoir, 1985, algorithm R</a>
 */
public final class ReservoirSample {

    private static final long STREAM = -1;

    private final VectorTable table;
    private final int capacity;
    private final RandomStream random;
    private long seen;

    /**
     * @param capacity vectors kept at most, at least 1
     */
    public ReservoirSample(final int dimension, final int capacity, final long seed) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        table = new VectorTable(dimension);
        this.capacity = capacity;
        random = new RandomStream(seed, STREAM);
    }

    /**
     * @param vector d finite values; copied
     */
    public void add(final float[] vector) {
        seen++;
        if (table.size() < capacity) {
            table.add(vector);
            return;
        }
        final long position = random.nextLong(seen);
        if (position < capacity) {
            table.set((int) position, vector);
        }
    }

    /**
     * @return vectors offered
     */
    public long seen() {
        return seen;
    }

    /**
     * @return the sample: all vectors in their order, when there was room for all
     */
    public VectorTable table() {
        return table;
    }
}
