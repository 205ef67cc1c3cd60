// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Agglomeration by chains of nearest neighbours: from any cluster to its nearest, from there to the nearest, until two are nearest to each other.
 * These merge whatever happens elsewhere, which holds for all linkages but the centroid one. O(n^2), and no thread but the caller's: the chain
 * waits for memory.
 *
 * <p>A cluster's slot is a row and a column of the matrix. Merged slots are left at an infinite distance; when half of them are, the others close ranks.</p>
 *
 * @see <a href="https://arxiv.org/abs/1109.2378">Müllner: Modern hierarchical, agglomerative clustering algorithms, 2011</a>
 */
final class NeighbourChain {

    private static final String STAGE = "merges";
    private static final int FEW_SLOTS = 64;
    private static final int REPORTED_MERGES = 256;

    private DistanceMatrix matrix;
    private final Linkage linkage;
    private final TrainingMonitor monitor;
    private final MergeList merges;
    private final int[] leaf;
    private final double[] sizes;
    private final boolean[] merged;
    private final int[] chain;
    private int slots;
    private int active;
    private int chained;

    /**
     * @param matrix used up
     * @param leafSizes rows of each of the n leaves
     */
    NeighbourChain(final DistanceMatrix matrix, final Linkage linkage, final int[] leafSizes, final TrainingMonitor monitor) {
        this.matrix = matrix;
        this.linkage = linkage;
        this.monitor = monitor;
        slots = matrix.size();
        active = slots;
        merges = new MergeList(slots);
        leaf = IntStream.range(0, slots).toArray();
        sizes = Arrays.stream(leafSizes).asDoubleStream().toArray();
        merged = new boolean[slots];
        chain = new int[slots];
    }

    MergeList run() {
        final int total = active - 1;
        while (active > 1) {
            monitor.checkCancelled();
            if (merges.size() % REPORTED_MERGES == 0) {
                monitor.progress(STAGE, merges.size(), total);
            }
            if (chained == 0) {
                chain[chained++] = firstActive();
            }
            final int tip = chain[chained - 1];
            final int before = chained > 1 ? chain[chained - 2] : -1;
            final int nearest = nearest(tip, before);
            if (nearest == before) {
                chained -= 2;
                merge(Math.min(tip, before), Math.max(tip, before));
                if (slots > FEW_SLOTS && active <= slots / 2) {
                    closeRanks();
                }
            } else {
                chain[chained++] = nearest;
            }
        }
        return merges;
    }

    private int firstActive() {
        int slot = 0;
        while (merged[slot]) {
            slot++;
        }
        return slot;
    }

    /** The lowest slot of the least distance, or the one before in the chain when none is nearer: so the chain never turns in a circle. */
    private int nearest(final int tip, final int before) {
        int nearest = before;
        float least = before < 0 ? Float.POSITIVE_INFINITY : matrix.get(tip, before);
        final float[] row = matrix.block(tip);
        final int offset = matrix.offset(tip);
        for (int k = 0; k < tip; k++) {
            if (row[offset + k] < least) {
                least = row[offset + k];
                nearest = k;
            }
        }
        for (int from = tip + 1; from < slots; from = endOfBlock(from)) {
            final float[] block = matrix.block(from);
            final int end = endOfBlock(from);
            int position = matrix.offset(from) + tip;
            for (int k = from; k < end; k++) {
                if (block[position] < least) {
                    least = block[position];
                    nearest = k;
                }
                position += k;
            }
        }
        return nearest;
    }

    private int endOfBlock(final int slot) {
        return Math.min(slots, (slot / DistanceMatrix.BLOCK + 1) * DistanceMatrix.BLOCK);
    }

    /** The higher slot goes on for both: more of its distances lie in its own row. */
    private void merge(final int low, final int high) {
        final float between = matrix.get(low, high);
        final double height = linkage.isSquared() ? Math.sqrt(between) : between;
        merges.add(leaf[low], leaf[high], height * matrix.unit());
        merged[low] = true;
        active--;
        final float[] lowRow = matrix.block(low);
        final float[] highRow = matrix.block(high);
        final int lowOffset = matrix.offset(low);
        final int highOffset = matrix.offset(high);
        for (int k = 0; k < low; k++) {
            if (!merged[k]) {
                highRow[highOffset + k] = merged(lowRow[lowOffset + k], highRow[highOffset + k], between, low, high, k);
            }
            lowRow[lowOffset + k] = Float.POSITIVE_INFINITY;
        }
        for (int from = low + 1; from < slots; from = endOfBlock(from)) {
            final float[] block = matrix.block(from);
            final int end = endOfBlock(from);
            int offset = matrix.offset(from);
            for (int k = from; k < end; k++) {
                final float toLow = block[offset + low];
                block[offset + low] = Float.POSITIVE_INFINITY;
                if (!merged[k] && k < high) {
                    highRow[highOffset + k] = merged(toLow, highRow[highOffset + k], between, low, high, k);
                } else if (!merged[k] && k > high) {
                    block[offset + high] = merged(toLow, block[offset + high], between, low, high, k);
                }
                offset += k;
            }
        }
        sizes[high] += sizes[low];
    }

    private float merged(final float toLow, final float toHigh, final float between, final int low, final int high, final int k) {
        return (float) linkage.merged(toLow, toHigh, between, sizes[low], sizes[high], sizes[k]);
    }

    private void closeRanks() {
        final int[] kept = IntStream.range(0, slots).filter(slot -> !merged[slot]).toArray();
        final int[] slotOf = new int[slots];
        for (int slot = 0; slot < kept.length; slot++) {
            leaf[slot] = leaf[kept[slot]];
            sizes[slot] = sizes[kept[slot]];
            slotOf[kept[slot]] = slot;
        }
        matrix = matrix.select(kept);
        Arrays.fill(merged, false);
        for (int i = 0; i < chained; i++) {
            chain[i] = slotOf[chain[i]];
        }
        slots = kept.length;
    }
}
