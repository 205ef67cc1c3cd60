// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.embedding.CustomerTexts;
import dev.segmentation.record.FieldPath;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fields of a customer's record: the id, what is known of the texts, and the segment.
 *
 * @param id where the id stands in the records; here it has its last name
 * @param segment fields of the segment, the same as in the records
 */
record CustomerFields(FieldPath id, SegmentFields segment) {

    private static final String TEXTS = "texts";
    private static final String FIRST_DATE = "first_date";
    private static final String LAST_DATE = "last_date";
    private static final String DISPERSION = "dispersion";

    boolean haveDifferentNames() {
        return Stream.of(id.lastName(), TEXTS, FIRST_DATE, LAST_DATE, DISPERSION, segment.segment(), segment.distance(), segment.confidence()).distinct().count() == 8;
    }

    static boolean isWholeNumber(final Object id) {
        return id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte;
    }

    /**
     * @param wholeNumbers whether all ids are whole numbers; they are written as texts otherwise
     * @param dated whether there are dates
     */
    RecordSchema schema(final boolean wholeNumbers, final boolean dated) {
        final List<RecordField> fields = new ArrayList<>();
        fields.add(new RecordField(id.lastName(), (wholeNumbers ? RecordFieldType.LONG : RecordFieldType.STRING).getDataType()));
        fields.add(new RecordField(TEXTS, RecordFieldType.INT.getDataType()));
        if (dated) {
            fields.add(new RecordField(FIRST_DATE, RecordFieldType.TIMESTAMP.getDataType()));
            fields.add(new RecordField(LAST_DATE, RecordFieldType.TIMESTAMP.getDataType()));
        }
        fields.add(new RecordField(DISPERSION, RecordFieldType.FLOAT.getDataType()));
        return segment.schema(new SimpleRecordSchema(fields));
    }

    /**
     * @param schema what {@link #schema} made
     * @param nearest where the customer belongs, or null for nowhere
     * @param ids of the segments
     */
    Record record(final RecordSchema schema, final CustomerTexts customer, final Nearest nearest, final SegmentIds ids) {
        final Map<String, Object> values = new HashMap<>();
        final boolean wholeNumber = schema.getField(id.lastName()).orElseThrow().getDataType().getFieldType() == RecordFieldType.LONG;
        values.put(id.lastName(), wholeNumber && customer.id() != null ? (Object) Long.valueOf(customer.id()) : customer.id());
        values.put(TEXTS, customer.count());
        values.put(DISPERSION, (float) customer.dispersion());
        if (customer.hasDates()) {
            values.put(FIRST_DATE, new Timestamp(customer.firstDate()));
            values.put(LAST_DATE, new Timestamp(customer.lastDate()));
        }
        return segment.assign(new MapRecord(schema, values), schema, nearest, ids);
    }
}
