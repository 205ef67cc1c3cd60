// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.StreamingKMeans;
import org.apache.nifi.serialization.record.Record;

/**
 * Records by themselves: each gets the nearest segment, or -1 when that is too far.
 */
final class RecordSegments implements Assignment {

    private final SegmentJudge judge;
    private final RecordVector vectors;
    private final StreamingKMeans.Batch batch;
    private float[] vector;

    /** What a record looks like to a model. */
    interface RecordVector {

        float[] of(Record record, long index);
    }

    /**
     * @param vectors of the records in the model's space, null for one that has none
     * @param batch to which the vectors that belong to a segment are added, or null
     */
    RecordSegments(final SegmentJudge judge, final RecordVector vectors, final StreamingKMeans.Batch batch) {
        this.judge = judge;
        this.vectors = vectors;
        this.batch = batch;
    }

    @Override
    public Nearest next(final Record record, final long index) {
        vector = vectors.of(record, index);
        if (vector == null) {
            return null;
        }
        final Nearest nearest = judge.judge(judge.model().centroids().nearest(vector));
        if (batch != null && !nearest.isNoise()) {
            batch.add(nearest.segment(), vector);
        }
        return nearest;
    }

    @Override
    public float[] vector() {
        return vector;
    }
}
