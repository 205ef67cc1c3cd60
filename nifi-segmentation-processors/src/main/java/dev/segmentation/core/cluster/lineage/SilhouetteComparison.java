// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.RandomStream;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * The mean euclidean silhouettes of two segmentations of the same rows: like is compared with like, down to the sample.
 *
 * @param before -1..1, or null when it is not defined, as with one segment
 * @param after -1..1, or null
 */
public record SilhouetteComparison(Double before, Double after) {

    /** Rows compared at most: the mean of so many silhouettes is off by less than 0.01, and the difference of two on the same rows by still less. */
    static final int SAMPLE = 2000;

    /** Not one of those that clusterings draw from. */
    private static final long STREAM = -2;

    /**
     * @param table n x d
     * @param before segments of the n rows, negative for none
     * @param after the same by the other segmentation
     * @param seed of the sample, which is drawn where n is above {@value #SAMPLE}
     * @return both silhouettes; O(s^2 d) for s sampled rows
     */
    public static SilhouetteComparison of(final VectorTable table, final Nearest[] before, final Nearest[] after, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final int[] rows = sample(table.size(), seed);
        final VectorTable sampled = new VectorTable(table.dimension());
        final float[] buffer = new float[table.dimension()];
        for (final int row : rows) {
            table.copyRow(row, buffer, 0);
            sampled.add(buffer);
        }
        return new SilhouetteComparison(silhouette(sampled, before, rows, workers, monitor), silhouette(sampled, after, rows, workers, monitor));
    }

    private static Double silhouette(final VectorTable sampled, final Nearest[] segments, final int[] rows, final Workers workers, final TrainingMonitor monitor) {
        final SegmentLabels labels = SegmentLabels.of(Arrays.stream(rows).map(row -> segments[row].segment()).toArray());
        return ScoredSegmentation.of(sampled, labels, new QualityOptions(SAMPLE, 0), workers, monitor).quality().silhouetteEuclidean();
    }

    /** Every row is taken with the chance that leaves all samples equally likely. */
    private static int[] sample(final int rows, final long seed) {
        final RandomStream random = new RandomStream(seed, STREAM);
        final int[] sample = new int[Math.min(rows, SAMPLE)];
        int taken = 0;
        for (int row = 0; taken < sample.length; row++) {
            if (random.nextLong(rows - row) < sample.length - taken) {
                sample[taken++] = row;
            }
        }
        return sample;
    }
}
