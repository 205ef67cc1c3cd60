// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.embedding.CustomerTexts;
import dev.segmentation.core.features.FeatureRows;
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
    private static final List<String> PURCHASES = List.of("recency", "frequency", "monetary");

    boolean haveDifferentNames() {
        final Stream<String> own = Stream.of(id.lastName(), TEXTS, FIRST_DATE, LAST_DATE, DISPERSION, segment.segment(), segment.distance(), segment.confidence());
        return Stream.concat(own, PURCHASES.stream()).distinct().count() == 8 + PURCHASES.size();
    }

    static boolean isWholeNumber(final Object id) {
        return id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte;
    }

    /**
     * @param wholeNumbers whether all ids are whole numbers; they are written as texts otherwise
     * @param dated whether there are dates
     * @param purchases whether there are purchases
     */
    RecordSchema schema(final boolean wholeNumbers, final boolean dated, final boolean purchases) {
        final List<RecordField> fields = new ArrayList<>();
        fields.add(new RecordField(id.lastName(), (wholeNumbers ? RecordFieldType.LONG : RecordFieldType.STRING).getDataType()));
        fields.add(new RecordField(TEXTS, RecordFieldType.INT.getDataType()));
        if (dated) {
            fields.add(new RecordField(FIRST_DATE, RecordFieldType.TIMESTAMP.getDataType()));
            fields.add(new RecordField(LAST_DATE, RecordFieldType.TIMESTAMP.getDataType()));
        }
        fields.add(new RecordField(DISPERSION, RecordFieldType.FLOAT.getDataType()));
        if (purchases) {
            PURCHASES.forEach(name -> fields.add(new RecordField(name, RecordFieldType.DOUBLE.getDataType())));
        }
        return segment.schema(new SimpleRecordSchema(fields));
    }

    /**
     * @param schema what {@link #schema} made
     * @param nearest where the customer belongs, or null for nowhere
     * @param ids of the segments
     */
    Record record(final RecordSchema schema, final CustomerTexts customer, final Nearest nearest, final SegmentIds ids) {
        final Map<String, Object> values = new HashMap<>();
        values.put(id.lastName(), id(schema, customer.id()));
        values.put(TEXTS, customer.count());
        values.put(DISPERSION, (float) customer.dispersion());
        if (customer.hasDates()) {
            values.put(FIRST_DATE, new Timestamp(customer.firstDate()));
            values.put(LAST_DATE, new Timestamp(customer.lastDate()));
        }
        return segment.assign(new MapRecord(schema, values), schema, nearest, ids);
    }

    /**
     * @param schema what {@link #schema} made
     * @param row of the customer among the rows
     * @param reference from which recency is counted back, or null when purchases do not count
     * @param nearest where the customer belongs, or null for nowhere
     * @param ids of the segments
     */
    Record record(final RecordSchema schema, final FeatureRows rows, final int row, final Long reference, final Nearest nearest, final SegmentIds ids) {
        final Map<String, Object> values = new HashMap<>();
        values.put(id.lastName(), id(schema, rows.id(row)));
        values.put(TEXTS, rows.texts(row));
        final Double dispersion = rows.dispersion(row);
        values.put(DISPERSION, dispersion == null ? null : (Object) dispersion.floatValue());
        if (rows.lastDate(row) != null) {
            values.put(FIRST_DATE, new Timestamp(rows.firstDate(row)));
            values.put(LAST_DATE, new Timestamp(rows.lastDate(row)));
        }
        if (reference != null) {
            final double[] purchases = rows.purchases(row, reference);
            for (int value = 0; value < purchases.length; value++) {
                values.put(PURCHASES.get(value), Double.isNaN(purchases[value]) ? null : (Object) purchases[value]);
            }
        }
        return segment.assign(new MapRecord(schema, values), schema, nearest, ids);
    }

    private Object id(final RecordSchema schema, final String value) {
        final boolean wholeNumber = schema.getField(id.lastName()).orElseThrow().getDataType().getFieldType() == RecordFieldType.LONG;
        return wholeNumber && value != null ? (Object) Long.valueOf(value) : value;
    }
}
