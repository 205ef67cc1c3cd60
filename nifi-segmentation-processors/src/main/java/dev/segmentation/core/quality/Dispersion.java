// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * How far rows lie from the mean of their segment, and the means from each other: the sums behind Calinski-Harabasz, Davies-Bouldin and the separation.
 * Distances are euclidean, in the space of a {@link Geometry}; all sums are double, differences are taken before squaring, so an offset of the data costs nothing.
 *
 * @param means per segment, mean of its rows
 * @param inertia per segment, sum of the squared distances of its rows to its mean
 * @param meanDistance per segment, mean distance of its rows to its mean
 * @param between per segment, squared distance of its mean to the mean of all rows, times its size
 * @param worstRatio per segment, largest {@code (meanDistance + meanDistance') / distance of the means} over the other segments; infinite when
 *         another segment has the same mean, 0 when there is no other
 * @param nearest per segment, the segment whose mean is nearest, -1 when there is no other
 * @param nearestDistance per segment, distance to that mean, infinite when there is no other
 * @param zeros number of rows that have no place in the space
 */
record Dispersion(double[][] means, double[] inertia, double[] meanDistance, double[] between, double[] worstRatio, int[] nearest, double[] nearestDistance, int zeros) {

    /** Rows between two looks at the monitor. */
    private static final int CHECK = 4096;

    /**
     * Measures all rows that have a segment.
     *
     * @param table n x d
     * @param labels of the n rows
     * @param geometry the space
     * @param monitor asked for cancellation
     * @return the sums, in O(n d + k^2 d)
     */
    static Dispersion of(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final TrainingMonitor monitor) {
        final double[][] means = means(table, labels, geometry, monitor);
        final int segments = labels.segments();
        final double[] inertia = new double[segments];
        final double[] meanDistance = new double[segments];
        final float[] buffer = new float[table.dimension()];
        final double[] values = new double[table.dimension()];
        int zeros = 0;
        for (int row = 0; row < labels.rows(); row++) {
            final int segment = labels.segment(row);
            if (segment >= 0) {
                zeros += geometry.read(table, row, buffer, values) ? 0 : 1;
                final double squared = squaredDistance(values, means[segment]);
                inertia[segment] += squared;
                meanDistance[segment] += Math.sqrt(squared);
            }
            if (row % CHECK == 0) {
                monitor.checkCancelled();
            }
        }
        for (int segment = 0; segment < segments; segment++) {
            meanDistance[segment] /= labels.size(segment);
        }
        return compare(means, inertia, meanDistance, between(means, labels), zeros, monitor);
    }

    private static double[][] means(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final TrainingMonitor monitor) {
        final double[][] means = new double[labels.segments()][table.dimension()];
        final float[] buffer = new float[table.dimension()];
        final double[] values = new double[table.dimension()];
        for (int row = 0; row < labels.rows(); row++) {
            final int segment = labels.segment(row);
            if (segment >= 0) {
                geometry.read(table, row, buffer, values);
                final double[] mean = means[segment];
                for (int t = 0; t < values.length; t++) {
                    mean[t] += values[t];
                }
            }
            if (row % CHECK == 0) {
                monitor.checkCancelled();
            }
        }
        for (int segment = 0; segment < means.length; segment++) {
            for (int t = 0; t < means[segment].length; t++) {
                means[segment][t] /= labels.size(segment);
            }
        }
        return means;
    }

    private static double[] between(final double[][] means, final SegmentLabels labels) {
        final double[] overall = new double[means.length == 0 ? 0 : means[0].length];
        for (int segment = 0; segment < means.length; segment++) {
            for (int t = 0; t < overall.length; t++) {
                overall[t] += means[segment][t] * labels.size(segment) / labels.scored();
            }
        }
        final double[] between = new double[means.length];
        for (int segment = 0; segment < means.length; segment++) {
            between[segment] = squaredDistance(means[segment], overall) * labels.size(segment);
        }
        return between;
    }

    /** Every mean with every other. */
    private static Dispersion compare(final double[][] means, final double[] inertia, final double[] meanDistance, final double[] between, final int zeros,
            final TrainingMonitor monitor) {
        final double[] worst = new double[means.length];
        final int[] nearest = new int[means.length];
        final double[] nearestDistance = new double[means.length];
        Arrays.fill(nearest, -1);
        Arrays.fill(nearestDistance, Double.POSITIVE_INFINITY);
        for (int segment = 0; segment < means.length; segment++) {
            monitor.checkCancelled();
            for (int other = segment + 1; other < means.length; other++) {
                final double distance = Math.sqrt(squaredDistance(means[segment], means[other]));
                final double ratio = distance == 0 ? Double.POSITIVE_INFINITY : (meanDistance[segment] + meanDistance[other]) / distance;
                worst[segment] = Math.max(worst[segment], ratio);
                worst[other] = Math.max(worst[other], ratio);
                if (distance < nearestDistance[segment]) {
                    nearestDistance[segment] = distance;
                    nearest[segment] = other;
                }
                if (distance < nearestDistance[other]) {
                    nearestDistance[other] = distance;
                    nearest[other] = segment;
                }
            }
        }
        return new Dispersion(means, inertia, meanDistance, between, worst, nearest, nearestDistance, zeros);
    }

    static double squaredDistance(final double[] x, final double[] y) {
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            final double difference = x[t] - y[t];
            sum += difference * difference;
        }
        return sum;
    }
}
