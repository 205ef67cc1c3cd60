// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.PairAgreement;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * How surely other data of the same kind would give the same segments again: the same search, on several halves of the rows or samples of them, and the mean adjusted Rand
 * index of where any two of them put the same rows, by their nearest centroids. Rows are drawn without repeats, since equal rows are a density of their own to
 * some algorithms; a half varies about as much as a bootstrap resample. The same table, search and memory give the same value for any number of threads.
 *
 * @see <a href="https://doi.org/10.1142/9789812799623_0002">Ben-Hur, Elisseeff, Guyon: A stability based method for discovering structure in clustered data, 2002</a>
 */
public final class ResampledStability {

    /** Rows of a resample, and rows that are put into segments, at most. */
    static final int ROWS = 2000;

    private static final String STAGE = "resamples for the stability";
    private static final int ROWS_PER_SEGMENT = 20;
    private static final int RESAMPLES = 5;
    private static final long STREAM = -5;

    private ResampledStability() {
    }

    /**
     * @param found how the segments were found
     * @param table the n x d rows that they were found in
     * @param bytes that the table, the resamples and everything derived from them may take
     * @return -1..1, or null when there are too few rows, or too little memory, for as many rows as segments in each resample
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static Double of(final SegmentSearch found, final VectorTable table, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        final ResampleMean measured = measure(found, table, bytes, workers, monitor);
        return measured == null ? null : (Double) measured.mean();
    }

    /** The same with its standard error. */
    static ResampleMean measure(final SegmentSearch found, final VectorTable table, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        // Resamples that all start from the same centroids would be alike for that reason.
        final SegmentSearch search = found.anew();
        final int segments = search.method().segments();
        final int dimension = table.dimension();
        final long left = bytes - VectorTable.bytes(table.size(), dimension);
        final long wanted = Math.min(table.size() / 2, Math.max(ROWS, (long) ROWS_PER_SEGMENT * segments));
        final int rows = (int) Math.min(wanted, SegmentSearch.rowsWithin(left, count -> VectorTable.bytes(count, dimension) + search.bytes(count, dimension)));
        if (rows < Math.max(2, segments)) {
            return null;
        }
        final VectorTable compared = sample(table, Math.min(table.size(), rows), search.seed(), 0);
        final int[][] labels = new int[RESAMPLES][];
        final int[] counts = new int[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            monitor.progress(STAGE, r, RESAMPLES);
            final VectorTable resample = sample(table, rows, search.seed(), r + 1);
            final Clustering clustering = search.run(resample, left - VectorTable.bytes(rows, dimension), workers, monitor).clustering();
            // Where nothing is dense enough, all rows are alike.
            counts[r] = clustering == null ? 1 : clustering.sizes().length;
            labels[r] = clustering == null ? new int[compared.size()]
                    : Arrays.stream(clustering.centroids().nearest(compared, workers, monitor)).mapToInt(Nearest::segment).toArray();
        }
        final double[][] agreement = new double[RESAMPLES][RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < i; j++) {
                agreement[i][j] = PairAgreement.adjustedRandIndex(labels[i], counts[i], labels[j], counts[j]);
                agreement[j][i] = agreement[i][j];
            }
        }
        return ResampleMean.of(agreement);
    }

    private static VectorTable sample(final VectorTable table, final int rows, final long seed, final int number) {
        return Members.table(table, new RandomStream(seed, STREAM - number).sample(table.size(), rows));
    }
}
