// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * k-means with restarts, of which the best few are continued by {@link Breathing}. With a single start it is plain k-means in a small table.
 * In a large table the search takes place on a sample, and what it finds is iterated among all rows: see {@link #sampleSize}.
 * The same table, options and seed give the same bytes for any number of threads. O(restarts * iterations * m d k + iterations * n d k), m rows sampled.
 */
public final class KMeans {

    private static final int SAMPLE_LEAST = 8192;
    private static final int SAMPLE_PER_SEGMENT = 128;
    /** With a sample that is no smaller part of the table, little time would be won. */
    private static final int SAMPLE_PART = 4;
    private static final int SAMPLE_STREAM = -1;

    private final KMeansOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public KMeans(final KMeansOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes that the table and everything derived from it take at most during {@link #fit}
     */
    public static long bytes(final long rows, final int dimension, final int segments) {
        final int nearestBytes = 32;
        final long sampled = sampleSize(rows, segments);
        return VectorTable.bytes(rows, dimension) + KMeansSearch.bytes(rows, dimension, segments) + rows * nearestBytes
                + (sampled < rows ? KMeansSearch.bytes(sampled, dimension, segments) : 0);
    }

    /**
     * @return of so many rows those that the search takes place among: all, unless a sample of 128 rows per segment, 8,192 at least, is a quarter of them or less
     */
    static long sampleSize(final long rows, final int segments) {
        final long sampled = Math.max(SAMPLE_LEAST, (long) SAMPLE_PER_SEGMENT * segments);
        return sampled <= rows / SAMPLE_PART ? sampled : rows;
    }

    /**
     * @param table n x d, n at least 1
     * @throws IllegalArgumentException when a value is not finite, or with {@link Metric#COSINE} when a row is neither of length 1 nor zero
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Clustering fit(final VectorTable table) {
        final KMeansSearch all = new KMeansSearch(options, pack(table), workers, monitor);
        final int sampled = (int) sampleSize(table.size(), options.segments());
        if (sampled == table.size()) {
            return finish(all, all.amongAll(), 0);
        }
        final int[] rows = new RandomStream(options.seed(), SAMPLE_STREAM).sample(table.size(), sampled);
        final KMeansSearch sample = new KMeansSearch(options, PackedVectors.of(table, rows, workers, monitor), workers, monitor);
        final float[][] start = sample.onSample();
        return finish(all, start.length < options.segments() ? all.amongAll() : all.settleFromSample(start), sample.iterations());
    }

    /**
     * Starts from given centroids, once, instead of from seeds: what comes out is near them if the rows allow it.
     *
     * @param start k x d finite values for k segments wanted; with {@link Metric#COSINE} their lengths do not count
     */
    Clustering fit(final VectorTable table, final float[][] start) {
        final KMeansSearch all = new KMeansSearch(options, pack(table), workers, monitor);
        final float[][] centroids = Arrays.stream(start).map(float[]::clone).toArray(float[][]::new);
        if (options.metric() == Metric.COSINE) {
            Arrays.stream(centroids).forEach(Vectors::normalize);
        }
        return finish(all, all.settle(centroids, options.maximumIterations()), 0);
    }

    private PackedVectors pack(final VectorTable table) {
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        if (options.metric() == Metric.COSINE) {
            UnitRows.require(table, workers, monitor);
        }
        return packed;
    }

    private Clustering finish(final KMeansSearch all, final float[][] centroids, final int before) {
        return SegmentNumbers.clustering(centroids, all.nearest(centroids), before + all.iterations(), options.segments());
    }
}
