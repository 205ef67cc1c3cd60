// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import dev.segmentation.record.SegmentedRecords;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds to each record the silhouettes of its row: by cosine distance, or by euclidean distance where the direction of vectors means nothing.
 */
record SilhouetteRewriter(SegmentedRecords input, ScoreCard card, TrainingMonitor monitor) implements RecordRewriter {

    private static final RecordField SILHOUETTE = new RecordField("silhouette", RecordFieldType.FLOAT.getDataType());
    private static final RecordField SIMPLIFIED = new RecordField("simplified_silhouette", RecordFieldType.FLOAT.getDataType());

    @Override
    public RecordSchema outputSchema(final RecordSchema readerSchema) {
        return EnrichedSchema.of(readerSchema, SILHOUETTE, SIMPLIFIED);
    }

    @Override
    public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        for (Record record = source.next(); record != null; record = source.next()) {
            monitor.checkCancelled();
            monitor.progress("records written", source.index(), 0);
            final int row = input.row((int) source.index());
            final Map<String, Object> values = new HashMap<>();
            values.put(SILHOUETTE.getFieldName(), row < 0 ? null : toFloat(card.silhouette(row)));
            values.put(SIMPLIFIED.getFieldName(), row < 0 ? null : toFloat(card.simplified(row)));
            sink.write(EnrichedSchema.with(record, outputSchema, values));
        }
    }

    private static Float toFloat(final Double value) {
        return value == null ? null : (Float) value.floatValue();
    }
}
