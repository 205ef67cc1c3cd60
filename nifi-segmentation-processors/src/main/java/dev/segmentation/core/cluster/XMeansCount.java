// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;
import smile.clustering.XMeans;
import smile.math.MathEx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The number of segments as Smile's X-means proposes it: segments are divided in two for as long as the Bayesian information criterion of round normal clusters
 * gains by it. The number is then measured as {@link SegmentCountSearch} measures its numbers.
 *
 * <p>Smile's streams sum in an order that depends on the size of their pool. They run in a pool of one thread here, so a seed gives the same number
 * whatever the number of threads, and the common pool is not touched. Smile cannot be stopped: when cancelled, it is left to itself, on a copy of a sample.</p>
 *
 * @see <a href="https://www.cs.cmu.edu/~dpelleg/download/xmeans.pdf">Pelleg, Moore: X-means, extending k-means with efficient estimation of the number of clusters, 2000</a>
 */
public final class XMeansCount {

    /** Rows that are looked at, at most: Smile takes its time, and what it has begun it ends. */
    static final int ROWS = 2000;

    private static final String STAGE = "x-means";
    private static final long STREAM = -6;
    private static final long POLL_MILLIS = 100;
    /** Per value: the rows, and for these and for those of a segment that is divided a tree of up to two nodes per row with three vectors each. */
    private static final int DOUBLES_PER_VALUE = 14;

    private XMeansCount() {
    }

    /**
     * @return bytes needed at most for the proposal, the table not included
     */
    static long bytes(final long rows, final int dimension) {
        return Math.min(rows, ROWS) * dimension * DOUBLES_PER_VALUE * Double.BYTES;
    }

    /**
     * @param table n x d finite values, n at least 1
     * @param options from how many to how many segments; the minimum share is only reported
     * @param bytes that may be taken beside the table: with less than would be good fewer rows are looked at
     * @throws IllegalArgumentException when that is too little for {@value SegmentCountOptions#FEWEST_ROWS} rows
     * @throws TrainingCancelledException when the monitor says so, or interrupted
     */
    public static SegmentCountCurve choose(final VectorTable table, final SegmentCountOptions options, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        final int rows = Math.min(Math.min(table.size(), ROWS), SegmentSearch.rowsWithin(bytes, count -> bytes(count, table.dimension())));
        if (rows < Math.min(table.size(), SegmentCountOptions.FEWEST_ROWS)) {
            throw new IllegalArgumentException("x-means has room for " + rows + " vectors beside those that are there");
        }
        monitor.progress(STAGE, 0, 1);
        final double[][] vectors = differentRows(table, new RandomStream(options.seed(), STREAM).sample(table.size(), rows));
        final int proposed = vectors.length == 1 ? 1 : inOwnPool(vectors, options.maximum(), options.seed(), monitor);
        final int chosen = Math.max(options.minimum(), proposed);
        final SegmentCountOptions one = new SegmentCountOptions(chosen, chosen, options.minimumShare(), options.sampleRows(), options.silhouetteRows(), options.resamples(),
                options.iterations(), options.maximumOperations(), options.seed());
        final SegmentCountCurve measured = new SegmentCountSearch(one.within(bytes, table.size(), table.dimension()), workers, monitor).search(table);
        return told(measured, proposed, options);
    }

    /** Smile fails on segments of equal rows. */
    private static double[][] differentRows(final VectorTable table, final int[] sample) {
        final Set<ByteBuffer> known = new HashSet<>();
        final List<double[]> different = new ArrayList<>();
        for (final int index : sample) {
            final float[] row = table.row(index);
            if (known.add(SegmentCountSearch.key(row))) {
                different.add(IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray());
            }
        }
        return different.toArray(double[][]::new);
    }

    private static SegmentCountCurve told(final SegmentCountCurve measured, final int proposed, final SegmentCountOptions options) {
        final List<SegmentCountPoint> points = measured.points();
        if (points.isEmpty()) {
            return new SegmentCountCurve(SegmentCountCurve.X_MEANS, points, measured.rows(), measured.chosen(), false, measured.reason());
        }
        final boolean enough = proposed >= options.minimum();
        final SegmentCountPoint point = points.getFirst();
        final String reason = String.format(Locale.ROOT, "X-means proposes %d segments%s%s. %d have a silhouette of %.3f and a stability of %.2f%s.", proposed,
                enough ? "" : ", fewer than are allowed", proposed == options.maximum() ? ", the most that are allowed" : "", point.segments(), point.resampledSilhouette(),
                point.stability(), point.smallestShare() < options.minimumShare() ? ", and the smallest is smaller than the minimum share" : "");
        return new SegmentCountCurve(SegmentCountCurve.X_MEANS, points, measured.rows(), point.segments(), enough && proposed < options.maximum(), reason);
    }

    private static int inOwnPool(final double[][] vectors, final int most, final long seed, final TrainingMonitor monitor) {
        final ForkJoinPool pool = new ForkJoinPool(1);
        try {
            final ForkJoinTask<Integer> task = pool.submit(() -> {
                MathEx.setSeed(seed);
                return XMeans.fit(vectors, most).k;
            });
            while (true) {
                monitor.checkCancelled();
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (final TimeoutException e) {
                    monitor.progress(STAGE, 0, 1);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingCancelledException();
        } catch (final ExecutionException e) {
            throw new IllegalStateException("x-means failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
