// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SerializedForm;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds fields to the JSON that a JSON reader keeps with its records, so that a JSON writer can pass it on instead of writing every value anew, which takes
 * most of the time of a flow. It is done only where a writer would write the same: when the schema was inferred, so that no type was asked for that the
 * JSON does not have; without dates, whose format the writer is told, without nulls, which it may be told to leave out, and without nested records, which may hold
 * either. Whoever does not read and write JSON never sees it.
 */
public final class JsonForm {

    private static final String MIME_TYPE = "application/json";
    private static final Set<RecordFieldType> REFORMATTED = Set.of(RecordFieldType.DATE, RecordFieldType.TIME, RecordFieldType.TIMESTAMP,
            RecordFieldType.RECORD, RecordFieldType.MAP);

    private final RecordSchema schema;
    private final int readFields;
    private final boolean kept;

    /**
     * @param readerSchema the reader's
     * @param schema the reader's with the fields that are added
     */
    public JsonForm(final RecordSchema readerSchema, final RecordSchema schema) {
        this.schema = schema;
        readFields = readerSchema.getFieldCount();
        kept = readerSchema.getSchemaFormat().isEmpty() && readerSchema.getFields().stream().map(RecordField::getDataType).allMatch(JsonForm::isWrittenAsRead);
    }

    /**
     * @param record read with the reader's schema; not changed
     * @param values by the name of the field that is added, in the order in which they are written
     * @param text room for the JSON, which the calls of one thread share
     * @return a new record with the values added, and with its JSON where that says the same; to be written, not to be changed
     */
    public Record with(final Record record, final Map<String, Object> values, final JsonText text) {
        final Map<String, Object> read = record.toMap();
        final String json = kept && read.size() == readFields ? json(record, read, values, text) : null;
        return json == null ? new MapRecord(schema, JoinedValues.join(read, values)) : new JsonRecord(schema, new JoinedValues(read, values), json);
    }

    /** Null when the record has no JSON or a null, when a value is neither a text nor an array of texts, or is to replace another one. */
    private static String json(final Record record, final Map<String, Object> read, final Map<String, Object> values, final JsonText json) {
        final SerializedForm form = record.getSerializedForm().orElse(null);
        if (form == null || !MIME_TYPE.equals(form.getMimeType()) || !(form.getSerialized() instanceof final String object) || !object.endsWith("}")
                || !isWellFormed(object)) {
            return null;
        }
        json.start(object, object.length() - 1);
        for (final Map.Entry<String, Object> value : values.entrySet()) {
            if (read.containsKey(value.getKey())) {
                if (read.get(value.getKey()).equals(value.getValue())) {
                    continue;
                }
                return null;
            }
            json.append(',').quote(value.getKey()).append(':');
            if (value.getValue() instanceof final String text) {
                json.quote(text);
            } else if (!(value.getValue() instanceof final Object[] texts && quoteAll(texts, json))) {
                return null;
            }
        }
        return json.append('}').toString();
    }

    private static boolean quoteAll(final Object[] texts, final JsonText json) {
        char separator = '[';
        for (final Object element : texts) {
            if (!(element instanceof final String text)) {
                return false;
            }
            json.append(separator).quote(text);
            separator = ',';
        }
        if (texts.length == 0) {
            json.append('[');
        }
        json.append(']');
        return true;
    }

    /** A writer that passes on a text has no way to write a surrogate without its other half. */
    private static boolean isWellFormed(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isWrittenAsRead(final DataType type) {
        return switch (type) {
            case final ArrayDataType array -> array.getElementType() != null && isWrittenAsRead(array.getElementType());
            case final ChoiceDataType choice -> choice.getPossibleSubTypes().stream().allMatch(JsonForm::isWrittenAsRead);
            default -> !REFORMATTED.contains(type.getFieldType());
        };
    }

    /**
     * On its way to the writer. MapRecord looks through all values, array by array, each time it is asked whether they still are what its JSON says.
     */
    private static final class JsonRecord extends MapRecord {

        private final Optional<SerializedForm> form;

        private JsonRecord(final RecordSchema schema, final Map<String, Object> values, final String json) {
            super(schema, values);
            form = Optional.of(SerializedForm.of(json, MIME_TYPE));
        }

        @Override
        public Optional<SerializedForm> getSerializedForm() {
            return form;
        }
    }
}
