// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.ClusteringMethod;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.ReservoirSample;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;

import java.util.Iterator;
import java.util.List;

/**
 * Every record counts for itself. With an algorithm that takes a sample, what does not fit into the memory limit is left out of the
 * training at random, and assigned to the segments afterwards.
 */
final class RecordVectors implements TrainingVectors {

    private final Training training;
    private ReservoirSample sample;

    RecordVectors(final Training training) {
        this.training = training;
    }

    @Override
    public void add(final Record record, final long index, final float[] vector) {
        if (sample == null) {
            sample = new ReservoirSample(vector.length, capacity(vector.length), training.search().seed());
        }
        sample.add(vector);
        if (!training.search().method().byCentroids()) {
            training.requireRoom(sample.seen(), vector.length, 0, "records");
        }
    }

    private int capacity(final int dimension) {
        final ClusteringMethod method = training.search().method();
        if (!method.byCentroids()) {
            return Integer.MAX_VALUE;
        }
        final int capacity = training.rowsWithinLimit(dimension);
        if (capacity < method.segments()) {
            throw new RecordProblem("the Training Memory Limit has room for " + capacity + " vectors of " + dimension + " values, fewer than the Number of Segments");
        }
        return capacity;
    }

    @Override
    public long count() {
        return sample == null ? 0 : sample.seen();
    }

    @Override
    public long bytesBesides() {
        return 0;
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
    public FeaturePipeline features() {
        return null;
    }

    @Override
    public VectorTable tableOf(final SegmentModel earlier) {
        return earlier.features() == null ? table() : null;
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
