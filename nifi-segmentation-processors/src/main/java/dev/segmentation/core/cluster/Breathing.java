// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Leads a partition out of its local optimum: adds centroids where the error is greatest, lets all settle, takes as many
 * away where they are missed least, and lets the rest settle. When that does not lower the inertia, fewer are added next time.
 *
 * @see <a href="https://arxiv.org/abs/2006.15666">Fritzke: The breathing k-means algorithm, 2020</a>
 */
final class Breathing {

    /** Centroids added at most. */
    static final int FIRST_DEPTH = 5;
    /** Below the rounding of an inertia, and below what is worth another breath. */
    private static final double LEAST_GAIN = 1e-5;

    /** Settling in between need not be complete. */
    private static final int ITERATIONS_BETWEEN = 10;
    private static final int BRIEF_ITERATIONS = 5;
    private static final int BRIEF_BREATHS = 2;

    private final Lloyd lloyd;
    private final int breaths;
    private final int iterationsBetween;
    private final int maximumIterations;
    private final double tolerance;

    /**
     * @param maximumIterations as for {@link Lloyd#run}
     * @param tolerance as for {@link Lloyd#run}
     */
    Breathing(final Lloyd lloyd, final int maximumIterations, final double tolerance) {
        this(lloyd, Integer.MAX_VALUE, ITERATIONS_BETWEEN, maximumIterations, tolerance);
    }

    private Breathing(final Lloyd lloyd, final int breaths, final int iterationsBetween, final int maximumIterations, final double tolerance) {
        this.lloyd = lloyd;
        this.breaths = breaths;
        this.iterationsBetween = iterationsBetween;
        this.maximumIterations = maximumIterations;
        this.tolerance = tolerance;
    }

    /**
     * @return one that stops after two breaths of five iterations: most of what can be gained, in a small part of the time
     */
    static Breathing brief(final Lloyd lloyd, final int maximumIterations, final double tolerance) {
        final int iterations = Math.min(BRIEF_ITERATIONS, maximumIterations);
        return new Breathing(lloyd, BRIEF_BREATHS, iterations, iterations, tolerance);
    }

    /**
     * @param partition k centroids
     * @return a partition of k centroids whose inertia is not greater
     */
    Partition improve(final Partition partition, final RandomStream random) {
        Partition best = partition;
        int depth = Math.min(FIRST_DEPTH, partition.centroids().length - 1);
        for (int breath = 0; breath < breaths && depth > 0; breath++) {
            final float[][] more = inhale(best, depth, random);
            final Partition inhaled = lloyd.run(more, Math.min(iterationsBetween, maximumIterations), tolerance);
            final Partition exhaled = lloyd.run(exhale(inhaled.centroids(), lloyd.losses(inhaled), more.length - best.centroids().length), maximumIterations, tolerance);
            if (exhaled.inertia() < best.inertia() * (1 - LEAST_GAIN)) {
                best = exhaled;
            } else {
                depth--;
            }
        }
        return best;
    }

    /** The centroids with the greatest errors are each joined by one of their members, if they have any. */
    private float[][] inhale(final Partition partition, final int depth, final RandomStream random) {
        final int clusters = partition.centroids().length;
        final int[] counts = new int[clusters];
        for (final int label : partition.labels()) {
            counts[label]++;
        }
        final int[] order = ascending(partition.errors());
        final float[][] more = Arrays.copyOf(partition.centroids(), clusters + depth);
        int size = clusters;
        for (int i = 0; i < depth; i++) {
            final int cluster = order[clusters - 1 - i];
            if (counts[cluster] > 0) {
                more[size++] = lloyd.row(member(partition.labels(), cluster, random.nextLong(counts[cluster])));
            }
        }
        return Arrays.copyOf(more, size);
    }

    /** Those go whose points lose least by moving to their second nearest centroid; the nearest neighbour of one that goes stays. */
    private static float[][] exhale(final float[][] centroids, final double[] losses, final int depth) {
        final boolean[] stays = new boolean[centroids.length];
        final boolean[] goes = new boolean[centroids.length];
        int gone = 0;
        for (final int cluster : ascending(losses)) {
            if (gone < depth && !stays[cluster]) {
                goes[cluster] = true;
                gone++;
                stays[neighbour(centroids, goes, cluster)] = true;
            }
        }
        for (final int cluster : ascending(losses)) {
            if (gone < depth && !goes[cluster]) {
                goes[cluster] = true;
                gone++;
            }
        }
        return without(centroids, goes);
    }

    /** The last ones take the places of those that go: what is known about the others remains true. */
    private static float[][] without(final float[][] centroids, final boolean[] goes) {
        final float[][] kept = centroids.clone();
        int end = centroids.length;
        for (int c = 0; c < end; c++) {
            while (c < end && goes[c]) {
                end--;
                kept[c] = centroids[end];
                goes[c] = goes[end];
            }
        }
        return Arrays.copyOf(kept, end);
    }

    private static int neighbour(final float[][] centroids, final boolean[] goes, final int cluster) {
        int neighbour = cluster;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centroids.length; c++) {
            if (!goes[c]) {
                final double distance = Vectors.squaredDistance(centroids[c], centroids[cluster]);
                if (distance < least) {
                    least = distance;
                    neighbour = c;
                }
            }
        }
        return neighbour;
    }

    private static int member(final int[] labels, final int cluster, final long position) {
        long before = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == cluster && before++ == position) {
                return i;
            }
        }
        throw new IllegalArgumentException("cluster " + cluster + " has no member " + position);
    }

    private static int[] ascending(final double[] values) {
        return IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(c -> values[c])).mapToInt(Integer::intValue).toArray();
    }
}
