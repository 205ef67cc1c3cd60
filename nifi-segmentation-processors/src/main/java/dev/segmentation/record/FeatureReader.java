// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeatureValues;
import dev.segmentation.core.features.NumberField;
import org.apache.nifi.serialization.record.Record;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads the features of records, by the names of their fields.
 */
public final class FeatureReader {

    private final FieldPath customer;
    private final DateReader date;
    private final List<NumberReader> numbers;
    private final List<CategoryReader> categories;
    private final NumberReader amount;
    private final List<FieldPath> required;

    public FeatureReader(final FeatureFields fields) {
        final List<FieldPath> numberFields = fields.numbers().stream().map(NumberField::name).map(FieldPath::of).toList();
        final List<FieldPath> categoryFields = fields.categories().stream().map(FieldPath::of).toList();
        final FieldPath dateField = FieldPath.ofOptional(fields.date());
        final FieldPath amountField = FieldPath.ofOptional(fields.amount());
        customer = FieldPath.ofOptional(fields.customer());
        date = dateField == null ? null : new DateReader(dateField);
        numbers = numberFields.stream().map(NumberReader::new).toList();
        categories = categoryFields.stream().map(CategoryReader::new).toList();
        amount = amountField == null ? null : new NumberReader(amountField);
        required = Stream.of(Stream.of(customer, dateField, amountField), numberFields.stream(), categoryFields.stream()).flatMap(stream -> stream).filter(Objects::nonNull).toList();
    }

    /**
     * @return the fields that the records need
     */
    public List<FieldPath> requiredFields() {
        return required;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @throws RecordProblem when a field holds what it must not
     */
    public FeatureValues read(final Record record, final long index) {
        final double[] numberValues = new double[numbers.size()];
        for (int field = 0; field < numberValues.length; field++) {
            numberValues[field] = numbers.get(field).read(record, index);
        }
        final String[] categoryValues = new String[categories.size()];
        for (int field = 0; field < categoryValues.length; field++) {
            categoryValues[field] = categories.get(field).read(record, index);
        }
        return new FeatureValues(customer == null ? null : customer.readKey(record), date == null ? null : date.read(record, index), numberValues, categoryValues,
                amount == null ? Double.NaN : amount.read(record, index));
    }
}
