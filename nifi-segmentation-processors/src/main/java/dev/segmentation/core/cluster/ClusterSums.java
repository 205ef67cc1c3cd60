// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;

import java.util.Arrays;

/**
 * Sums and counts of the points of every cluster, in double. When few points moved only those are subtracted and added.
 * Every dimension is summed by one task in the order of the points: the same bits for any number of threads.
 */
final class ClusterSums {

    private static final int DIMENSIONS_PER_TASK = 8;
    /** Moving a point costs about this many times what adding it in sequence costs. */
    private static final int MOVE_COST = 6;

    private final PackedVectors packed;
    private final Workers workers;
    private final double[][] sums;
    private final int[] counts;
    private final int[] summed;
    private final int[] moved;

    ClusterSums(final PackedVectors packed, final int clusters, final Workers workers) {
        this.packed = packed;
        this.workers = workers;
        sums = new double[packed.dimension()][clusters];
        counts = new int[clusters];
        summed = new int[packed.size()];
        moved = new int[packed.size()];
        Arrays.fill(summed, -1);
    }

    /**
     * @param labels n labels
     * @return points whose label differs from the one of the last call
     */
    int update(final int[] labels) {
        int changed = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != summed[i]) {
                moved[changed++] = i;
            }
        }
        if (changed == 0) {
            return 0;
        }
        final boolean move = (long) changed * MOVE_COST < labels.length;
        final int movedPoints = changed;
        final int tasks = (sums.length + DIMENSIONS_PER_TASK - 1) / DIMENSIONS_PER_TASK;
        workers.forEach(tasks, task -> {
            final int end = Math.min(sums.length, (task + 1) * DIMENSIONS_PER_TASK);
            for (int j = task * DIMENSIONS_PER_TASK; j < end; j++) {
                if (move) {
                    move(j, labels, movedPoints);
                } else {
                    add(j, labels);
                }
            }
        });
        System.arraycopy(labels, 0, summed, 0, labels.length);
        Arrays.fill(counts, 0);
        for (final int label : labels) {
            counts[label]++;
        }
        return changed;
    }

    /**
     * @param before k x d centroids that empty clusters keep
     * @return k x d means
     */
    float[][] means(final float[][] before) {
        final float[] mean = packed.mean();
        final float[][] means = new float[counts.length][];
        for (int c = 0; c < means.length; c++) {
            means[c] = before[c].clone();
            if (counts[c] > 0) {
                for (int j = 0; j < mean.length; j++) {
                    means[c][j] = (float) (mean[j] + sums[j][c] / counts[c]);
                }
            }
        }
        return means;
    }

    private void add(final int dimension, final int[] labels) {
        final double[] sum = sums[dimension];
        Arrays.fill(sum, 0);
        for (int block = 0; block < packed.blocks(); block++) {
            final float[] row = packed.row(block, dimension);
            final int offset = block * PackedVectors.BLOCK;
            final int points = packed.pointsIn(block);
            for (int b = 0; b < points; b++) {
                sum[labels[offset + b]] += row[b];
            }
        }
    }

    private void move(final int dimension, final int[] labels, final int movedPoints) {
        final double[] sum = sums[dimension];
        for (int i = 0; i < movedPoints; i++) {
            final int index = moved[i];
            final double value = packed.row(index / PackedVectors.BLOCK, dimension)[index % PackedVectors.BLOCK];
            sum[summed[index]] -= value;
            sum[labels[index]] += value;
        }
    }
}
