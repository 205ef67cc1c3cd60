// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

import java.sql.Time;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Date;

/**
 * Reads dates of records: dates and timestamps of NiFi, numbers of milliseconds since 1970, and ISO-8601 texts, with a T or a space between date
 * and time. A day is its midnight and a time without offset is meant in UTC, so that the result does not depend on the machine's time zone.
 */
public final class DateReader {

    private static final long EARLIEST = LocalDate.of(1, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final long LATEST = LocalDate.of(10_000, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() - 1;

    /** What is taken for a date, to follow "it takes". */
    public static final String FORMS = "yyyy-MM-dd, alone or with a time as in 2026-01-31T08:30:00, 2026-01-31 08:30:00 or 2026-01-31T08:30:00+01:00";

    /** Where a T or a space separates the date from the time. */
    private static final int SEPARATOR = "yyyy-MM-dd".length();

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private final FieldPath field;

    /**
     * @param field where the date stands
     */
    public DateReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return milliseconds since 1970 in UTC, or null when the record has no date
     * @throws RecordProblem when the field holds something else, or a date that is not in the years 1 to 9999
     */
    public Long read(final Record record, final long index) {
        final Long millis = switch (field.read(record)) {
            case null -> null;
            case final Time ignored -> throw notADate(index, "is a time without a date");
            case final java.sql.Date day -> toMillis(day.toLocalDate());
            case final Date instant -> instant.getTime();
            case final Number number -> toMillis(number, index);
            case final String text -> text.isBlank() ? null : toMillis(text.strip(), index);
            default -> throw notADate(index, "is neither a date nor a number nor a text");
        };
        if (millis != null && (millis < EARLIEST || millis > LATEST)) {
            throw notADate(index, "is a date before the year 1 or after 9999");
        }
        return millis;
    }

    private Long toMillis(final Number number, final long index) {
        final double millis = number.doubleValue();
        if (Double.isNaN(millis)) {
            throw notADate(index, "is not a number of milliseconds");
        }
        return number instanceof Long ? number.longValue() : (long) millis;
    }

    private Long toMillis(final String text, final long index) {
        try {
            return parse(text);
        } catch (final DateTimeException | ArithmeticException e) {
            throw notADate(index, "is a text that is no date; it takes " + FORMS);
        }
    }

    /**
     * @param text yyyy-MM-dd, alone or with a time and an offset
     * @return milliseconds since 1970 in UTC
     * @throws DateTimeException when it is no date
     * @throws ArithmeticException when it is too far away to be told in milliseconds
     */
    public static long parse(final String text) {
        final String iso = text.length() > SEPARATOR && text.charAt(SEPARATOR) == ' ' ? text.substring(0, SEPARATOR) + 'T' + text.substring(SEPARATOR + 1) : text;
        final TemporalAccessor parsed = FORMAT.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return switch (parsed) {
            case final OffsetDateTime moment -> moment.toInstant().toEpochMilli();
            case final LocalDateTime time -> time.toInstant(ZoneOffset.UTC).toEpochMilli();
            default -> toMillis(LocalDate.from(parsed));
        };
    }

    private static long toMillis(final LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private RecordProblem notADate(final long index, final String cause) {
        return new RecordProblem(index, field.name(), cause);
    }
}
