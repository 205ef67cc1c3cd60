// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the centroids of points, which may be all rows of a table or a sample: short starts, of which the best few are continued
 * by {@link Breathing}. A single start among all rows is Lloyd's iterations and nothing else.
 */
final class KMeansSearch {

    private static final String STAGE = "k-means restarts";
    private static final String STAGE_BREATHING = "k-means starts continued";
    /** After so many iterations it shows which starts are worth continuing. */
    private static final int SHORT_ITERATIONS = 10;
    private static final int CONTINUED = 3;
    /** After a sample this part of a start's iterations is spent among all rows. */
    private static final int ITERATIONS_PART = 7;
    /** Putting the points in order takes as long as an iteration: so many must there be for it to pay. */
    private static final int LEAST_ORDERED = 7;

    private final KMeansOptions options;
    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final Lloyd lloyd;
    private final double tolerance;

    KMeansSearch(final KMeansOptions options, final PackedVectors packed, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        lloyd = new Lloyd(packed, mostCentroids(options.segments()), options.metric(), workers, monitor);
        tolerance = options.tolerance() * packed.sumOfSquares() / packed.size() / packed.dimension();
    }

    /**
     * @return bytes that a search takes at most, the packed points included
     */
    static long bytes(final long points, final int dimension, final int segments) {
        final int seedingValues = 4 + (int) Math.log(segments);
        final int sortedPoints = 5;
        final int keptLabels = CONTINUED + 3;
        return PackedVectors.bytes(points, dimension) + Assigner.bytes(points, dimension, mostCentroids(segments)) + ClusterSums.bytes(points, dimension, mostCentroids(segments))
                + points * (seedingValues + sortedPoints + keptLabels) * Float.BYTES;
    }

    private static int mostCentroids(final int segments) {
        return segments + Breathing.FIRST_DEPTH;
    }

    /**
     * @return k x d means of the points of each cluster; or fewer, all different points, where k were wanted
     */
    float[][] amongAll() {
        final float[][] found = options.restarts() == 1 ? seeds(0) : search(breathing());
        return found.length < options.segments() ? found : settle(found, options.maximumIterations());
    }

    /**
     * As {@link #amongAll} for points that stand for others: what is found is not iterated to the end, and a single start is led on too, briefly.
     */
    float[][] onSample() {
        return search(options.restarts() == 1 ? Breathing.brief(lloyd, options.maximumIterations(), tolerance) : breathing());
    }

    private Breathing breathing() {
        return new Breathing(lloyd, options.maximumIterations(), tolerance);
    }

    /**
     * @param centroids k x d, where to begin
     * @param iterations at most
     * @return k x d means of the points of each cluster, summed afresh
     */
    float[][] settle(final float[][] centroids, final int iterations) {
        return lloyd.means(lloyd.run(centroids, iterations, tolerance));
    }

    /**
     * As {@link #settle}, from centroids found {@link #onSample}.
     */
    float[][] settleFromSample(final float[][] centroids) {
        final int iterations = Math.ceilDiv(options.maximumIterations(), ITERATIONS_PART);
        if (iterations < LEAST_ORDERED) {
            lloyd.keepOrder();
        }
        return settle(centroids, iterations);
    }

    /**
     * @return for every row of the table what {@link Centroids#nearest} finds; all rows must have been packed
     */
    Nearest[] nearest(final float[][] centroids) {
        return lloyd.nearest(centroids);
    }

    /**
     * @return assignments made so far
     */
    int iterations() {
        return lloyd.iterations();
    }

    private float[][] search(final Breathing breathing) {
        final List<Partition> starts = new ArrayList<>();
        for (int restart = 0; restart < options.restarts(); restart++) {
            monitor.progress(STAGE, restart, options.restarts());
            final float[][] seeds = seeds(restart);
            if (seeds.length < options.segments()) {
                return seeds;
            }
            starts.add(lloyd.run(seeds, Math.min(SHORT_ITERATIONS, options.maximumIterations()), tolerance));
            starts.sort(Comparator.comparingDouble(Partition::inertia));
            if (starts.size() > CONTINUED) {
                starts.removeLast();
            }
        }
        return breathe(starts, breathing).centroids();
    }

    private float[][] seeds(final int restart) {
        final RandomStream random = new RandomStream(options.seed(), restart);
        return switch (options.seeding()) {
            case GREEDY -> new GreedySeeding(packed, workers, monitor).choose(options.segments(), random);
            case RANDOM -> Arrays.stream(random.sample(packed.size(), Math.min(options.segments(), packed.size()))).mapToObj(packed::exact).toArray(float[][]::new);
        };
    }

    private Partition breathe(final List<Partition> starts, final Breathing breathing) {
        Partition best = starts.getFirst();
        for (int i = 0; i < starts.size(); i++) {
            monitor.progress(STAGE_BREATHING, i, starts.size());
            final Partition improved = breathing.improve(starts.get(i), new RandomStream(options.seed(), options.restarts() + (long) i));
            if (improved.inertia() < best.inertia()) {
                best = improved;
            }
        }
        return best;
    }
}
