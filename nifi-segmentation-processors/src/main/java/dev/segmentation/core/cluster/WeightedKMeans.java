// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * k-means on rows that count several times, or not at all, as in a bootstrap resample: all resamples share one packed copy of the rows. Starts can go on
 * from the centroids of fewer clusters. Distances are float32 and near-ties are not decided again: good enough to compare numbers of clusters.
 * The same bytes for any number of threads.
 */
final class WeightedKMeans {

    private static final int STARTED_CLUSTERS = 120;
    private static final int MOST_STARTS = 20;
    private static final float[][] NONE = {};

    private final VectorTable table;
    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final ThreadLocal<float[][]> scores;

    /**
     * @param packed the packed copy of the table
     * @param mostClusters greatest number of clusters that will be asked for
     */
    WeightedKMeans(final VectorTable table, final PackedVectors packed, final int mostClusters, final Workers workers, final TrainingMonitor monitor) {
        this.table = table;
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        scores = ThreadLocal.withInitial(() -> new float[Math.max(mostClusters, trials(mostClusters))][PackedVectors.BLOCK]);
    }

    /**
     * Several starts, of which the one with the lowest inertia after some iterations goes on: the centroids before plus as many as are missing, and greedy
     * k-means++ anew, since centroids that are kept lead out of no local optimum.
     *
     * @param before centroids of at most k clusters; none for new starts only
     * @param clusters k, no more than there are different rows
     * @param shortIterations assignments per start
     * @param iterations assignments of the better start after that, at most
     */
    Fit fit(final float[][] before, final int clusters, final int[] weights, final int shortIterations, final int iterations, final RandomStream random) {
        Fit best = run(extend(before, clusters, weights, random), weights, shortIterations);
        for (int start = 0; start < newStarts(clusters); start++) {
            final Fit fresh = run(extend(NONE, clusters, weights, random), weights, shortIterations);
            best = fresh.inertia() < best.inertia() ? fresh : best;
        }
        return run(best.centroids(), weights, iterations);
    }

    /** With few clusters a start costs little, and a poor local optimum is a large part of the difference between resamples. */
    static int newStarts(final int clusters) {
        return Math.clamp(STARTED_CLUSTERS / clusters, 1, MOST_STARTS);
    }

    /** Lloyd's iterations; the labels are the nearest of the centroids. A cluster left without rows keeps its centroid. */
    private Fit run(final float[][] seeds, final int[] weights, final int iterations) {
        Fit fit = assign(seeds, weights);
        for (int iteration = 1; iteration < iterations; iteration++) {
            final Fit next = assign(means(fit, weights), weights);
            final boolean same = Arrays.equals(next.labels(), fit.labels());
            fit = next;
            if (same) {
                break;
            }
        }
        return fit;
    }

    private Fit assign(final float[][] centroids, final int[] weights) {
        final PackedCentroids packedCentroids = packed.pack(centroids);
        final Fit fit = new Fit(centroids, new int[packed.size()], new float[packed.size()], new float[packed.size()], new double[packed.blocks()]);
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final float[][] local = scores.get();
            packed.score(block, packedCentroids, local);
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                float best = Float.NEGATIVE_INFINITY;
                float second = Float.NEGATIVE_INFINITY;
                for (int c = 0; c < centroids.length; c++) {
                    final float score = local[c][b];
                    if (score > best) {
                        second = best;
                        best = score;
                        fit.labels[index] = c;
                    } else if (score > second) {
                        second = score;
                    }
                }
                fit.nearest[index] = Math.max(0, packed.squaredNorm(index) - 2 * best);
                fit.second[index] = Math.max(0, packed.squaredNorm(index) - 2 * second);
                fit.blockInertia[block] += (double) weights[index] * fit.nearest[index];
            }
        });
        return fit;
    }

    /** Every mean is summed by one task in the order of the rows. */
    private float[][] means(final Fit fit, final int[] weights) {
        final int[][] members = Members.of(fit.labels, fit.centroids.length);
        final float[][] means = new float[members.length][];
        workers.forEach(members.length, c -> {
            monitor.checkCancelled();
            final double[] sums = new double[table.dimension()];
            final float[] row = new float[table.dimension()];
            long count = 0;
            for (final int index : members[c]) {
                if (weights[index] > 0) {
                    table.copyRow(index, row, 0);
                    count += weights[index];
                    for (int j = 0; j < row.length; j++) {
                        sums[j] += (double) weights[index] * row[j];
                    }
                }
            }
            means[c] = fit.centroids[c].clone();
            for (int j = 0; count > 0 && j < row.length; j++) {
                means[c][j] = (float) (sums[j] / count);
            }
        });
        return means;
    }

    /**
     * Greedy k-means++ that goes on from given centroids.
     *
     * @return k x d: the given ones, then rows
     */
    private float[][] extend(final float[][] before, final int clusters, final int[] weights, final RandomStream random) {
        final float[][] seeds = Arrays.copyOf(before, clusters);
        final float[] closest = new float[packed.size()];
        int chosen = before.length;
        if (chosen == 0) {
            // Before the first seed every row is as far away as any other.
            Arrays.fill(closest, 1);
            seeds[chosen++] = table.row(draw(closest, weights, random));
        }
        System.arraycopy(assign(Arrays.copyOf(seeds, chosen), weights).nearest(), 0, closest, 0, closest.length);
        final int trials = trials(clusters);
        final float[][] drawn = new float[trials][];
        while (chosen < clusters) {
            for (int trial = 0; trial < trials; trial++) {
                drawn[trial] = table.row(draw(closest, weights, random));
            }
            seeds[chosen++] = drawn[approach(closest, drawn, weights)];
        }
        return seeds;
    }

    static int trials(final int clusters) {
        return 2 + (int) Math.log(clusters);
    }

    /**
     * @param closest n squared distances to the nearest centroid; overwritten by what they are once the best of the new ones is added
     * @return the one that leaves the least sum of distances
     */
    private int approach(final float[] closest, final float[][] added, final int[] weights) {
        final PackedCentroids packedCentroids = packed.pack(added);
        final float[][] distances = new float[added.length][closest.length];
        final double[][] sums = new double[added.length][packed.blocks()];
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final float[][] local = scores.get();
            packed.score(block, packedCentroids, local);
            for (int c = 0; c < added.length; c++) {
                for (int b = 0; b < packed.pointsIn(block); b++) {
                    final int index = block * PackedVectors.BLOCK + b;
                    final float distance = Math.min(closest[index], Math.max(0, packed.squaredNorm(index) - 2 * local[c][b]));
                    distances[c][index] = distance;
                    sums[c][block] += (double) weights[index] * distance;
                }
            }
        });
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < added.length; c++) {
            final double sum = Arrays.stream(sums[c]).sum();
            if (sum < least) {
                least = sum;
                best = c;
            }
        }
        System.arraycopy(distances[best], 0, closest, 0, closest.length);
        return best;
    }

    /** A row with a probability proportional to weight times squared distance; any row when all are 0. */
    private static int draw(final float[] distances, final int[] weights, final RandomStream random) {
        double total = 0;
        for (int i = 0; i < distances.length; i++) {
            total += (double) weights[i] * distances[i];
        }
        double left = random.nextDouble() * total;
        int last = (int) random.nextLong(distances.length);
        for (int i = 0; i < distances.length; i++) {
            final double share = (double) weights[i] * distances[i];
            if (share > 0) {
                last = i;
                left -= share;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /**
     * @param centroids k x d
     * @param labels of all n rows, those without weight too: the nearest centroid
     * @param nearest n squared distances from the nearest centroid
     * @param second n squared distances from the second nearest, infinite with one centroid
     */
    record Fit(float[][] centroids, int[] labels, float[] nearest, float[] second, double[] blockInertia) {

        /** Weighted. */
        double inertia() {
            return Arrays.stream(blockInertia).sum();
        }

        /** Mean over all rows of 1 - nearest / second nearest centroid's distance; a row between equal centroids counts 0. */
        double simplifiedSilhouette() {
            double sum = 0;
            for (int i = 0; i < nearest.length; i++) {
                sum += second[i] == 0 ? 0 : 1 - Math.sqrt((double) nearest[i] / second[i]);
            }
            return sum / nearest.length;
        }
    }
}
