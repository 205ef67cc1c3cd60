// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.RecordProblem;

import java.util.List;

/**
 * What ClusterCustomers trains with: a search for segments and the memory that it may take.
 *
 * @param search the algorithm with its options
 * @param automatic how the number of segments is chosen, or null when it is not
 * @param memoryLimit bytes that the vectors and everything derived from them may take
 */
record Training(SegmentSearch search, AutomaticSegments automatic, long memoryLimit) {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * @param rows vectors so far
     * @param besides bytes that are held beside the vectors
     * @param what is counted, for example customers
     * @throws RecordProblem when the memory limit does not allow so many vectors
     */
    void requireRoom(final long rows, final int dimension, final long besides, final String what) {
        final long bytes = besides + bytes(rows, dimension);
        if (bytes > memoryLimit) {
            throw new RecordProblem("the vectors of the first " + rows + " " + what + " need " + Math.ceilDiv(bytes, MEBIBYTE) + " MB with " + search.algorithm()
                    + ", more than the Training Memory Limit of " + memoryLimit / MEBIBYTE + " MB: raise it, or choose " + search.method().thriftier());
        }
    }

    /**
     * @return vectors that there is room for
     */
    int rowsWithinLimit(final int dimension) {
        return SegmentSearch.rowsWithin(memoryLimit, rows -> bytes(rows, dimension));
    }

    private long bytes(final long rows, final int dimension) {
        return automatic == null ? search.bytes(rows, dimension) : automatic.bytes(search, rows, dimension);
    }

    /**
     * @param vectors possibly none: then there are no segments
     * @param known how the number of segments was chosen already, for the same vectors; null when it was not. It counts only where the number is to be chosen
     * @param warmStart to try, or null
     * @throws RecordProblem when the algorithm does not take them
     */
    Trained run(final TrainingVectors vectors, final SegmentCountCurve known, final WarmStart warmStart, final Workers workers, final TrainingMonitor monitor) {
        if (vectors.count() == 0) {
            return new Trained(search, null, new Segmentation(null, null, null, List.of()), null, null);
        }
        final VectorTable table = vectors.table();
        final long limit = memoryLimit - vectors.bytesBesides();
        final SegmentCountCurve curve = automatic == null ? null
                : known != null ? known : automatic.choose(table, limit - VectorTable.bytes(table.size(), table.dimension()), workers, monitor);
        final SegmentSearch chosen = curve == null ? search : search.withSegments(curve.chosen());
        final String obstacle = warmStart == null ? null : warmStart.obstacle(table.dimension(), vectors.features() != null, chosen.method().segments());
        final SegmentSearch started = warmStart == null || obstacle != null ? chosen : chosen.startingAt(warmStart.previous().centroids());
        return new Trained(started, automatic, segment(started, table, limit, workers, monitor), curve, obstacle);
    }

    private static Segmentation segment(final SegmentSearch search, final VectorTable table, final long limit, final Workers workers, final TrainingMonitor monitor) {
        try {
            return search.run(table, limit, workers, monitor);
        } catch (final IllegalArgumentException e) {
            throw new RecordProblem("the Algorithm " + search.algorithm() + " does not take the vectors: " + e.getMessage(), e);
        }
    }
}
