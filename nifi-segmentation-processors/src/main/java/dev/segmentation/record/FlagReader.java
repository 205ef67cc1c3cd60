// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

import java.util.Locale;

/**
 * Reads yes or no from records: a boolean, the numbers 1 and 0, or the texts true, yes, y, on, 1 and false, no, n, off, 0 in any case.
 */
public final class FlagReader {

    private final FieldPath field;

    /**
     * @param field where the flag stands
     */
    public FlagReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return false also when the record has no value, or a blank text
     * @throws RecordProblem when the field holds something else: nobody is to be taken for willing by a misspelling
     */
    public boolean read(final Record record, final long index) {
        final Object value = field.read(record);
        if (value == null) {
            return false;
        }
        if (value instanceof final Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0", "" -> false;
            default -> throw new RecordProblem(index, field.name(), "is neither true nor false");
        };
    }
}
