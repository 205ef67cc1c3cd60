// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * Greedy k-means++: every next seed is the best of several rows drawn with a probability proportional to their squared
 * distance from the seeds so far. O(n d k log k).
 *
 * @see <a href="https://theory.stanford.edu/~sergei/papers/kMeansPP-soda.pdf">Arthur, Vassilvitskii: k-means++, SODA 2007, section 5</a>
 */
final class GreedySeeding {

    /** Below this many error bounds a distance is computed again, so that equal rows have distance 0. */
    private static final float EXACT_BELOW_ERRORS = 8;

    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;

    GreedySeeding(final PackedVectors packed, final Workers workers, final TrainingMonitor monitor) {
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @param clusters seeds wanted, at least 1
     * @return copies of rows, all different; fewer than wanted when the table has fewer different rows
     */
    float[][] choose(final int clusters, final RandomStream random) {
        final int trials = 2 + (int) Math.log(clusters);
        final float[][] seeds = new float[clusters][];
        final Candidates candidates = new Candidates(trials);
        seeds[0] = packed.exact((int) random.nextLong(packed.size()));
        candidates.start(seeds[0]);
        for (int c = 1; c < clusters; c++) {
            if (candidates.total == 0) {
                return Arrays.copyOf(seeds, c);
            }
            seeds[c] = candidates.next(random);
        }
        return seeds;
    }

    /** Squared distances to the nearest seed, now and as each candidate would make them. */
    private final class Candidates {

        private final int trials;
        private float[] closest = new float[packed.size()];
        private final float[][] trial;
        private final double[][] blockSums;
        private double[] closestSums;
        private double total;
        private final ThreadLocal<float[][]> scores;

        private Candidates(final int trials) {
            this.trials = trials;
            trial = new float[trials][packed.size()];
            blockSums = new double[trials][packed.blocks()];
            closestSums = new double[packed.blocks()];
            scores = ThreadLocal.withInitial(() -> new float[trials][PackedVectors.BLOCK]);
        }

        private void start(final float[] seed) {
            Arrays.fill(closest, Float.POSITIVE_INFINITY);
            measure(new float[][]{seed});
            keep(0);
        }

        private float[] next(final RandomStream random) {
            final float[][] drawn = new float[trials][];
            for (int t = 0; t < trials; t++) {
                drawn[t] = packed.exact(draw(random.nextDouble() * total));
            }
            measure(drawn);
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int t = 0; t < trials; t++) {
                final double sum = Arrays.stream(blockSums[t]).sum();
                if (sum < least) {
                    least = sum;
                    best = t;
                }
            }
            keep(best);
            return drawn[best];
        }

        private void keep(final int best) {
            final float[] replaced = closest;
            closest = trial[best];
            trial[best] = replaced;
            final double[] replacedSums = closestSums;
            closestSums = blockSums[best];
            blockSums[best] = replacedSums;
            total = Arrays.stream(closestSums).sum();
        }

        /** The row at which the running sum of the distances passes the target. */
        private int draw(final double target) {
            double before = 0;
            int last = -1;
            for (int block = 0; block < closestSums.length; block++) {
                if (closestSums[block] == 0) {
                    continue;
                }
                if (before + closestSums[block] <= target) {
                    last = block;
                    before += closestSums[block];
                } else {
                    return drawWithin(block, target - before);
                }
            }
            return drawWithin(last, Double.POSITIVE_INFINITY);
        }

        private int drawWithin(final int block, final double target) {
            double before = 0;
            int last = -1;
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                if (closest[index] > 0) {
                    last = index;
                    before += closest[index];
                    if (before > target) {
                        return index;
                    }
                }
            }
            return last;
        }

        private void measure(final float[][] drawn) {
            final PackedCentroids packedSeeds = packed.pack(drawn);
            workers.forEach(packed.blocks(), block -> {
                monitor.checkCancelled();
                final float[][] local = scores.get();
                packed.score(block, packedSeeds, local);
                for (int t = 0; t < drawn.length; t++) {
                    blockSums[t][block] = measure(block, local[t], drawn[t], packedSeeds, trial[t]);
                }
            });
        }

        private double measure(final int block, final float[] score, final float[] seed, final PackedCentroids packedSeeds, final float[] distances) {
            double sum = 0;
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                float distance = closest[index];
                if (distance > 0) {
                    final float scored = packed.squaredNorm(index) - 2 * score[b];
                    final boolean sure = scored > EXACT_BELOW_ERRORS * packed.scoreError(index, packedSeeds);
                    distance = Math.min(distance, sure ? scored : (float) Vectors.squaredDistance(packed.exact(index), seed));
                }
                distances[index] = distance;
                sum += distance;
            }
            return sum;
        }
    }
}
