// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Reads categories of records: texts without the space around them, numbers and booleans in one spelling each, so that 1, 1.0 and "1" are the same whatever type a reader infers.
 */
final class CategoryReader {

    private final FieldPath field;

    /**
     * @param field where the category stands
     */
    CategoryReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return the category, or null when the record has none or a blank text
     * @throws RecordProblem when the field holds an array, a record, a map, or a number that is not finite
     */
    String read(final Record record, final long index) {
        final Object value = field.read(record);
        if (value == null) {
            return null;
        }
        if (value.getClass().isArray() || value instanceof Record || value instanceof Iterable<?> || value instanceof Map<?, ?>) {
            throw new RecordProblem(index, field.name(), "is not a single value");
        }
        if (value instanceof final Number number) {
            return spelling(number, index);
        }
        final String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private String spelling(final Number number, final long index) {
        try {
            final BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
            // A number of a thousand digits is still one value, and not to be written out.
            return Math.abs(decimal.scale()) > 30 ? decimal.toString() : decimal.toPlainString();
        } catch (final NumberFormatException e) {
            throw new RecordProblem(index, field.name(), "is not a finite number");
        }
    }
}
