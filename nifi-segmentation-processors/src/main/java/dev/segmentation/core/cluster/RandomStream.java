// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * SplitMix64, written out so that a seed gives the same numbers on every Java release. Streams of one seed are independent.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014</a>
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * @param seed chosen by the user
     * @param stream number of the stream, for example of a restart
     */
    public RandomStream(final long seed, final long stream) {
        state = mix(seed + mix(stream + GOLDEN_GAMMA));
    }

    /**
     * @return a value in [0, 1), a multiple of 2^-53
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * @param bound at least 1
     * @return a value in 0..bound-1, with a bias below bound / 2^64
     */
    public long nextLong(final long bound) {
        return Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    /**
     * Draws without replacement, by selection sampling. O(size).
     *
     * @param size numbers to draw from
     * @param count numbers to draw, 0..size
     * @return count different numbers in 0..size-1, ascending; all choices are equally likely
     * @see <a href="https://dl.acm.org/doi/book/10.5555/270146">Knuth: The Art of Computer Programming 2, algorithm 3.4.2 S</a>
     */
    public int[] sample(final int size, final int count) {
        final int[] chosen = new int[count];
        int filled = 0;
        for (int i = 0; filled < count; i++) {
            if (nextLong(size - i) < count - filled) {
                chosen[filled++] = i;
            }
        }
        return chosen;
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(final long value) {
        final long first = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        final long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }
}
