// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Assigns every point to its nearest centroid, again and again while the centroids move. The blocked kernel scores a block of points
 * against a centroid in float32; where its error bound leaves more than one candidate, their distances are computed directly in double.
 * So the result is the one of a naive search in double, ties going to the lowest index, at the kernel's speed.
 *
 * <p>The scores are remembered, and with them how far their centroid has moved since. The triangle inequality then tells for a whole block
 * that a centroid cannot have become the nearest of any of its points, and the kernel is not called: Elkan's bounds on tiles of the distance
 * matrix. When points that are alike stand side by side (see {@link PackedVectors#reorder}) most tiles are left out after a few iterations.
 * Memory: see {@link #bytes}.</p>
 *
 * @see <a href="https://cdn.aaai.org/ICML/2003/ICML03-022.pdf">Elkan: Using the triangle inequality to accelerate k-means, ICML 2003</a>
 */
final class Assigner {

    /** Points are sorted by pairs of clusters. */
    private static final int MOST_REMEMBERED = 2048;
    private static final int BLOCK = PackedVectors.BLOCK;
    private static final double NEVER = Double.NEGATIVE_INFINITY;
    /** Room for the rounding of sums of a few terms. */
    private static final double ROUNDING = 1 + 0x1p-20;
    /** Beyond this squared length a bound might overflow. */
    private static final float LONGEST_SQUARED = 1e30f;

    private final PackedVectors packed;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final boolean remembers;
    private final float[][][] scores;
    private final double[][] scoredAt;
    private final int[] labels;
    private final Queue<Scan> idle = new ConcurrentLinkedQueue<>();
    private float[][] centroids = new float[0][];
    private PackedCentroids packedCentroids;
    private double[] travelled = new double[0];
    private double longest;

    /**
     * @param clusters greatest number of centroids that are to be remembered: more are compared in full every time
     */
    Assigner(final PackedVectors packed, final int clusters, final Workers workers, final TrainingMonitor monitor) {
        this(packed, remembers(packed.dimension(), clusters) && packed.longestSquared() < LONGEST_SQUARED, workers, monitor);
    }

    private Assigner(final PackedVectors packed, final boolean remembers, final Workers workers, final TrainingMonitor monitor) {
        this.packed = packed;
        this.workers = workers;
        this.monitor = monitor;
        this.remembers = remembers;
        scores = new float[packed.blocks()][0][];
        scoredAt = new double[packed.blocks()][0];
        labels = new int[packed.size()];
    }

    /**
     * @return one that remembers nothing, for points that are compared once: they may be packed anew between calls
     */
    static Assigner once(final PackedVectors packed, final Workers workers, final TrainingMonitor monitor) {
        return new Assigner(packed, false, workers, monitor);
    }

    /**
     * @return bytes that the labels and the remembered scores take: the scores no more than the points themselves
     */
    static long bytes(final long rows, final int dimension, final int clusters) {
        final long rounded = (rows + BLOCK - 1) / BLOCK * BLOCK;
        return rows * Integer.BYTES + (remembers(dimension, clusters) ? rounded * clusters * Float.BYTES : 0);
    }

    private static boolean remembers(final int dimension, final int clusters) {
        return clusters <= Math.min(dimension, MOST_REMEMBERED);
    }

    /**
     * @return whether the order of the points makes a difference to the speed
     */
    boolean remembers() {
        return remembers;
    }

    /**
     * @return n labels as the last call of {@link #assign} found them, not a copy; when changed, they tell the next call what is likely
     */
    int[] labels() {
        return labels;
    }

    /**
     * Labels every point with its nearest centroid.
     *
     * @param next k x d, not copied, must not change afterwards; compared with those of the call before: a centroid that has not moved costs nothing
     */
    void assign(final float[][] next) {
        move(next);
        forEachBlock(scan -> {
            scan.scoreRivals(scan.best);
            scan.label();
        });
    }

    /**
     * The distances after {@link #assign}, to float32 precision.
     *
     * @param first n squared distances from the nearest centroid, overwritten
     * @param second n squared distances from the second nearest centroid, overwritten; infinite with one centroid
     */
    void measure(final float[] first, final float[] second) {
        forEachBlock(scan -> {
            scan.scoreRivals(scan.best);
            scan.scoreRivals(scan.second);
            for (int b = 0; b < scan.points; b++) {
                final int index = scan.offset + b;
                first[index] = Math.max(0, packed.squaredNorm(index) - 2 * scan.best[b]);
                second[index] = Math.max(0, packed.squaredNorm(index) - 2 * scan.second[b]);
            }
        });
    }

    /**
     * Finds for every point what {@link Centroids#nearest} finds.
     *
     * @param next as for {@link #assign}
     */
    Nearest[] nearest(final float[][] next) {
        move(next);
        final Nearest[] result = new Nearest[packed.size()];
        forEachBlock(scan -> {
            scan.scoreRivals(scan.best);
            scan.scoreRivals(scan.second);
            for (int b = 0; b < scan.points; b++) {
                result[scan.offset + b] = scan.nearest(b, scan.second[b] - 2 * scan.error[b]);
            }
        });
        return result;
    }

    /**
     * Finds where every point lies relative to its own centroid, whichever is nearest. For a point without one: how far the nearest is.
     *
     * @param next as for {@link #assign}
     * @param own n labels, -1..k-1
     */
    Nearest[] own(final float[][] next, final int[] own) {
        move(next);
        final Nearest[] result = new Nearest[packed.size()];
        forEachBlock(scan -> {
            scan.scoreRivals(scan.best);
            scan.scoreRivals(scan.second);
            for (int b = 0; b < scan.points; b++) {
                result[scan.offset + b] = scan.own(b, own[scan.offset + b]);
            }
        });
        return result;
    }

    /**
     * Orders the points by their label and by the label that is next likely, as {@link #assign} has found them, and forgets the scores.
     *
     * @return for every new position the position that the point has had
     */
    int[] order() {
        final int clusters = centroids.length;
        final int[] keys = new int[labels.length];
        forEachBlock(scan -> {
            for (int b = 0; b < scan.points; b++) {
                final int label = labels[scan.offset + b];
                keys[scan.offset + b] = label * clusters + scan.best(b, label);
            }
        });
        final int[] order = CountingSort.indexes(keys, clusters * clusters);
        final int[] before = labels.clone();
        Arrays.setAll(labels, i -> before[order[i]]);
        for (final double[] block : scoredAt) {
            Arrays.fill(block, NEVER);
        }
        return order;
    }

    private void forEachBlock(final Consumer<Scan> work) {
        workers.forEach(packed.blocks(), block -> {
            monitor.checkCancelled();
            final Scan reused = idle.poll();
            final Scan scan = reused == null ? new Scan() : reused;
            scan.begin(block);
            work.accept(scan);
            idle.add(scan);
        });
    }

    private void move(final float[][] next) {
        if (next.length > travelled.length) {
            travelled = Arrays.copyOf(travelled, next.length);
        }
        for (int c = 0; c < Math.min(centroids.length, next.length); c++) {
            final double distance = Math.sqrt(Vectors.squaredDistance(centroids[c], next[c]));
            if (distance > 0) {
                travelled[c] = Math.nextUp(travelled[c] + distance);
            }
        }
        for (final double[] block : scoredAt) {
            Arrays.fill(block, Math.min(centroids.length, block.length), block.length, NEVER);
        }
        centroids = next;
        packedCentroids = packed.pack(next);
        longest = Math.max(longest, packedCentroids.longest());
    }

    /** The work on one block. A centroid is current when its remembered scores are those of where it is now. */
    private final class Scan {

        private final float[] best = new float[BLOCK];
        private final float[] second = new float[BLOCK];
        private final float[] error = new float[BLOCK];
        private final float[] limit = new float[BLOCK];
        private final float[] reach = new float[BLOCK];
        private final float[] vector = new float[packed.dimension()];
        private float[][] rows = new float[0][];
        private double[] at = new double[0];
        private boolean[] current = new boolean[0];
        private int[] chosen = new int[0];
        private int chosenCount;
        private int block;
        private int offset;
        private int points;

        /** Scores what is near for sure: the centroids that the block's points belonged to. */
        private void begin(final int newBlock) {
            block = newBlock;
            offset = block * BLOCK;
            points = packed.pointsIn(block);
            makeRoom();
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(second, Float.NEGATIVE_INFINITY);
            packed.scoreErrors(block, longest, error);
            for (int c = 0; c < centroids.length; c++) {
                current[c] = remembers && at[c] == travelled[c];
                if (current[c]) {
                    fold(rows[c], best, second);
                }
            }
            chooseLabels();
            score();
        }

        private void chooseLabels() {
            for (int b = 0; b < points; b++) {
                choose(Math.min(labels[offset + b], centroids.length - 1));
            }
        }

        private void makeRoom() {
            if (remembers) {
                if (scores[block].length < centroids.length) {
                    final int known = scoredAt[block].length;
                    scores[block] = Arrays.copyOf(scores[block], centroids.length);
                    scoredAt[block] = Arrays.copyOf(scoredAt[block], centroids.length);
                    Arrays.fill(scoredAt[block], known, centroids.length, NEVER);
                }
                rows = scores[block];
                at = scoredAt[block];
            } else if (rows.length < centroids.length) {
                rows = Arrays.copyOf(rows, centroids.length);
                at = new double[centroids.length];
            }
            if (current.length < centroids.length) {
                current = new boolean[centroids.length];
                chosen = new int[centroids.length];
            }
        }

        /** Scores every centroid that might be nearer to some point than the one with the given score. */
        private void scoreRivals(final float[] scoresToBeat) {
            if (remembers) {
                packed.reach(block, scoresToBeat, error, limit, reach);
                Arrays.fill(limit, points, BLOCK, Float.POSITIVE_INFINITY);
                Arrays.fill(reach, points, BLOCK, 0);
            }
            for (int c = 0; c < centroids.length; c++) {
                if (!current[c] && (!remembers || at[c] == NEVER || mayReach(rows[c], (float) ((travelled[c] - at[c]) * ROUNDING)))) {
                    choose(c);
                }
            }
            score();
        }

        /**
         * A point at distance r from what is to be beaten is at least sqrt(|x|^2 - 2 score) - moved away from the centroid.
         * That is not below r unless score + r moved + moved^2 / 2 reaches |x|^2 / 2 - r^2 / 2, the score to be beaten.
         */
        private boolean mayReach(final float[] row, final float moved) {
            return !(greatestExcess(row, reach, limit, moved, moved * moved / 2) < 0);
        }

        private void choose(final int c) {
            if (!current[c]) {
                current[c] = true;
                chosen[chosenCount++] = c;
            }
        }

        private void score() {
            // The kernel takes whole groups: what there is room for is scored too.
            for (int c = 0; c < centroids.length && chosenCount % PackedVectors.CENTROIDS != 0; c++) {
                choose(c);
            }
            if (chosenCount > 0) {
                scoreChosen();
            }
        }

        private void scoreChosen() {
            for (int i = 0; i < chosenCount; i++) {
                final int c = chosen[i];
                if (rows[c] == null) {
                    rows[c] = new float[BLOCK];
                }
                at[c] = travelled[c];
            }
            packed.score(block, packedCentroids, chosen, chosenCount, rows);
            for (int i = 0; i < chosenCount; i++) {
                fold(rows[chosen[i]], best, second);
            }
            chosenCount = 0;
        }

        private void label() {
            for (int b = 0; b < points; b++) {
                final int label = Math.min(labels[offset + b], centroids.length - 1);
                final boolean sure = best[b] - second[b] > 2 * error[b];
                labels[offset + b] = sure && rows[label][b] == best[b] ? label : label(b, sure);
            }
        }

        private int label(final int b, final boolean sure) {
            return sure ? best(b, -1) : nearest(b, best[b] - 2 * error[b]).segment();
        }

        /** The centroid with the greatest score, leaving one out; 0 when there is no other. */
        private int best(final int b, final int except) {
            int label = 0;
            float greatest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < centroids.length; c++) {
                if (current[c] && c != except && rows[c][b] > greatest) {
                    greatest = rows[c][b];
                    label = c;
                }
            }
            return label;
        }

        /** Exact distances to the centroids whose score is not below the given one, or not comparable with it. */
        private Nearest nearest(final int b, final float leastScore) {
            packed.copyExact(offset + b, vector);
            int nearest = 0;
            double nearestDistance = Double.POSITIVE_INFINITY;
            double secondDistance = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centroids.length; c++) {
                if (!current[c] || rows[c][b] < leastScore) {
                    continue;
                }
                final double distance = Vectors.squaredDistance(vector, centroids[c]);
                if (distance < nearestDistance) {
                    secondDistance = nearestDistance;
                    nearestDistance = distance;
                    nearest = c;
                } else if (distance < secondDistance) {
                    secondDistance = distance;
                }
            }
            return Nearest.of(nearest, nearestDistance, secondDistance);
        }

        /** The nearest two are among those scored, so the nearest other one is. */
        private Nearest own(final int b, final int own) {
            float greatest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < centroids.length; c++) {
                greatest = current[c] && c != own ? Math.max(greatest, rows[c][b]) : greatest;
            }
            packed.copyExact(offset + b, vector);
            double other = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centroids.length; c++) {
                if (current[c] && c != own && !(rows[c][b] < greatest - 2 * error[b])) {
                    other = Math.min(other, Vectors.squaredDistance(vector, centroids[c]));
                }
            }
            return own == Members.NOISE ? Nearest.noise(other) : Nearest.of(own, Vectors.squaredDistance(vector, centroids[own]), other);
        }
    }

    /** Without a branch, so that it becomes vector instructions; which centroid it was is asked later, and seldom. */
    private static void fold(final float[] row, final float[] best, final float[] second) {
        for (int b = 0; b < BLOCK; b++) {
            final float score = row[b];
            final float greatest = best[b];
            second[b] = Math.max(second[b], Math.min(greatest, score));
            best[b] = Math.max(greatest, score);
        }
    }

    private static float greatestExcess(final float[] row, final float[] reach, final float[] limit, final float moved, final float halfSquare) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int b = 0; b < BLOCK; b++) {
            greatest = Math.max(greatest, row[b] + reach[b] * moved + halfSquare - limit[b]);
        }
        return greatest;
    }
}
