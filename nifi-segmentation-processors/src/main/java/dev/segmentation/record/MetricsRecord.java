// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of a segmentation as one record.
 */
public final class MetricsRecord {

    private static final DataType INT = RecordFieldType.INT.getDataType();
    private static final DataType DOUBLE = RecordFieldType.DOUBLE.getDataType();
    private static final DataType STRING = RecordFieldType.STRING.getDataType();

    private static final RecordSchema SEGMENT_SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("segment", INT),
            new RecordField("size", INT),
            new RecordField("share", DOUBLE),
            new RecordField("silhouette_cosine", DOUBLE),
            new RecordField("silhouette_euclidean", DOUBLE),
            new RecordField("calinski_harabasz", DOUBLE),
            new RecordField("davies_bouldin", DOUBLE),
            new RecordField("inertia", DOUBLE),
            new RecordField("mean_distance", DOUBLE),
            new RecordField("terms", RecordFieldType.ARRAY.getArrayDataType(STRING))));

    private static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("model_version", STRING),
            new RecordField("records", INT),
            new RecordField("scored", INT),
            new RecordField("customers", INT),
            new RecordField("segments", INT),
            new RecordField("silhouette_cosine", DOUBLE),
            new RecordField("silhouette_euclidean", DOUBLE),
            new RecordField("calinski_harabasz", DOUBLE),
            new RecordField("davies_bouldin", DOUBLE),
            new RecordField("silhouette_sampled", RecordFieldType.BOOLEAN.getDataType()),
            new RecordField("note", STRING),
            new RecordField("segment_metrics", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(SEGMENT_SCHEMA)))));

    private MetricsRecord() {
    }

    /** @return the schema of the record */
    public static RecordSchema schema() {
        return SCHEMA;
    }

    /**
     * @param modelVersion version of the model that gave the segments, or null
     * @param input what was scored
     * @param quality its scores
     * @param terms key terms by segment id
     */
    public static Record of(final String modelVersion, final SegmentedRecords input, final SegmentationQuality quality, final Map<Integer, List<String>> terms) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("model_version", modelVersion);
        values.put("records", input.records());
        values.put("scored", input.scoredRecords());
        values.put("customers", input.pooled() ? quality.rows() : null);
        values.put("segments", quality.segments().size());
        values.put("silhouette_cosine", quality.silhouetteCosine());
        values.put("silhouette_euclidean", quality.silhouetteEuclidean());
        values.put("calinski_harabasz", quality.calinskiHarabasz());
        values.put("davies_bouldin", quality.daviesBouldin());
        values.put("silhouette_sampled", quality.sampled());
        values.put("note", quality.notes().isEmpty() ? null : String.join("; ", quality.notes()));
        values.put("segment_metrics", quality.segments().stream()
                .map(segment -> segmentRecord(segment, terms.getOrDefault(segment.segment(), List.of())))
                .toArray());
        return new MapRecord(SCHEMA, values);
    }

    private static Record segmentRecord(final SegmentQuality segment, final List<String> terms) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segment", segment.segment());
        values.put("size", segment.size());
        values.put("share", segment.share());
        values.put("silhouette_cosine", segment.silhouetteCosine());
        values.put("silhouette_euclidean", segment.silhouetteEuclidean());
        values.put("calinski_harabasz", segment.calinskiHarabasz());
        values.put("davies_bouldin", segment.daviesBouldin());
        values.put("inertia", segment.inertia());
        values.put("mean_distance", segment.meanDistance());
        values.put("terms", terms.toArray());
        return new MapRecord(SEGMENT_SCHEMA, values);
    }
}
