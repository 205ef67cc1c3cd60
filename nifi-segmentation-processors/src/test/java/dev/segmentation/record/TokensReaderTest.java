// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TokensReaderTest {

    private final TokensReader reader = new TokensReader(FieldPath.of("tokens"));

    @Test
    void arraysAndCollectionsOfStringsAreTokens() {
        assertEquals(List.of("a", "b"), reader.read(record(new Object[]{"a", null, "b"}), 0));
        assertEquals(List.of("a"), reader.read(record(List.of("a")), 0));
        assertEquals(List.of(), reader.read(record(new Object[0]), 0));
        assertEquals(List.of(), reader.read(record(null), 0));
    }

    @Test
    void anythingElseIsNamedByIndexAndField() {
        for (final Object value : new Object[]{"a b", 7, new Object[]{"a", 7}}) {
            final RecordProblem problem = assertThrows(RecordProblem.class, () -> reader.read(record(value), 12));
            assertEquals("record 12, field 'tokens': is not an array of strings", problem.getMessage());
        }
    }

    private static Record record(final Object tokens) {
        final RecordField field = new RecordField("tokens", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType()));
        return new MapRecord(new SimpleRecordSchema(List.of(field)), Collections.singletonMap("tokens", tokens));
    }
}
