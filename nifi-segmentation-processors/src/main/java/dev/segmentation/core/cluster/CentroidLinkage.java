// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Agglomeration that always merges the two nearest clusters of all: what the centroid linkage needs, whose distances can fall. Every cluster remembers a
 * lower bound of the distance to its nearest among those before it; only the least bound must be true, and is found out anew when it is not.
 * A linear search stands in for the priority queue: every merge takes O(n) anyway. O(n^2) in practice, O(n^3) at worst.
 *
 * @see <a href="https://arxiv.org/abs/1109.2378">Müllner: Modern hierarchical, agglomerative clustering algorithms, 2011</a>
 */
final class CentroidLinkage {

    private static final String STAGE = "merges";
    private static final int FEW_SLOTS = 64;
    private static final int REPORTED_MERGES = 256;

    private DistanceMatrix matrix;
    private final TrainingMonitor monitor;
    private final MergeList merges;
    private final int[] leaf;
    private final double[] sizes;
    private final boolean[] merged;
    private final int[] nearest;
    private final float[] bounds;
    private int slots;
    private int active;

    /**
     * @param matrix squared distances; used up
     * @param leafSizes rows of each of the n leaves
     */
    CentroidLinkage(final DistanceMatrix matrix, final int[] leafSizes, final TrainingMonitor monitor) {
        this.matrix = matrix;
        this.monitor = monitor;
        slots = matrix.size();
        active = slots;
        merges = new MergeList(slots);
        leaf = IntStream.range(0, slots).toArray();
        sizes = Arrays.stream(leafSizes).asDoubleStream().toArray();
        merged = new boolean[slots];
        nearest = new int[slots];
        bounds = new float[slots];
    }

    MergeList run() {
        final int total = active - 1;
        for (int slot = 0; slot < slots; slot++) {
            monitor.checkCancelled();
            search(slot);
        }
        while (active > 1) {
            if (merges.size() % REPORTED_MERGES == 0) {
                monitor.progress(STAGE, merges.size(), total);
            }
            final int high = nearestPair();
            merge(nearest[high], high);
            if (slots > FEW_SLOTS && active <= slots / 2) {
                closeRanks();
            }
        }
        return merges;
    }

    /** The slot whose bound is the least and true. */
    private int nearestPair() {
        while (true) {
            monitor.checkCancelled();
            int least = 0;
            for (int slot = 1; slot < slots; slot++) {
                if (bounds[slot] < bounds[least]) {
                    least = slot;
                }
            }
            if (matrix.get(least, nearest[least]) == bounds[least]) {
                return least;
            }
            search(least);
        }
    }

    /** The nearest one before a slot; merged ones are infinitely far. */
    private void search(final int slot) {
        final float[] row = matrix.block(slot);
        final int offset = matrix.offset(slot);
        float least = Float.POSITIVE_INFINITY;
        for (int k = 0; k < slot; k++) {
            if (row[offset + k] < least) {
                least = row[offset + k];
                nearest[slot] = k;
            }
        }
        bounds[slot] = least;
    }

    /** The lower slot goes on for both: the higher one has the longer list of those before it to give up. */
    private void merge(final int low, final int high) {
        final float between = matrix.get(low, high);
        merges.add(leaf[low], leaf[high], Math.sqrt(between) * matrix.unit());
        merged[high] = true;
        active--;
        bounds[high] = Float.POSITIVE_INFINITY;
        final float[] lowRow = matrix.block(low);
        final int lowOffset = matrix.offset(low);
        for (int k = 0; k < low; k++) {
            if (!merged[k]) {
                lowRow[lowOffset + k] = merged(lowRow[lowOffset + k], matrix.get(high, k), between, low, high, k);
            }
        }
        for (int k = low + 1; k < slots; k++) {
            if (!merged[k]) {
                final float[] row = matrix.block(k);
                final int offset = matrix.offset(k);
                final float distance = merged(row[offset + low], matrix.get(high, k), between, low, high, k);
                row[offset + low] = distance;
                if (k > high) {
                    row[offset + high] = Float.POSITIVE_INFINITY;
                }
                if (distance < bounds[k]) {
                    bounds[k] = distance;
                    nearest[k] = low;
                } else if (nearest[k] == high) {
                    nearest[k] = low;
                }
            }
        }
        sizes[low] += sizes[high];
        search(low);
    }

    private float merged(final float toLow, final float toHigh, final float between, final int low, final int high, final int k) {
        return (float) Linkage.CENTROID.merged(toLow, toHigh, between, sizes[low], sizes[high], sizes[k]);
    }

    private void closeRanks() {
        final int[] kept = IntStream.range(0, slots).filter(slot -> !merged[slot]).toArray();
        final int[] slotOf = new int[slots];
        for (int slot = 0; slot < kept.length; slot++) {
            slotOf[kept[slot]] = slot;
        }
        for (int slot = 0; slot < kept.length; slot++) {
            leaf[slot] = leaf[kept[slot]];
            sizes[slot] = sizes[kept[slot]];
            bounds[slot] = bounds[kept[slot]];
            nearest[slot] = slotOf[nearest[kept[slot]]];
        }
        matrix = matrix.select(kept);
        Arrays.fill(merged, false);
        slots = kept.length;
    }
}
