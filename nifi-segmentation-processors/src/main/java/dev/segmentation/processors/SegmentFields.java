// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.record.EnrichedSchema;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that tell where a record belongs.
 *
 * @param segment name of the int field
 * @param distance name of the float field
 * @param confidence name of the float field
 * @param modelVersion name of the string field with the version of the model, or null for no such field
 * @param version of the model, or null for no such field
 */
record SegmentFields(String segment, String distance, String confidence, String modelVersion, String version) {

    SegmentFields(final String segment, final String distance, final String confidence) {
        this(segment, distance, confidence, null, null);
    }

    /**
     * @param field name of the string field, or null for none
     * @return these fields, and the version
     */
    SegmentFields withModelVersion(final String field, final String ofModel) {
        return field == null ? this : new SegmentFields(segment, distance, confidence, field, ofModel);
    }

    RecordSchema schema(final RecordSchema readerSchema) {
        final List<RecordField> fields = new ArrayList<>();
        fields.add(new RecordField(segment, RecordFieldType.INT.getDataType()));
        fields.add(new RecordField(distance, RecordFieldType.FLOAT.getDataType()));
        fields.add(new RecordField(confidence, RecordFieldType.FLOAT.getDataType()));
        if (modelVersion != null) {
            fields.add(new RecordField(modelVersion, RecordFieldType.STRING.getDataType()));
        }
        return EnrichedSchema.of(readerSchema, fields.toArray(new RecordField[0]));
    }

    /**
     * @param schema what {@link #schema} made of the record's
     * @param nearest where it belongs, noise for nowhere, or null for a record without a vector
     * @param ids of the segments: what a record gets
     */
    Record assign(final Record record, final RecordSchema schema, final Nearest nearest, final SegmentIds ids) {
        if (nearest != null && nearest.isNoise()) {
            return reject(record, schema, nearest);
        }
        return nearest == null ? with(record, schema, SegmentIds.NONE, null, null) : with(record, schema, ids.of(nearest.segment()), nearest.distance(), nearest.confidence());
    }

    /**
     * @param nearest the nearest segment, to which the record does not belong
     */
    Record reject(final Record record, final RecordSchema schema, final Nearest nearest) {
        return with(record, schema, SegmentIds.NONE, nearest.distance(), null);
    }

    private Record with(final Record record, final RecordSchema schema, final int segmentValue, final Float distanceValue, final Float confidenceValue) {
        final Map<String, Object> values = new HashMap<>();
        values.put(segment, segmentValue);
        values.put(distance, distanceValue);
        values.put(confidence, confidenceValue);
        if (modelVersion != null) {
            values.put(modelVersion, version);
        }
        return EnrichedSchema.with(record, schema, values);
    }
}
