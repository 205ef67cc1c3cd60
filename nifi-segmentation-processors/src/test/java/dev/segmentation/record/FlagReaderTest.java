// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FlagReaderTest {

    @Test
    void booleansAndNumbers() {
        assertTrue(read(true));
        assertTrue(read(1));
        assertTrue(read(1.0));
        assertFalse(read(false));
        assertFalse(read(0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "Yes", "y", "on", " 1 "})
    void yes(final String value) {
        assertTrue(read(value));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"false", "False", "NO", "n", "off", "0", "", " "})
    void no(final String value) {
        assertFalse(read(value));
    }

    @Test
    void anythingElseIsAProblem() {
        for (final Object value : new Object[]{"Ms Secret", 2, -1, Double.NaN, new Object[]{true}}) {
            final String message = assertThrows(RecordProblem.class, () -> read(value)).getMessage();
            assertEquals("record 5, field 'opt_out': is neither true nor false", message);
        }
    }

    private static boolean read(final Object value) {
        final MapRecord record = new MapRecord(new SimpleRecordSchema(List.of()), Collections.singletonMap("opt_out", value));
        return new FlagReader(FieldPath.of("opt_out")).read(record, 5);
    }
}
