// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * k-means with greedy k-means++ seeding and restarts, of which the best few are continued by {@link Breathing}. With a
 * single start it is plain k-means++. The same table, options and seed give the same bytes for any number
 * of threads. O(restarts * iterations * n d k).
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
        final int movedPoints = 2;
        final int partitionValues = 3 * (CONTINUED + 3);
        final int nearestBytes = 32;
        return VectorTable.bytes(rows, dimension) + PackedVectors.bytes(rows, dimension) + rows * ((seedingValues + movedPoints + partitionValues) * (long) Float.BYTES + nearestBytes);
    }

    /**
     * @return rows of which no more than so many bytes are needed during {@link #fit}, 0 or more
     */
    public static int rowsWithin(final long bytes, final int dimension, final int segments) {
        final long fixed = bytes(0, dimension, segments);
        final long sample = PackedVectors.BLOCK;
        final long rows = (bytes - fixed) / (bytes(sample, dimension, segments) - fixed) * sample;
        return (int) Math.clamp(rows, 0, Integer.MAX_VALUE - sample);
    }

    /**
     * @param table n x d, n at least 1
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Clustering fit(final VectorTable table) {
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        final GreedySeeding seeding = new GreedySeeding(table, packed, workers, monitor);
        final Lloyd lloyd = new Lloyd(table, packed, workers, monitor);
        final double tolerance = options.tolerance() * meanVariance(packed);
        final int iterations = options.restarts() == 1 ? options.maximumIterations() : Math.min(SHORT_ITERATIONS, options.maximumIterations());
        final List<Partition> starts = new ArrayList<>();
        for (int restart = 0; restart < options.restarts(); restart++) {
            monitor.progress(STAGE, restart, options.restarts());
            final float[][] seeds = seeding.choose(options.segments(), new RandomStream(options.seed(), restart));
            if (seeds.length < options.segments()) {
                return finish(table, packed, seeds, lloyd.iterations());
            }
            starts.add(lloyd.run(seeds, iterations, tolerance));
            starts.sort(Comparator.comparingDouble(Partition::inertia));
            if (starts.size() > CONTINUED) {
                starts.removeLast();
            }
        }
        final Partition best = options.restarts() == 1 ? starts.getFirst() : breathe(starts, lloyd, tolerance);
        // Lloyd's means carry the rounding of centred values: means of equal rows would differ from them by a bit.
        return finish(table, packed, Members.means(table, best.labels(), best.centroids()), lloyd.iterations());
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

    private static double meanVariance(final PackedVectors packed) {
        double sum = 0;
        for (int i = 0; i < packed.size(); i++) {
            sum += packed.squaredNorm(i);
        }
        return sum / packed.size() / packed.dimension();
    }

    private Clustering finish(final VectorTable table, final PackedVectors packed, final float[][] centroids, final int iterations) {
        final Nearest[] nearest = new Assigner(table, packed, centroids.length, workers, monitor).nearest(centroids);
        final int[] labels = new int[nearest.length];
        double inertia = 0;
        for (int i = 0; i < nearest.length; i++) {
            labels[i] = nearest[i].segment();
            inertia += (double) nearest[i].distance() * nearest[i].distance();
        }
        final int[] counts = Members.counts(labels, centroids.length);
        final int[] order = Members.bySize(labels, centroids.length);
        final int[] idOf = new int[centroids.length];
        final int[] sizes = new int[order.length];
        final float[][] ordered = new float[order.length][];
        for (int id = 0; id < order.length; id++) {
            idOf[order[id]] = id;
            sizes[id] = counts[order[id]];
            ordered[id] = centroids[order[id]];
        }
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = new Nearest(idOf[nearest[i].segment()], nearest[i].distance(), nearest[i].confidence());
        }
        return new Clustering(new Centroids(ordered), nearest, sizes, inertia, iterations, options.segments());
    }
}
