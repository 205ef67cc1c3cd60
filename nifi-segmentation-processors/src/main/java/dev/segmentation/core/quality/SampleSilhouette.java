// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * The mean euclidean silhouette of many segmentations of the same rows. The distances are computed once, in double, and kept as float32: each
 * segmentation then costs s^2 additions. For one segmentation see {@link ScoredSegmentation}, with which the values agree to six digits.
 */
public final class SampleSilhouette {

    private final float[][] distances;
    private final int[] rows;
    private final Workers workers;
    private final TrainingMonitor monitor;

    private SampleSilhouette(final float[][] distances, final int[] rows, final Workers workers, final TrainingMonitor monitor) {
        this.distances = distances;
        this.rows = rows;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @param table n x d finite values
     * @param rows the s rows to take, without repeats; not copied. O(s^2 d)
     */
    public static SampleSilhouette of(final VectorTable table, final int[] rows, final Workers workers, final TrainingMonitor monitor) {
        final float[][] vectors = Arrays.stream(rows).mapToObj(table::row).toArray(float[][]::new);
        final float[][] distances = new float[rows.length][rows.length];
        workers.forEach(rows.length, i -> {
            monitor.checkCancelled();
            for (int j = 0; j < i; j++) {
                distances[i][j] = (float) Math.sqrt(Vectors.squaredDistance(vectors[i], vectors[j]));
            }
        });
        // Written by row only, so that no two tasks meet; the other half follows.
        workers.forEach(rows.length, i -> {
            for (int j = i + 1; j < rows.length; j++) {
                distances[i][j] = distances[j][i];
            }
        });
        return new SampleSilhouette(distances, rows, workers, monitor);
    }

    /**
     * @return bytes that so many rows take, their vectors included
     */
    public static long bytes(final long rows, final int dimension) {
        return rows * rows * Float.BYTES + VectorTable.bytes(rows, dimension);
    }

    /**
     * @param labels of the n rows of the table, 0 up to segments exclusive
     * @return the mean over the sample, -1..1; a row that is alone in its segment counts 0, and so does every row when the sample has one segment only
     */
    public double mean(final int[] labels, final int segments) {
        final int[] own = Arrays.stream(rows).map(row -> labels[row]).toArray();
        final int[] sizes = new int[segments];
        for (final int segment : own) {
            sizes[segment]++;
        }
        final double[] silhouettes = new double[rows.length];
        workers.forEach(rows.length, i -> {
            monitor.checkCancelled();
            silhouettes[i] = silhouette(i, own, sizes);
        });
        return Arrays.stream(silhouettes).sum() / rows.length;
    }

    private double silhouette(final int i, final int[] own, final int[] sizes) {
        if (sizes[own[i]] == 1) {
            return 0;
        }
        final double[] sums = new double[sizes.length];
        for (int j = 0; j < own.length; j++) {
            sums[own[j]] += distances[i][j];
        }
        double other = Double.POSITIVE_INFINITY;
        for (int segment = 0; segment < sizes.length; segment++) {
            if (segment != own[i] && sizes[segment] > 0) {
                other = Math.min(other, sums[segment] / sizes[segment]);
            }
        }
        final double within = sums[own[i]] / (sizes[own[i]] - 1);
        final double larger = Math.max(within, other);
        return larger == 0 || other == Double.POSITIVE_INFINITY ? 0 : (other - within) / larger;
    }
}
