// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.record.RecordProblem;

import java.util.List;

/**
 * What ClusterCustomers trains with: a search for segments and the memory that it may take.
 *
 * @param search the algorithm with its options
 * @param memoryLimit bytes that the vectors and everything derived from them may take
 */
record Training(SegmentSearch search, long memoryLimit) {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * @param rows vectors so far
     * @param besides bytes that are held beside the vectors
     * @param what is counted, for example customers
     * @throws RecordProblem when the memory limit does not allow so many vectors
     */
    void requireRoom(final long rows, final int dimension, final long besides, final String what) {
        final long bytes = besides + search.bytes(rows, dimension);
        if (bytes > memoryLimit) {
            throw new RecordProblem("the vectors of the first " + rows + " " + what + " need " + Math.ceilDiv(bytes, MEBIBYTE) + " MB with " + search.algorithm()
                    + ", more than the Training Memory Limit of " + memoryLimit / MEBIBYTE + " MB: raise it, or choose " + search.method().thriftier());
        }
    }

    /**
     * @param vectors possibly none: then there are no segments
     * @throws RecordProblem when the algorithm does not take them
     */
    Segmentation run(final TrainingVectors vectors, final Workers workers, final TrainingMonitor monitor) {
        if (vectors.count() == 0) {
            return new Segmentation(null, null, null, List.of());
        }
        try {
            return search.run(vectors.table(), memoryLimit - vectors.bytesBesides(), workers, monitor);
        } catch (final IllegalArgumentException e) {
            throw new RecordProblem("the Algorithm " + search.algorithm() + " does not take the vectors: " + e.getMessage(), e);
        }
    }
}
