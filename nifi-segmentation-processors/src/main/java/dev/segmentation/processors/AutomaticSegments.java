// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountOptions;
import dev.segmentation.core.cluster.SegmentCountSearch;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.cluster.TrainingOptions;
import dev.segmentation.core.cluster.XMeansCount;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.RecordProblem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of segments is chosen before the training, by the rows themselves.
 *
 * @param method how
 * @param options between which numbers, and by what evidence
 */
record AutomaticSegments(SegmentCountMethod method, SegmentCountOptions options) {

    /**
     * @return bytes that the table and everything derived from it take at most in a training with any number that may be chosen. Few segments allow the most
     *         smoothing, many need the most for the algorithm
     */
    long bytes(final SegmentSearch search, final long rows, final int dimension) {
        return Math.max(search.withSegments(options.minimum()).bytes(rows, dimension),
                search.withSegments(options.maximum()).bytes(rows, dimension) + VectorTable.bytes(rows, dimension));
    }

    /**
     * @param table n x d, n at least 1
     * @param bytes that may be taken beside the table: with less than would be good fewer rows are looked at
     * @throws RecordProblem when that is too little
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    SegmentCountCurve choose(final VectorTable table, final long bytes, final Workers workers, final TrainingMonitor monitor) {
        try {
            return switch (method) {
                case SILHOUETTE_AND_STABILITY -> new SegmentCountSearch(options.within(bytes, table.size(), table.dimension()), workers, monitor).search(table);
                case X_MEANS -> XMeansCount.choose(table, options, bytes, workers, monitor);
            };
        } catch (final IllegalArgumentException e) {
            throw new RecordProblem("the Training Memory Limit is too small: " + e.getMessage() + "; raise it, lower the Maximum Segments, or give the Number of Segments", e);
        }
    }

    /**
     * @param chosen the training with the number that was chosen
     * @return its options with those of the choice
     */
    TrainingOptions describe(final SegmentSearch chosen) {
        return new Described(chosen, this);
    }

    /** What a model file tells of a training whose number of segments was chosen. */
    private record Described(SegmentSearch chosen, AutomaticSegments automatic) implements TrainingOptions {

        @Override
        public String algorithm() {
            return chosen.algorithm();
        }

        @Override
        public long seed() {
            return chosen.seed();
        }

        @Override
        public Map<String, Object> values() {
            final Map<String, Object> values = new LinkedHashMap<>(chosen.values());
            values.put("number_of_segments", SegmentCountProperties.AUTOMATIC);
            values.put("segment_search", automatic.method.getValue());
            values.put("minimum_segments", automatic.options.minimum());
            values.put("maximum_segments", automatic.options.maximum());
            values.put("minimum_segment_share", automatic.options.minimumShare());
            return values;
        }
    }
}
