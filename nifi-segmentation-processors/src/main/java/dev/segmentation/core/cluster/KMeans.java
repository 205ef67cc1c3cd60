// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * k-means with restarts, of which the best few are continued by {@link Breathing}. With a single start it is plain k-means.
 * The same table, options and seed give the same bytes for any number of threads. O(restarts * iterations * n d k).
 */
public final class KMeans {

    private static final String STAGE = "k-means restarts";
    private static final String STAGE_BREATHING = "k-means starts continued";
    /** After so many iterations it shows which starts are worth continuing. */
    private static final int SHORT_ITERATIONS = 10;
    private static final int CONTINUED = 3;

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
        final int seedingValues = 4 + (int) Math.log(segments);
        final int sortedPoints = 5;
        final int keptLabels = CONTINUED + 3;
        final int nearestBytes = 32;
        return VectorTable.bytes(rows, dimension) + PackedVectors.bytes(rows, dimension) + Assigner.bytes(rows, dimension, mostCentroids(segments))
                + ClusterSums.bytes(rows, dimension, mostCentroids(segments))
                + rows * ((seedingValues + sortedPoints + keptLabels) * (long) Float.BYTES + nearestBytes);
    }

    private static int mostCentroids(final int segments) {
        return segments + Breathing.FIRST_DEPTH;
    }

    /**
     * @param table n x d, n at least 1
     * @throws IllegalArgumentException when a value is not finite, or with {@link Metric#COSINE} when a row is neither of length 1 nor zero
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Clustering fit(final VectorTable table) {
        final PackedVectors packed = pack(table);
        final Lloyd lloyd = new Lloyd(packed, mostCentroids(options.segments()), options.metric(), workers, monitor);
        final double tolerance = tolerance(packed);
        final int iterations = options.restarts() == 1 ? options.maximumIterations() : Math.min(SHORT_ITERATIONS, options.maximumIterations());
        final List<Partition> starts = new ArrayList<>();
        for (int restart = 0; restart < options.restarts(); restart++) {
            monitor.progress(STAGE, restart, options.restarts());
            final float[][] seeds = seeds(packed, new RandomStream(options.seed(), restart));
            if (seeds.length < options.segments()) {
                return finish(lloyd, seeds);
            }
            starts.add(lloyd.run(seeds, iterations, tolerance));
            starts.sort(Comparator.comparingDouble(Partition::inertia));
            if (starts.size() > CONTINUED) {
                starts.removeLast();
            }
        }
        final Partition best = options.restarts() == 1 ? starts.getFirst() : breathe(starts, lloyd, tolerance);
        return finish(lloyd, lloyd.means(best));
    }

    /**
     * Starts from given centroids, once, instead of from seeds: what comes out is near them if the rows allow it.
     *
     * @param start k x d finite values for k segments wanted; with {@link Metric#COSINE} their lengths do not count
     */
    Clustering fit(final VectorTable table, final float[][] start) {
        final PackedVectors packed = pack(table);
        final Lloyd lloyd = new Lloyd(packed, options.segments(), options.metric(), workers, monitor);
        final float[][] centroids = Arrays.stream(start).map(float[]::clone).toArray(float[][]::new);
        if (options.metric() == Metric.COSINE) {
            Arrays.stream(centroids).forEach(Vectors::normalize);
        }
        return finish(lloyd, lloyd.means(lloyd.run(centroids, options.maximumIterations(), tolerance(packed))));
    }

    private PackedVectors pack(final VectorTable table) {
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        if (options.metric() == Metric.COSINE) {
            UnitRows.require(table, workers, monitor);
        }
        return packed;
    }

    private double tolerance(final PackedVectors packed) {
        return options.tolerance() * packed.sumOfSquares() / packed.size() / packed.dimension();
    }

    private float[][] seeds(final PackedVectors packed, final RandomStream random) {
        return switch (options.seeding()) {
            case GREEDY -> new GreedySeeding(packed, workers, monitor).choose(options.segments(), random);
            case RANDOM -> Arrays.stream(random.sample(packed.size(), Math.min(options.segments(), packed.size()))).mapToObj(packed::exact).toArray(float[][]::new);
        };
    }

    private Partition breathe(final List<Partition> starts, final Lloyd lloyd, final double tolerance) {
        final Breathing breathing = new Breathing(lloyd, options.maximumIterations(), tolerance);
        Partition best = starts.getFirst();
        for (int i = 0; i < starts.size(); i++) {
            monitor.progress(STAGE_BREATHING, i, starts.size());
            final Partition improved = breathing.improve(starts.get(i), new RandomStream(options.seed(), options.restarts() + (long) i));
            if (improved.inertia() < best.inertia()) {
                best = improved;
            }
        }
        return lloyd.run(best.centroids(), options.maximumIterations(), tolerance);
    }

    private Clustering finish(final Lloyd lloyd, final float[][] centroids) {
        return SegmentNumbers.clustering(centroids, lloyd.nearest(centroids), lloyd.iterations(), options.segments());
    }
}
