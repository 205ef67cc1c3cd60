// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.quality.LabelAgreement;
import dev.segmentation.core.quality.LabelScores;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.List;
import java.util.Map;

/**
 * The part of the metrics that compares segments with known labels.
 */
final class AgreementFields {

    private static final DataType INT = RecordFieldType.INT.getDataType();
    private static final DataType DOUBLE = RecordFieldType.DOUBLE.getDataType();
    private static final DataType STRING = RecordFieldType.STRING.getDataType();

    private static final RecordSchema CELL_SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("segment", INT),
            new RecordField("label", STRING),
            new RecordField("count", INT)));

    static final List<RecordField> SCHEMA_FIELDS = List.of(
            new RecordField("labelled", INT),
            new RecordField("unlabelled", INT),
            new RecordField("adjusted_rand_index", DOUBLE),
            new RecordField("normalized_mutual_information", DOUBLE),
            new RecordField("adjusted_mutual_information", DOUBLE),
            new RecordField("homogeneity", DOUBLE),
            new RecordField("completeness", DOUBLE),
            new RecordField("v_measure", DOUBLE),
            new RecordField("label_accuracy", DOUBLE),
            new RecordField("agreement_reason", STRING),
            new RecordField("confusion", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(CELL_SCHEMA))));

    private AgreementFields() {
    }

    /**
     * @param values gets the fields
     * @param scores null when there is no field of labels
     * @param column names of the labels, null likewise
     */
    static void put(final Map<String, Object> values, final LabelScores scores, final CategoryColumn column) {
        final LabelAgreement agreement = scores == null ? null : scores.agreement();
        values.put("labelled", scores == null ? null : scores.labelled());
        values.put("unlabelled", scores == null ? null : scores.unlabelled());
        values.put("adjusted_rand_index", agreement == null ? null : agreement.adjustedRandIndex());
        values.put("normalized_mutual_information", agreement == null ? null : agreement.normalizedMutualInformation());
        values.put("adjusted_mutual_information", agreement == null ? null : agreement.adjustedMutualInformation());
        values.put("homogeneity", agreement == null ? null : agreement.homogeneity());
        values.put("completeness", agreement == null ? null : agreement.completeness());
        values.put("v_measure", agreement == null ? null : agreement.vMeasure());
        values.put("label_accuracy", agreement == null ? null : agreement.accuracy());
        values.put("agreement_reason", scores == null ? "there is no field of labels" : scores.reason());
        values.put("confusion", scores == null ? null : scores.confusion().stream().map(cell -> record(cell, column)).toArray());
    }

    private static Record record(final LabelScores.Cell cell, final CategoryColumn column) {
        return new MapRecord(CELL_SCHEMA, Map.of("segment", cell.segment(), "label", column.name(cell.label()), "count", cell.count()));
    }
}
