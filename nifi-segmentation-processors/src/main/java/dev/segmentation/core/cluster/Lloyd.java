// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Lloyd's iterations: assign every point to its nearest centroid, move every centroid to the mean of its points.
 * A centroid left without points takes the point farthest from all centroids in use. Once the first iterations have shown which
 * points are alike, they are put side by side for all iterations and runs that follow.
 *
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd: Least squares quantization in PCM, 1982</a>
 */
final class Lloyd {

    private static final String STAGE = "k-means iterations";
    /** Later the order would be better and save less. */
    private static final int ORDER_AFTER = 2;

    private final PackedVectors packed;
    private final Metric metric;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final Assigner assigner;
    /** Partitions number the points as they stand: with the first one in the caller's hands the order is final. */
    private boolean ordered;
    private int iterations;

    /**
     * @param clusters greatest number of centroids expected
     */
    Lloyd(final PackedVectors packed, final int clusters, final Metric metric, final Workers workers, final TrainingMonitor monitor) {
        this.packed = packed;
        this.metric = metric;
        this.workers = workers;
        this.monitor = monitor;
        assigner = new Assigner(packed, clusters, workers, monitor);
    }

    /**
     * @param seeds k x d; when the table has fewer than k different rows, some centroids are left without points
     * @param maximumIterations assignments at most
     * @param tolerance stops when the squared moves of all centroids sum up to this or less
     */
    Partition run(final float[][] seeds, final int maximumIterations, final double tolerance) {
        final ClusterSums sums = new ClusterSums(packed, seeds.length, workers, monitor);
        final int[] labels = assigner.labels();
        double[] inertias = new double[0];
        float[][] centroids = seeds;
        while (true) {
            monitor.progress(STAGE, inertias.length, maximumIterations);
            inertias = Arrays.copyOf(inertias, inertias.length + 1);
            iterations++;
            assigner.assign(centroids);
            final double filled = fillEmpty(centroids, labels);
            final int changed = sums.update(labels);
            inertias[inertias.length - 1] = Math.max(0, sums.inertia(centroids) - filled);
            final float[][] means = sums.means(centroids, metric);
            if (inertias.length >= maximumIterations || changed == 0 || filled == 0 && move(centroids, means) <= tolerance) {
                ordered = true;
                return new Partition(centroids, labels.clone(), sums.errors(centroids), inertias);
            }
            centroids = means;
            if (inertias.length == ORDER_AFTER && assigner.remembers() && !ordered) {
                order(sums);
            }
        }
    }

    /**
     * The points stay where they stand, for runs that are too short for another order to pay.
     */
    void keepOrder() {
        ordered = true;
    }

    private void order(final ClusterSums sums) {
        final int[] order = assigner.order();
        sums.reorder(order);
        packed.reorder(Arrays.stream(order).map(packed::rowIndex).toArray(), workers, monitor);
        ordered = true;
    }

    /**
     * @param partition what the last {@link #run} returned
     * @return for every centroid by how much the sum of squared distances would grow, were its points given to their second nearest centroids
     */
    double[] losses(final Partition partition) {
        final float[] nearest = new float[packed.size()];
        final float[] second = new float[packed.size()];
        assigner.measure(nearest, second);
        final double[] losses = new double[partition.centroids().length];
        for (int i = 0; i < nearest.length; i++) {
            losses[partition.labels()[i]] += (double) second[i] - nearest[i];
        }
        return losses;
    }

    /**
     * @return a copy of one of the points
     */
    float[] row(final int index) {
        return packed.exact(index);
    }

    /**
     * @return assignments made in all runs together
     */
    int iterations() {
        return iterations;
    }

    /**
     * @return the means of a partition's points, summed afresh: additions and subtractions of all iterations have left no rounding in them
     */
    float[][] means(final Partition partition) {
        final ClusterSums sums = new ClusterSums(packed, partition.centroids().length, workers, monitor);
        sums.update(partition.labels());
        return sums.means(partition.centroids(), metric);
    }

    /**
     * @return for every row of the table what {@link Centroids#nearest} finds; all rows must have been packed
     */
    Nearest[] nearest(final float[][] centroids) {
        final Nearest[] nearest = assigner.nearest(centroids);
        final Nearest[] rows = new Nearest[nearest.length];
        for (int i = 0; i < rows.length; i++) {
            rows[packed.rowIndex(i)] = nearest[i];
        }
        return rows;
    }

    /** By how much the points given to centroids that had none are now farther from their centroids, squared; 0 when none was given. */
    private double fillEmpty(final float[][] centroids, final int[] labels) {
        final int[] counts = new int[centroids.length];
        for (final int label : labels) {
            counts[label]++;
        }
        if (Arrays.stream(counts).noneMatch(count -> count == 0)) {
            return 0;
        }
        final double[] distances = new double[labels.length];
        approach(distances, index -> Vectors.squaredDistance(packed.exact(index), centroids[labels[index]]));
        double farther = 0;
        for (int c = 0; c < counts.length; c++) {
            final int farthest = counts[c] == 0 ? farthest(distances) : -1;
            if (farthest >= 0) {
                final float[] taken = packed.exact(farthest);
                farther += Vectors.squaredDistance(taken, centroids[c]) - Vectors.squaredDistance(taken, centroids[labels[farthest]]);
                counts[labels[farthest]]--;
                counts[c]++;
                labels[farthest] = c;
                approach(distances, index -> Math.min(distances[index], Vectors.squaredDistance(packed.exact(index), taken)));
            }
        }
        return farther;
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
