// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;

/**
 * Adds the segment to every record.
 *
 * @param fields to write
 * @param ids of the segments
 * @param assignment asked for one record after the other
 */
record SegmentRewriter(SegmentFields fields, SegmentIds ids, Assignment assignment, TrainingMonitor monitor) implements RecordRewriter {

    @Override
    public RecordSchema outputSchema(final RecordSchema readerSchema) {
        return fields.schema(readerSchema);
    }

    @Override
    public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        for (Record record = source.next(); record != null; record = source.next()) {
            monitor.checkCancelled();
            monitor.progress("records written", source.index(), 0);
            sink.write(fields.assign(record, outputSchema, assignment.next(record, source.index()), ids));
        }
    }
}
