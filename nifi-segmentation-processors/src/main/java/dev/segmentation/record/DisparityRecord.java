// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.quality.Disparity;
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
import java.util.stream.IntStream;

/**
 * How a sensitive attribute is spread over the segments, as a record.
 */
final class DisparityRecord {

    private static final DataType INT = RecordFieldType.INT.getDataType();
    private static final DataType DOUBLE = RecordFieldType.DOUBLE.getDataType();
    private static final DataType STRING = RecordFieldType.STRING.getDataType();

    private static final RecordSchema CATEGORY_SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("category", STRING),
            new RecordField("count", INT),
            new RecordField("share", DOUBLE)));

    private static final RecordSchema CELL_SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("segment", INT),
            new RecordField("category", STRING),
            new RecordField("count", INT),
            new RecordField("share", DOUBLE),
            new RecordField("representation", DOUBLE)));

    private static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("field", STRING),
            new RecordField("rows", INT),
            new RecordField("missing", INT),
            new RecordField("small_categories", INT),
            new RecordField("cramers_v", DOUBLE),
            new RecordField("p_value", DOUBLE),
            new RecordField("disparity_ratio", DOUBLE),
            new RecordField("flagged", RecordFieldType.BOOLEAN.getDataType()),
            new RecordField("reason", STRING),
            new RecordField("categories", arrayOf(CATEGORY_SCHEMA)),
            new RecordField("distribution", arrayOf(CELL_SCHEMA))));

    static final DataType ARRAY = arrayOf(SCHEMA);

    private DisparityRecord() {
    }

    private static DataType arrayOf(final RecordSchema schema) {
        return RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(schema));
    }

    /**
     * @param disparities one per column
     * @param limit smallest association that is flagged, 0..1
     * @return records of all
     */
    static Object[] array(final List<Disparity> disparities, final List<CategoryColumn> columns, final double limit) {
        return IntStream.range(0, disparities.size()).mapToObj(i -> record(disparities.get(i), columns.get(i), limit)).toArray();
    }

    private static Record record(final Disparity disparity, final CategoryColumn column, final double limit) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("field", column.field());
        values.put("rows", disparity.rows());
        values.put("missing", disparity.missing());
        values.put("small_categories", disparity.hiddenCategories());
        values.put("cramers_v", disparity.cramersV().value());
        values.put("p_value", disparity.pValue());
        values.put("disparity_ratio", disparity.ratio());
        values.put("flagged", disparity.isFlagged(limit));
        values.put("reason", disparity.cramersV().reason());
        values.put("categories", disparity.categories().stream()
                .map(category -> new MapRecord(CATEGORY_SCHEMA, Map.of("category", column.name(category.category()), "count", category.count(), "share", category.share()))).toArray());
        values.put("distribution", disparity.cells().stream().map(cell -> record(cell, column)).toArray());
        return new MapRecord(SCHEMA, values);
    }

    private static Record record(final Disparity.Cell cell, final CategoryColumn column) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segment", cell.segment());
        values.put("category", column.name(cell.category()));
        values.put("count", cell.count());
        values.put("share", cell.share());
        values.put("representation", cell.representation());
        return new MapRecord(CELL_SCHEMA, values);
    }
}
