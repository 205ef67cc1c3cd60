// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.ReservoirSample;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;

import java.util.Iterator;
import java.util.List;

/**
 * Every record counts for itself. What does not fit into the memory limit is left out of the training at random, and
 * assigned to the segments afterwards.
 */
final class RecordVectors implements TrainingVectors {

    private final long memoryLimit;
    private final int segments;
    private final long seed;
    private ReservoirSample sample;

    RecordVectors(final long memoryLimit, final int segments, final long seed) {
        this.memoryLimit = memoryLimit;
        this.segments = segments;
        this.seed = seed;
    }

    @Override
    public void add(final Record record, final long index, final float[] vector) {
        if (sample == null) {
            final int capacity = KMeans.rowsWithin(memoryLimit, vector.length, segments);
            if (capacity < segments) {
                throw new RecordProblem("the Training Memory Limit has room for " + capacity + " vectors of " + vector.length + " values, fewer than the Number of Segments");
            }
            sample = new ReservoirSample(vector.length, capacity, seed);
        }
        sample.add(vector);
    }

    @Override
    public long count() {
        return sample == null ? 0 : sample.seen();
    }

    @Override
    public VectorTable table() {
        return sample.table();
    }

    /** The trained rows are single records: their distances are known. */
    @Override
    public DistanceQuantiles distances(final Clustering clustering, final VectorPass records) {
        return DistanceQuantiles.of(clustering);
    }

    @Override
    public Assignment assignment(final Clustering clustering, final VectorReader vectors) {
        if (sample.table().size() < sample.seen()) {
            return (record, index) -> {
                final float[] vector = vectors.read(record, index);
                return vector == null ? null : clustering.centroids().nearest(vector);
            };
        }
        final Iterator<Nearest> assignments = List.of(clustering.assignments()).iterator();
        return (record, index) -> vectors.isMissing(record) ? null : assignments.next();
    }

    @Override
    public void writeCustomers(final Clustering clustering, final SegmentIds ids, final SegmentFields fields, final LazyChild child, final TrainingMonitor monitor) {
        // There are none.
    }
}
