// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.features.FeatureValues;
import org.apache.nifi.serialization.record.Record;

import java.math.BigDecimal;

/**
 * Reads numbers of records: numbers, and texts with a number in plain or scientific notation, such as 12, -3.50 or 1e3.
 */
final class NumberReader {

    private final FieldPath field;

    /**
     * @param field where the number stands
     */
    NumberReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return a finite number, or NaN when the record has none or a blank text
     * @throws RecordProblem when the field holds something else, a number that is not finite, or one beyond 1e90
     */
    double read(final Record record, final long index) {
        final double number = switch (field.read(record)) {
            case null -> Double.NaN;
            case final Number value -> requireUsable(value.doubleValue(), index);
            case final String text -> text.isBlank() ? Double.NaN : requireUsable(parse(text.strip(), index), index);
            default -> throw new RecordProblem(index, field.name(), "is neither a number nor a text with a number");
        };
        // -0 and 0 are one number.
        return number == 0 ? 0 : number;
    }

    /** The decimal notation only: Double would take NaN, 1d and hexadecimal numbers. */
    private double parse(final String text, final long index) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (final NumberFormatException e) {
            throw new RecordProblem(index, field.name(), "is a text that is no number; it takes digits with a point, such as 1234.50");
        }
    }

    private double requireUsable(final double number, final long index) {
        if (!Double.isFinite(number)) {
            throw new RecordProblem(index, field.name(), "is not a finite number");
        }
        if (Math.abs(number) > FeatureValues.LARGEST) {
            throw new RecordProblem(index, field.name(), "is a number beyond " + FeatureValues.LARGEST);
        }
        return number;
    }
}
