// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;

/**
 * Records by themselves: each gets the nearest segment, or -1 when that is too far.
 *
 * @param vectors reads the records
 * @param drift to which each record with a vector is added
 * @param batch to which the vectors that belong to a segment are added, or null
 */
record RecordSegments(SegmentModel model, VectorReader vectors, UnknownBeyond unknownBeyond, SegmentDrift drift, StreamingKMeans.Batch batch) implements Assignment {

    @Override
    public Nearest next(final Record record, final long index) {
        final float[] vector = vectors.read(record, index);
        if (vector == null) {
            return null;
        }
        final Nearest nearest = model.centroids().nearest(vector);
        final boolean unknown = isUnknown(nearest);
        drift.add(nearest, unknown);
        if (unknown) {
            return new Nearest(SegmentIds.NONE, nearest.distance(), 0);
        }
        if (batch != null) {
            batch.add(nearest.segment(), vector);
        }
        return nearest;
    }

    private boolean isUnknown(final Nearest nearest) {
        try {
            return unknownBeyond.rejects(nearest, model, false);
        } catch (final InvalidModelException e) {
            throw new RecordProblem(e.getMessage(), e);
        }
    }
}
