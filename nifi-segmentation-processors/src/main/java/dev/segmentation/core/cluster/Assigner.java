// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * Assigns every row of a table to its nearest centroid. The blocked kernel scores all pairs in float32; where its error
 * bound leaves more than one candidate, their distances are computed directly in double. So the result is the one of a
 * naive search in double, ties going to the lowest index, at the kernel's speed.
 */
final class Assigner {

    private final VectorTable table;
    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final double[] blockInertia;
    private final ThreadLocal<Scratch> scratch;

    /**
     * @param packed the packed copy of the table
     * @param centroidCount greatest number of centroids that will be given
     */
    Assigner(final VectorTable table, final PackedVectors packed, final int centroidCount, final Workers workers, final TrainingMonitor monitor) {
        this.table = table;
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        blockInertia = new double[packed.blocks()];
        scratch = ThreadLocal.withInitial(() -> new Scratch(centroidCount, table.dimension()));
    }

    /**
     * @param centroids k x d
     * @param labels n labels, overwritten
     * @param first n squared distances from the nearest centroid, overwritten, to float32 precision
     * @param second n squared distances from the second nearest centroid, overwritten, to float32 precision
     * @return the sum of squared distances, to float32 precision
     */
    double assign(final float[][] centroids, final int[] labels, final float[] first, final float[] second) {
        final PackedCentroids packedCentroids = packed.pack(centroids);
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final Scratch local = scratch.get();
            local.scan(packed, block, packedCentroids);
            double inertia = 0;
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                final float error = 2 * packed.scoreError(index, packedCentroids);
                if (local.best[b] - local.second[b] > error) {
                    labels[index] = local.label[b];
                } else {
                    labels[index] = nearest(local, index, b, centroids, local.best[b] - error).segment();
                }
                first[index] = Math.max(0, packed.squaredNorm(index) - 2 * local.best[b]);
                second[index] = Math.max(0, packed.squaredNorm(index) - 2 * local.second[b]);
                inertia += first[index];
            }
            blockInertia[block] = inertia;
        });
        return Arrays.stream(blockInertia).sum();
    }

    /**
     * Finds for every row what {@link Centroids#nearest} finds.
     *
     * @param centroids k x d
     */
    Nearest[] nearest(final float[][] centroids) {
        final PackedCentroids packedCentroids = packed.pack(centroids);
        final Nearest[] result = new Nearest[table.size()];
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final Scratch local = scratch.get();
            local.scan(packed, block, packedCentroids);
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                result[index] = nearest(local, index, b, centroids, local.second[b] - 2 * packed.scoreError(index, packedCentroids));
            }
        });
        return result;
    }

    /**
     * Where every row lies relative to its own centroid, whichever is nearest. For a row without one: how far the nearest is.
     *
     * @param centroids k x d
     * @param labels n labels, -1..k-1
     */
    Nearest[] own(final float[][] centroids, final int[] labels) {
        final PackedCentroids packedCentroids = packed.pack(centroids);
        final Nearest[] result = new Nearest[table.size()];
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final Scratch local = scratch.get();
            packed.score(block, packedCentroids, local.scores);
            for (int b = 0; b < packed.pointsIn(block); b++) {
                final int index = block * PackedVectors.BLOCK + b;
                result[index] = own(local, index, b, centroids, labels[index], 2 * packed.scoreError(index, packedCentroids));
            }
        });
        return result;
    }

    private Nearest own(final Scratch local, final int index, final int b, final float[][] centroids, final int label, final float error) {
        float best = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < centroids.length; c++) {
            best = c == label ? best : Math.max(best, local.scores[c][b]);
        }
        table.copyRow(index, local.row, 0);
        double other = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centroids.length; c++) {
            if (c != label && !(local.scores[c][b] < best - error)) {
                other = Math.min(other, Vectors.squaredDistance(local.row, centroids[c]));
            }
        }
        return label == Members.NOISE ? Nearest.noise(other) : Nearest.of(label, Vectors.squaredDistance(local.row, centroids[label]), other);
    }

    /** Exact distances to the centroids whose score is not below the given one, or not comparable with it. */
    private Nearest nearest(final Scratch local, final int index, final int b, final float[][] centroids, final float leastScore) {
        table.copyRow(index, local.row, 0);
        int best = 0;
        double bestDistance = Double.POSITIVE_INFINITY;
        double secondDistance = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centroids.length; c++) {
            if (local.scores[c][b] < leastScore) {
                continue;
            }
            final double distance = Vectors.squaredDistance(local.row, centroids[c]);
            if (distance < bestDistance) {
                secondDistance = bestDistance;
                bestDistance = distance;
                best = c;
            } else if (distance < secondDistance) {
                secondDistance = distance;
            }
        }
        return Nearest.of(best, bestDistance, secondDistance);
    }

    /** Working memory of one thread. */
    private static final class Scratch {

        private final float[][] scores;
        private final float[] row;
        private final float[] best = new float[PackedVectors.BLOCK];
        private final float[] second = new float[PackedVectors.BLOCK];
        private final int[] label = new int[PackedVectors.BLOCK];

        private Scratch(final int centroids, final int dimension) {
            scores = new float[centroids][PackedVectors.BLOCK];
            row = new float[dimension];
        }

        private void scan(final PackedVectors packed, final int block, final PackedCentroids centroids) {
            packed.score(block, centroids, scores);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(second, Float.NEGATIVE_INFINITY);
            Arrays.fill(label, 0);
            for (int c = 0; c < centroids.size(); c++) {
                scan(scores[c], c);
            }
        }

        private void scan(final float[] row, final int centroid) {
            for (int b = 0; b < PackedVectors.BLOCK; b++) {
                final float score = row[b];
                if (score > best[b]) {
                    second[b] = best[b];
                    best[b] = score;
                    label[b] = centroid;
                } else if (score > second[b]) {
                    second[b] = score;
                }
            }
        }
    }
}
