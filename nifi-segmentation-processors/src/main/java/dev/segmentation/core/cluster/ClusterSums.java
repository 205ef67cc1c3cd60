// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Sums and counts of the points of every cluster, in double, of the values as they stand in the table. When few points moved only
 * those are subtracted and added. Points are summed in stretches whose bounds do not depend on the number of threads, and the
 * stretches' sums are added in order. Memory for them: at most 8 k d bytes for every stretch, of which there are few enough for n d bytes in all,
 * and one at least.
 */
final class ClusterSums {

    /** Stretches at most: enough to keep threads busy to the end. */
    private static final int STRETCHES = 32;
    private static final int LEAST_POINTS = 2048;
    /** A stretch has so many times as many points as there are clusters, or its sums would outweigh its points. */
    private static final int POINTS_PER_CLUSTER = 8;

    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final double[][] sums;
    private final int[] counts;
    private final int[] summed;
    private final Stretch[] stretches;

    ClusterSums(final PackedVectors packed, final int clusters, final Workers workers, final TrainingMonitor monitor) {
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        sums = new double[clusters][packed.dimension()];
        counts = new int[clusters];
        summed = new int[packed.size()];
        Arrays.fill(summed, -1);
        stretches = stretches(clusters);
    }

    /**
     * @return bytes that the stretches' sums take
     */
    static long bytes(final long points, final int dimension, final int clusters) {
        return (long) number(points, clusters) * clusters * dimension * Double.BYTES;
    }

    private static int number(final long points, final int clusters) {
        return Math.clamp(points / Math.max(LEAST_POINTS, (long) POINTS_PER_CLUSTER * clusters), 1, STRETCHES);
    }

    private Stretch[] stretches(final int clusters) {
        final int points = packed.size();
        final int number = number(points, clusters);
        final Stretch[] result = new Stretch[number];
        for (int i = 0; i < number; i++) {
            result[i] = new Stretch((int) ((long) points * i / number), (int) ((long) points * (i + 1) / number), clusters);
        }
        return result;
    }

    /**
     * @param labels n labels
     * @return points whose label differs from the one of the last call
     */
    int update(final int[] labels) {
        forEachStretch(stretch -> stretch.count(labels, summed));
        final int moved = Arrays.stream(stretches).mapToInt(stretch -> stretch.moved).sum();
        Arrays.setAll(counts, c -> Arrays.stream(stretches).mapToInt(stretch -> stretch.counts[c]).sum());
        if (moved > 0) {
            final boolean afresh = moved > labels.length / 2;
            forEachStretch(stretch -> {
                if (afresh) {
                    Arrays.fill(summed, stretch.from, stretch.to, -1);
                }
                stretch.sum(labels, summed);
            });
            workers.forEach(sums.length, c -> collect(c, afresh));
        }
        return moved;
    }

    private void forEachStretch(final Consumer<Stretch> work) {
        workers.forEach(stretches.length, i -> {
            monitor.checkCancelled();
            work.accept(stretches[i]);
        });
    }

    private void collect(final int cluster, final boolean afresh) {
        if (afresh) {
            Arrays.fill(sums[cluster], 0);
        }
        for (final Stretch stretch : stretches) {
            stretch.addTo(sums[cluster], cluster);
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

    /** A range of points, and by how much they change the sums. */
    private final class Stretch {

        private final int from;
        private final int to;
        private final double[][] changes;
        private final boolean[] changed;
        private final int[] counts;
        private int moved;

        private Stretch(final int from, final int to, final int clusters) {
            this.from = from;
            this.to = to;
            changes = new double[clusters][];
            changed = new boolean[clusters];
            counts = new int[clusters];
        }

        private void count(final int[] labels, final int[] before) {
            Arrays.fill(counts, 0);
            moved = 0;
            for (int i = from; i < to; i++) {
                counts[labels[i]]++;
                moved += labels[i] == before[i] ? 0 : 1;
            }
        }

        /** What was -1 before is new. */
        private void sum(final int[] labels, final int[] before) {
            for (int i = from; i < to; i++) {
                if (labels[i] != before[i]) {
                    if (before[i] >= 0) {
                        packed.subtractExact(i, change(before[i]));
                    }
                    packed.addExact(i, change(labels[i]));
                    before[i] = labels[i];
                }
            }
        }

        private double[] change(final int cluster) {
            if (!changed[cluster]) {
                changed[cluster] = true;
                changes[cluster] = changes[cluster] == null ? new double[packed.dimension()] : changes[cluster];
            }
            return changes[cluster];
        }

        private void addTo(final double[] target, final int cluster) {
            if (changed[cluster]) {
                final double[] change = changes[cluster];
                for (int j = 0; j < target.length; j++) {
                    target[j] += change[j];
                }
                Arrays.fill(change, 0);
                changed[cluster] = false;
            }
        }
    }
}
