// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * k-means in small steps: each batch of rows pulls its nearest centroids towards it, a centroid less the more rows it has seen. So only a
 * sample and a batch need to be in memory. Several starts are compared on rows held back from the sample and the best is
 * led out of its local optimum by {@link Breathing}; centroids that attract next to
 * nothing are moved to rows that are badly represented; the smoothed inertia of the batches tells when no more is to be gained.
 * The same rows, options and seed give the same bytes for any number of threads. O(k d) per row and step.
 *
 * <p>Either {@link #fit}, or {@link #start}, {@link #partialFit} as often as there are batches, {@link #finish}. Not safe for several threads.</p>
 *
 * @see <a href="https://doi.org/10.1145/1772690.1772862">Sculley: Web-scale k-means clustering, WWW 2010</a>
 */
public final class MiniBatchKMeans {

    private static final String STAGE = "mini-batch k-means";
    private static final int SAMPLE_BATCHES = 3;
    private static final int SAMPLE_ROWS_PER_SEGMENT = 30;
    /** Every so many rows of the sample are held back. */
    private static final int HELD_BACK = 3;
    private static final int START_ITERATIONS = 5;
    private static final int ASSIGNED_AT_ONCE = 32 * PackedVectors.BLOCK;
    /** Random streams: the starts' are numbered from 0. */
    private static final long SAMPLE_STREAM = -2;
    private static final long BATCH_STREAM = -3;
    private static final long MOVE_STREAM = -4;

    private final MiniBatchOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;
    private final RandomStream moves;
    private MovingCentroids centroids;
    private SmoothedInertia inertia;
    private long steps;

    public MiniBatchKMeans(final MiniBatchOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
        moves = new RandomStream(options.seed(), MOVE_STREAM);
    }

    /**
     * @return bytes that the table and everything derived from it take at most during {@link #fit}
     */
    public static long bytes(final long rows, final int dimension, final MiniBatchOptions options) {
        final int nearestBytes = 32;
        final long sample = KMeans.bytes(Math.min(rows, sampleSize(options)), dimension, options.segments());
        final long batches = PackedVectors.bytes(Math.min(rows, options.batchSize()), dimension) + PackedVectors.bytes(Math.min(rows, ASSIGNED_AT_ONCE), dimension);
        final long centroids = 4L * Double.BYTES * options.segments() * dimension;
        return VectorTable.bytes(rows, dimension) + sample + batches + centroids + rows * nearestBytes;
    }

    /**
     * @return rows that {@link #start} makes good use of
     */
    public int sampleSize() {
        return sampleSize(options);
    }

    private static int sampleSize(final MiniBatchOptions options) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE - PackedVectors.BLOCK,
                Math.max((long) SAMPLE_BATCHES * options.batchSize(), (long) SAMPLE_ROWS_PER_SEGMENT * options.segments())));
    }

    /**
     * Chooses the first centroids.
     *
     * @param sample n x d finite values, a random sample of the rows to come, n at least 1
     * @param rows rows in all, at least 1: over how many the inertia is smoothed
     * @throws IllegalArgumentException when a value is not finite
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public void start(final VectorTable sample, final long rows) {
        final int[] all = new int[sample.size()];
        Arrays.setAll(all, i -> i);
        final boolean enough = sample.size() >= 2 * HELD_BACK * options.segments();
        final PackedVectors held = PackedVectors.of(sample, enough ? Arrays.stream(all).filter(i -> i % HELD_BACK == 0).toArray() : all, workers, monitor);
        final PackedVectors rest = enough ? PackedVectors.of(sample, Arrays.stream(all).filter(i -> i % HELD_BACK != 0).toArray(), workers, monitor) : held;
        final GreedySeeding seeding = new GreedySeeding(rest, workers, monitor);
        final Lloyd lloyd = new Lloyd(rest, options.segments(), Metric.EUCLIDEAN, workers, monitor);
        final Assigner judge = Assigner.once(held, workers, monitor);
        Partition best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < options.starts(); start++) {
            final float[][] seeds = seeding.choose(options.segments(), new RandomStream(options.seed(), start));
            final Partition settled = lloyd.run(seeds, START_ITERATIONS, 0);
            final double found = inertia(held, judge, settled.centroids());
            if (best == null || found < least) {
                least = found;
                best = settled;
            }
        }
        final Partition breathed = new Breathing(lloyd, START_ITERATIONS, 0).improve(best, new RandomStream(options.seed(), options.starts()));
        best = inertia(held, judge, breathed.centroids()) < least ? breathed : best;
        begin(best, rows);
    }

    private void begin(final Partition first, final long rows) {
        final long[] given = new long[first.centroids().length];
        for (final int label : first.labels()) {
            given[label]++;
        }
        centroids = new MovingCentroids(first.centroids(), given);
        inertia = new SmoothedInertia(2.0 * options.batchSize() / (rows + 1.0), options.patience());
        steps = 0;
    }

    private double inertia(final PackedVectors points, final Assigner assigner, final float[][] places) {
        assigner.assign(places);
        final ClusterSums sums = new ClusterSums(points, places.length, workers, monitor);
        sums.update(assigner.labels());
        return sums.inertia(places);
    }

    /**
     * Takes one step.
     *
     * @param batch rows x d finite values, at least 1 row
     * @return true once the smoothed inertia has settled: more batches are not worth their time
     * @throws IllegalArgumentException when a value is not finite or the dimension is not the sample's
     * @throws IllegalStateException before {@link #start}
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public boolean partialFit(final VectorTable batch) {
        if (centroids == null) {
            throw new IllegalStateException("not started");
        }
        if (batch.dimension() != centroids.dimension()) {
            throw new IllegalArgumentException("the batch has dimension " + batch.dimension() + ", the sample had " + centroids.dimension());
        }
        final PackedVectors packed = PackedVectors.of(batch, workers, monitor);
        return step(packed, Assigner.once(packed, workers, monitor));
    }

    /**
     * @return the centroids as they are now; fewer than the segments wanted when the sample had fewer different rows
     * @throws IllegalStateException before {@link #start}
     */
    public Centroids finish() {
        if (centroids == null) {
            throw new IllegalStateException("not started");
        }
        return new Centroids(centroids.toFloats());
    }

    /**
     * Draws batches from a table until the smoothed inertia settles, then assigns every row.
     *
     * @param table n x d finite values, n at least 1
     * @return segments by descending size, those without rows left out
     * @throws IllegalArgumentException when a value is not finite
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Clustering fit(final VectorTable table) {
        start(sample(table), table.size());
        return draw(table);
    }

    /**
     * Starts from given centroids instead of from seeds.
     *
     * @param start k x d finite values for k segments wanted
     */
    Clustering fit(final VectorTable table, final float[][] start) {
        final PackedVectors sample = PackedVectors.of(sample(table), workers, monitor);
        begin(new Lloyd(sample, options.segments(), Metric.EUCLIDEAN, workers, monitor).run(start, START_ITERATIONS, 0), table.size());
        return draw(table);
    }

    private VectorTable sample(final VectorTable table) {
        return Members.table(table, new RandomStream(options.seed(), SAMPLE_STREAM).sample(table.size(), Math.min(sampleSize(), table.size())));
    }

    private Clustering draw(final VectorTable table) {
        final RandomStream random = new RandomStream(options.seed(), BATCH_STREAM);
        final int[] rows = new int[Math.min(options.batchSize(), table.size())];
        final PackedVectors packed = PackedVectors.of(table, draw(rows, table.size(), random), workers, monitor);
        final Assigner assigner = Assigner.once(packed, workers, monitor);
        final long maximumSteps = Math.max(1, (long) options.maximumPasses() * table.size() / rows.length);
        boolean settled = step(packed, assigner);
        while (!settled && steps < maximumSteps) {
            monitor.progress(STAGE, steps, maximumSteps);
            packed.reorder(draw(rows, table.size(), random), workers, monitor);
            settled = step(packed, assigner);
        }
        final float[][] found = centroids.toFloats();
        return SegmentNumbers.clustering(found, nearest(table, found), Math.toIntExact(steps), options.segments());
    }

    private static int[] draw(final int[] rows, final int size, final RandomStream random) {
        Arrays.setAll(rows, i -> (int) random.nextLong(size));
        return rows;
    }

    private boolean step(final PackedVectors batch, final Assigner assigner) {
        final float[][] places = centroids.toFloats();
        assigner.assign(places);
        final ClusterSums sums = new ClusterSums(batch, places.length, workers, monitor);
        sums.update(assigner.labels());
        centroids.pull(sums);
        centroids.moveIdle(batch, assigner.labels(), moves);
        steps++;
        return inertia.hasSettled(sums.inertia(places) / batch.size());
    }

    /** Piece by piece, so that no packed copy of the whole table is needed. */
    private Nearest[] nearest(final VectorTable table, final float[][] found) {
        final Nearest[] nearest = new Nearest[table.size()];
        PackedVectors packed = null;
        for (int from = 0; from < table.size(); from += ASSIGNED_AT_ONCE) {
            final int first = from;
            final int[] rows = new int[Math.min(ASSIGNED_AT_ONCE, table.size() - from)];
            Arrays.setAll(rows, i -> first + i);
            if (packed == null || packed.size() != rows.length) {
                packed = PackedVectors.of(table, rows, workers, monitor);
            } else {
                packed.reorder(rows, workers, monitor);
            }
            System.arraycopy(Assigner.once(packed, workers, monitor).nearest(found), 0, nearest, from, rows.length);
        }
        return nearest;
    }
}
