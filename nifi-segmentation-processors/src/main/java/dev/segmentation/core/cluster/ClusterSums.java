// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums and counts of the points of every cluster, in double, of the values as they stand in the table. When few points moved only
 * those are added and subtracted. Every cluster's points are summed in pieces that do not depend on the number of threads.
 */
final class ClusterSums {

    private static final int PIECE = 1024;

    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final double[][] sums;
    private final int[] counts;
    private final int[] summed;

    ClusterSums(final PackedVectors packed, final int clusters, final Workers workers, final TrainingMonitor monitor) {
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        sums = new double[clusters][packed.dimension()];
        counts = new int[clusters];
        summed = new int[packed.size()];
        Arrays.fill(summed, -1);
    }

    /**
     * @param labels n labels
     * @return points whose label differs from the one of the last call
     */
    int update(final int[] labels) {
        final int[] moved = moved(labels);
        if (moved.length > labels.length / 2) {
            for (final double[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            final int[] all = new int[labels.length];
            Arrays.setAll(all, i -> i);
            apply(all, labels, true);
        } else if (moved.length > 0) {
            apply(moved, summed, false);
            apply(moved, labels, true);
        }
        System.arraycopy(labels, 0, summed, 0, labels.length);
        count(labels);
        return moved.length;
    }

    private int[] moved(final int[] labels) {
        final int[] moved = new int[labels.length];
        int changed = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != summed[i]) {
                moved[changed++] = i;
            }
        }
        return Arrays.copyOf(moved, changed);
    }

    private void count(final int[] labels) {
        Arrays.fill(counts, 0);
        for (final int label : labels) {
            counts[label]++;
        }
    }

    /**
     * The points have been given another order.
     *
     * @param order for every new position the position that the point has had
     */
    void reorder(final int[] order) {
        final int[] before = summed.clone();
        Arrays.setAll(summed, i -> before[order[i]]);
    }

    /**
     * @return points of a cluster
     */
    int count(final int cluster) {
        return counts[cluster];
    }

    /**
     * @return sum of the values of one dimension of a cluster's points
     */
    double sum(final int cluster, final int dimension) {
        return sums[cluster][dimension];
    }

    /**
     * @param centroids k x d
     * @return sum of the squared distances of all points from the centroids of their clusters
     */
    double inertia(final float[][] centroids) {
        double inertia = packed.sumOfSquares();
        for (int c = 0; c < sums.length; c++) {
            inertia -= explained(c, centroids[c]);
        }
        return Math.max(0, inertia);
    }

    /**
     * @param centroids k x d
     * @return for every cluster the sum of the squared distances of its points from its centroid, to float32 precision
     */
    double[] errors(final float[][] centroids) {
        final double[] errors = new double[sums.length];
        for (int i = 0; i < summed.length; i++) {
            errors[summed[i]] += packed.squaredNorm(i);
        }
        for (int c = 0; c < errors.length; c++) {
            errors[c] = Math.max(0, errors[c] - explained(c, centroids[c]));
        }
        return errors;
    }

    /** By how much the squared distances of a cluster's points from the centre of all sum to more than those from a centroid. */
    private double explained(final int cluster, final float[] centroid) {
        final float[] mean = packed.mean();
        final double[] sum = sums[cluster];
        final double count = counts[cluster];
        double explained = 0;
        for (int j = 0; j < mean.length; j++) {
            final double centred = (double) centroid[j] - mean[j];
            explained += centred * (2 * (sum[j] - count * mean[j]) - count * centred);
        }
        return explained;
    }

    /**
     * @param before k x d centroids that empty clusters keep
     * @param metric whether the means are scaled to length 1; one of length 0 cannot be, and the cluster keeps its centroid
     * @return k x d means
     */
    float[][] means(final float[][] before, final Metric metric) {
        final float[][] means = new float[counts.length][];
        for (int c = 0; c < means.length; c++) {
            means[c] = before[c].clone();
            final double divisor = metric == Metric.COSINE ? length(sums[c]) : counts[c];
            if (counts[c] > 0 && divisor > 0) {
                for (int j = 0; j < means[c].length; j++) {
                    means[c][j] = (float) (sums[c][j] / divisor);
                }
            }
        }
        return means;
    }

    private static double length(final double[] sum) {
        double squares = 0;
        for (final double value : sum) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private void apply(final int[] points, final int[] clusters, final boolean gained) {
        final int[] sorted = CountingSort.stable(points, clusters, sums.length);
        final int[] starts = CountingSort.starts(points, clusters, sums.length);
        final List<Piece> pieces = new ArrayList<>();
        for (int c = 0; c < sums.length; c++) {
            for (int from = starts[c]; from < starts[c + 1]; from += PIECE) {
                pieces.add(new Piece(c, from, Math.min(starts[c + 1], from + PIECE)));
            }
        }
        final double[][] partial = new double[pieces.size()][];
        workers.forEach(partial.length, i -> {
            monitor.checkCancelled();
            partial[i] = sum(sorted, pieces.get(i));
        });
        for (int i = 0; i < partial.length; i++) {
            add(partial[i], gained ? 1 : -1, sums[pieces.get(i).cluster()]);
        }
    }

    private static void add(final double[] values, final double factor, final double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * values[j];
        }
    }

    private double[] sum(final int[] points, final Piece piece) {
        final double[] sum = new double[packed.dimension()];
        final float[] vector = new float[packed.dimension()];
        for (int i = piece.from(); i < piece.to(); i++) {
            packed.copyExact(points[i], vector);
            Vectors.add(vector, sum);
        }
        return sum;
    }

    private record Piece(int cluster, int from, int to) {
    }
}
