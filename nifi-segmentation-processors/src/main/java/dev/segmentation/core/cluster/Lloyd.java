// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Lloyd's iterations: assign every point to its nearest centroid, move every centroid to the mean of its points.
 * A centroid left without points takes the point farthest from all centroids in use.
 *
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd: Least squares quantization in PCM, 1982</a>
 */
final class Lloyd {

    private final VectorTable table;
    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private int iterations;

    Lloyd(final VectorTable table, final PackedVectors packed, final Workers workers, final TrainingMonitor monitor) {
        this.table = table;
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @param seeds k x d; when the table has fewer than k different rows, some centroids are left without points
     * @param maximumIterations assignments at most
     * @param tolerance stops when the squared moves of all centroids sum up to this or less
     */
    Partition run(final float[][] seeds, final int maximumIterations, final double tolerance) {
        final Assigner assigner = new Assigner(table, packed, seeds.length, workers, monitor);
        final ClusterSums sums = new ClusterSums(packed, seeds.length, workers);
        final int[] labels = new int[table.size()];
        final float[] nearest = new float[table.size()];
        final float[] second = new float[table.size()];
        double[] inertias = new double[0];
        float[][] centroids = seeds;
        while (true) {
            inertias = Arrays.copyOf(inertias, inertias.length + 1);
            iterations++;
            inertias[inertias.length - 1] = assigner.assign(centroids, labels, nearest, second);
            final boolean repaired = fillEmpty(centroids, labels);
            final int changed = sums.update(labels);
            final float[][] means = sums.means(centroids);
            if (inertias.length >= maximumIterations || changed == 0 || !repaired && move(centroids, means) <= tolerance) {
                return new Partition(centroids, labels, nearest, second, inertias);
            }
            centroids = means;
        }
    }

    /**
     * @return a copy of one of the points
     */
    float[] row(final int index) {
        return table.row(index);
    }

    /**
     * @return assignments made in all runs together
     */
    int iterations() {
        return iterations;
    }

    private boolean fillEmpty(final float[][] centroids, final int[] labels) {
        final int[] counts = new int[centroids.length];
        for (final int label : labels) {
            counts[label]++;
        }
        if (Arrays.stream(counts).noneMatch(count -> count == 0)) {
            return false;
        }
        final double[] distances = new double[labels.length];
        approach(distances, index -> Vectors.squaredDistance(table.row(index), centroids[labels[index]]));
        boolean filled = false;
        for (int c = 0; c < counts.length; c++) {
            final int farthest = counts[c] == 0 ? farthest(distances) : -1;
            if (farthest >= 0) {
                filled = true;
                counts[labels[farthest]]--;
                counts[c]++;
                labels[farthest] = c;
                final float[] taken = table.row(farthest);
                approach(distances, index -> Math.min(distances[index], Vectors.squaredDistance(table.row(index), taken)));
            }
        }
        return filled;
    }

    private void approach(final double[] distances, final IntToDoubleFunction distance) {
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final int from = block * PackedVectors.BLOCK;
            for (int i = from; i < from + packed.pointsIn(block); i++) {
                distances[i] = distance.applyAsDouble(i);
            }
        });
    }

    /** The lowest index of the greatest distance above 0, or -1: a point on a centroid is no reason for another one there. */
    private static int farthest(final double[] distances) {
        int farthest = -1;
        double greatest = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > greatest) {
                greatest = distances[i];
                farthest = i;
            }
        }
        return farthest;
    }

    private static double move(final float[][] before, final float[][] after) {
        double sum = 0;
        for (int c = 0; c < before.length; c++) {
            sum += Vectors.squaredDistance(before[c], after[c]);
        }
        return sum;
    }
}
