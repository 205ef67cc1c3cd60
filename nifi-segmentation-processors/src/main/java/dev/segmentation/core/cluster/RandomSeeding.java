// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.PackedVectors;

/**
 * Seeds drawn from the rows without replacement. O(n).
 *
 * @see <a href="https://dl.acm.org/doi/book/10.5555/270146">Knuth: The Art of Computer Programming 2, algorithm 3.4.2 S</a>
 */
final class RandomSeeding {

    private final PackedVectors packed;

    RandomSeeding(final PackedVectors packed) {
        this.packed = packed;
    }

    /**
     * @param clusters seeds wanted, at least 1
     * @return copies of different rows, which may have equal values; fewer than wanted when there are fewer rows
     */
    float[][] choose(final int clusters, final RandomStream random) {
        final float[][] seeds = new float[Math.min(clusters, packed.size())][];
        int chosen = 0;
        for (int i = 0; chosen < seeds.length; i++) {
            if (random.nextLong(packed.size() - i) < seeds.length - chosen) {
                seeds[chosen++] = packed.exact(i);
            }
        }
        return seeds;
    }
}
