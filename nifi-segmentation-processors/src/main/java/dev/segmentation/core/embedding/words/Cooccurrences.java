// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Arrays;

/**
 * How often two words stand near each other, in a hash table with open addressing: 24 bytes per pair at least.
 */
final class Cooccurrences {

    private static final long FREE = -1;
    private static final int BYTES_PER_SLOT = Long.BYTES + Float.BYTES;

    private long[] pairs = new long[1 << 16];
    private float[] values = new float[1 << 16];
    private int size;

    Cooccurrences() {
        Arrays.fill(pairs, FREE);
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) pairs.length * BYTES_PER_SLOT;
    }

    /** Bytes that are held while the table grows to the double, when the next pair makes it grow. */
    long bytesOfNextAdd() {
        return isFull() ? 3 * bytes() : bytes();
    }

    private boolean isFull() {
        return size >= pairs.length / 2;
    }

    /** The order of the two words does not matter. */
    void add(final int first, final int second, final float value) {
        if (isFull()) {
            grow();
        }
        final long pair = (long) Math.min(first, second) << Integer.SIZE | Math.max(first, second);
        final int slot = slot(pair);
        if (pairs[slot] == FREE) {
            pairs[slot] = pair;
            size++;
        }
        values[slot] += value;
    }

    private int slot(final long pair) {
        int slot = (int) (pair * 0x9E3779B97F4A7C15L >>> Integer.SIZE) & pairs.length - 1;
        while (pairs[slot] != FREE && pairs[slot] != pair) {
            slot = slot + 1 & pairs.length - 1;
        }
        return slot;
    }

    private void grow() {
        final long[] oldPairs = pairs;
        final float[] oldValues = values;
        pairs = new long[oldPairs.length * 2];
        values = new float[oldPairs.length * 2];
        Arrays.fill(pairs, FREE);
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != FREE) {
                final int slot = slot(oldPairs[i]);
                pairs[slot] = oldPairs[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Receives pairs, the smaller word first. */
    interface Visitor {

        void visit(int first, int second, float value);
    }

    /** In an order that depends on the pairs and on the order in which they were added alone. */
    void forEach(final Visitor visitor) {
        for (int slot = 0; slot < pairs.length; slot++) {
            if (pairs[slot] != FREE) {
                visitor.visit((int) (pairs[slot] >>> Integer.SIZE), (int) pairs[slot], values[slot]);
            }
        }
    }
}
