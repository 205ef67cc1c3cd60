// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.SampleSilhouette;
import dev.segmentation.core.vector.VectorTable;

/**
 * How good segments are by the vectors alone, measured alike for all algorithms. The same table, segments and memory give the same score for any number of threads.
 *
 * @param silhouette mean euclidean silhouette on a sample of the rows, -1..1, with noise as one more segment, or an algorithm that keeps only the easy rows would win. Silhouettes
 *        of other vectors are of another scale
 * @param stability as {@link ResampledStability} measures it, -1..1, or null when there are too few rows or too little memory
 * @param stabilityError its standard error, or null likewise
 */
public record SegmentScore(double silhouette, Double stability, Double stabilityError) {

    private static final int SILHOUETTE_ROWS = 2000;
    private static final long STREAM = -7;

    /**
     * @param found how the segments were found
     * @param clustering of the table's rows
     * @param table n x d rows
     * @param bytes that the table and everything derived from it may take
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static SegmentScore of(final SegmentSearch found, final Clustering clustering, final VectorTable table, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        final double silhouette = silhouette(clustering, table, found.seed(), bytes, workers, monitor);
        final ResampleMean stability = ResampledStability.measure(found, table, bytes, workers, monitor);
        return stability == null ? new SegmentScore(silhouette, null, null) : new SegmentScore(silhouette, stability.mean(), stability.error());
    }

    private static double silhouette(final Clustering clustering, final VectorTable table, final long seed, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        final long left = bytes - VectorTable.bytes(table.size(), table.dimension());
        final int rows = Math.min(Math.min(table.size(), SILHOUETTE_ROWS), SegmentSearch.rowsWithin(left, count -> SampleSilhouette.bytes(count, table.dimension())));
        final int[] sample = new RandomStream(seed, STREAM).sample(table.size(), rows);
        return SampleSilhouette.of(table, sample, workers, monitor).mean(clustering.labels(), clustering.sizes().length + 1);
    }
}
