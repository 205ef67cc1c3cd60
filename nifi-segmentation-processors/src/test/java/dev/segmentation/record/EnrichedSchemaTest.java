// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class EnrichedSchemaTest {

    private static final DataType STRING = RecordFieldType.STRING.getDataType();
    private static final DataType INT = RecordFieldType.INT.getDataType();

    @Test
    void fieldsAreAddedLastAndReplaceTheirNamesakes() {
        final RecordSchema schema = new SimpleRecordSchema(List.of(new RecordField("segment", STRING), new RecordField("text", STRING)));
        final RecordSchema enriched = EnrichedSchema.of(schema, new RecordField("segment", INT), new RecordField("note", STRING));
        assertEquals(List.of("text", "segment", "note"), enriched.getFieldNames());
        assertEquals(INT, enriched.getDataType("segment").orElseThrow());
    }

    @Test
    void theRecordReadIsNotChanged() {
        final RecordSchema schema = new SimpleRecordSchema(List.of(new RecordField("text", STRING)));
        final Record record = new MapRecord(schema, new HashMap<>(Map.of("text", "good")));
        final Record enriched = EnrichedSchema.with(record, EnrichedSchema.of(schema, new RecordField("segment", INT)), Map.of("segment", 3));
        assertEquals("good", enriched.getValue("text"));
        assertEquals(3, enriched.getValue("segment"));
        assertNull(record.getValue("segment"));
    }
}
