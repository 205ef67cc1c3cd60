// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FieldPathTest {

    private static final RecordSchema REVIEW = new SimpleRecordSchema(List.of(new RecordField("body", RecordFieldType.STRING.getDataType())));
    private static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("text", RecordFieldType.STRING.getDataType()),
            new RecordField("customer", RecordFieldType.INT.getDataType()),
            new RecordField("tags", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType())),
            new RecordField("review", RecordFieldType.RECORD.getRecordDataType(REVIEW))));

    @Test
    void topLevelNamesAndPathsAreRead() {
        final Record record = record(Map.of("text", "good", "review", new MapRecord(REVIEW, Map.of("body", "better"))));
        assertEquals("good", FieldPath.of("text").readText(record));
        assertEquals("better", FieldPath.of("/review/body").readText(record));
        assertNull(FieldPath.of("/review/none").readText(record));
    }

    @Test
    void whatIsNoTextIsNull() {
        final FieldPath text = FieldPath.of("text");
        assertNull(text.readText(record(Map.of())));
        assertNull(text.readText(record(Map.of("text", " \t\n"))));
        assertNull(FieldPath.of("customer").readText(record(Map.of("customer", 3))));
        assertNull(FieldPath.of("absent").readText(record(Map.of())));
    }

    @Test
    void keysAreScalars() {
        assertEquals("3", FieldPath.of("customer").readKey(record(Map.of("customer", 3))));
        assertNull(FieldPath.of("text").readKey(record(Map.of("text", ""))));
        assertNull(FieldPath.of("tags").readKey(record(Map.of("tags", new Object[]{"a"}))));
        assertNull(FieldPath.of("review").readKey(record(Map.of("review", new MapRecord(REVIEW, Map.of())))));
    }

    @Test
    void fieldsMissingFromTheSchemaAreNamed() {
        FieldPath.of("text").requireIn(SCHEMA);
        FieldPath.of("/anything").requireIn(SCHEMA);
        final RecordProblem problem = assertThrows(RecordProblem.class, () -> FieldPath.of("body").requireIn(SCHEMA));
        assertTrue(problem.getMessage().contains("'body'") && !problem.getMessage().contains("customer"), problem.getMessage());
    }

    @Test
    void validatorsAcceptNamesAndPaths() {
        assertTrue(FieldPath.VALIDATOR.validate("Field", "text", null).isValid());
        assertTrue(FieldPath.VALIDATOR.validate("Field", "/review/body", null).isValid());
        assertFalse(FieldPath.VALIDATOR.validate("Field", "/review[", null).isValid());
        assertFalse(FieldPath.VALIDATOR.validate("Field", " ", null).isValid());
        assertTrue(FieldPath.OPTIONAL_VALIDATOR.validate("Field", "", null).isValid());
        assertFalse(FieldPath.OPTIONAL_VALIDATOR.validate("Field", "/review[", null).isValid());
        assertTrue(FieldPath.NAME_VALIDATOR.validate("Field", "segment", null).isValid());
        assertFalse(FieldPath.NAME_VALIDATOR.validate("Field", "/segment", null).isValid());
        assertFalse(FieldPath.NAME_VALIDATOR.validate("Field", " ", null).isValid());
        assertNull(FieldPath.ofOptional(" "));
        assertEquals("id", FieldPath.ofOptional("id").name());
    }

    private static Record record(final Map<String, Object> values) {
        return new MapRecord(SCHEMA, new HashMap<>(values));
    }
}
