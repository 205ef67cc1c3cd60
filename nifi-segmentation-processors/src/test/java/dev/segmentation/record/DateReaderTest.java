// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DateReaderTest {

    private static final String MORNING = "2026-01-31T08:30:00Z";

    @ParameterizedTest
    @CsvSource({
            "2026-01-31, 2026-01-31T00:00:00Z",
            "2026-01-31T08:30, 2026-01-31T08:30:00Z",
            "2026-01-31T08:30:00, 2026-01-31T08:30:00Z",
            "2026-01-31 08:30:00, 2026-01-31T08:30:00Z",
            "2026-01-31 08:30:00.125, 2026-01-31T08:30:00.125Z",
            "2026-01-31T08:30:00Z, 2026-01-31T08:30:00Z",
            "2026-01-31t08:30:00z, 2026-01-31T08:30:00Z",
            "2026-01-31T09:30:00+01:00, 2026-01-31T08:30:00Z",
            "2026-01-31T09:30:00+0100, 2026-01-31T08:30:00Z",
            "2026-01-31T09:30:00+01, 2026-01-31T08:30:00Z",
            "2026-01-31 00:30:00-08:00, 2026-01-31T08:30:00Z",
            "' 2026-01-31 ', 2026-01-31T00:00:00Z",
            "0001-01-01, 0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999, 9999-12-31T23:59:59.999Z"})
    void texts(final String text, final String expected) {
        assertEquals(Instant.parse(expected).toEpochMilli(), read(text));
    }

    @Test
    void numbersAreMilliseconds() {
        final long millis = Instant.parse(MORNING).toEpochMilli();
        for (final Number number : List.of(millis, (double) millis, BigInteger.valueOf(millis))) {
            assertEquals(millis, read(number));
        }
        assertEquals(17, read(17));
    }

    /** A day is the same day in every time zone; a moment is the same moment. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Auckland", "America/Los_Angeles"})
    void datesOfNiFi(final String zone) {
        final TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            assertEquals(Instant.parse("2026-01-31T00:00:00Z").toEpochMilli(), read(Date.valueOf(LocalDate.of(2026, 1, 31))));
            assertEquals(Instant.parse(MORNING).toEpochMilli(), read(Timestamp.from(Instant.parse(MORNING))));
            assertEquals(Instant.parse(MORNING).toEpochMilli(), read("2026-01-31 08:30:00"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void noDate(final String value) {
        assertNull(read(value));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void problemsNameIndexAndFieldAndNotTheValue(final Object value, final String cause) {
        final String message = assertThrows(RecordProblem.class, () -> read(value)).getMessage();
        assertTrue(message.startsWith("record 3, field 'written': " + cause), message);
        assertFalse(message.contains(value.toString()), message);
    }

    static List<Object[]> wrong() {
        final String text = "is a text that is no date";
        final String years = "is a date before the year 1 or after 9999";
        return List.of(
                new Object[]{"yesterday", text},
                new Object[]{"31.01.2026", text},
                new Object[]{"2026-02-30", text},
                new Object[]{"2026-01-31T25:00:00", text},
                new Object[]{"2026-01-3108:30:00", text},
                new Object[]{"2026-01-31T08:30:00+01:00 Ms Secret", text},
                new Object[]{"1769848200000", text},
                new Object[]{"+999999999-12-31", text},
                new Object[]{"+12000-12-31", years},
                new Object[]{"0000-12-31", years},
                new Object[]{Long.MAX_VALUE, years},
                new Object[]{Double.NEGATIVE_INFINITY, years},
                new Object[]{Double.NaN, "is not a number of milliseconds"},
                new Object[]{Time.valueOf("08:30:00"), "is a time without a date"},
                new Object[]{true, "is neither a date nor a number nor a text"},
                new Object[]{new Object[]{1}, "is neither a date nor a number nor a text"});
    }

    private static Long read(final Object value) {
        final MapRecord record = new MapRecord(new SimpleRecordSchema(List.of()), Collections.singletonMap("written", value));
        return new DateReader(FieldPath.of("written")).read(record, 3);
    }
}
