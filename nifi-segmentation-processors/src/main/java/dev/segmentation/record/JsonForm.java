// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SerializedForm;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds fields to the JSON that a JSON reader keeps with its records, so that a JSON writer can pass it on instead of writing every value anew, which takes
 * most of the time of a flow. It is done only where a writer would write the same: when the schema was inferred, so that no type was asked for that the
 * JSON does not have; without dates, whose format the writer is told, without nulls, which it may be told to leave out, and without nested records, which may hold
 * either. Whoever does not read and write JSON never sees it.
 */
public final class JsonForm {

    private static final String MIME_TYPE = "application/json";
    /** Room for names and punctuation where a record is short. */
    private static final int MARGIN = 256;
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
     * @return a new record with the values added, and with its JSON where that says the same
     */
    public Record with(final Record record, final Map<String, Object> values) {
        final Map<String, Object> read = record.toMap();
        final Map<String, Object> all = LinkedHashMap.newLinkedHashMap(read.size() + values.size());
        all.putAll(read);
        all.putAll(values);
        final String json = kept && read.size() == readFields && !read.containsValue(null) ? json(record, read, values) : null;
        return json == null ? new MapRecord(schema, all) : new MapRecord(schema, all, SerializedForm.of(json, MIME_TYPE));
    }

    /** Null when the record has no JSON, when a value is neither a text nor an array of texts, or is to replace another one. */
    private static String json(final Record record, final Map<String, Object> read, final Map<String, Object> values) {
        final SerializedForm form = record.getSerializedForm().orElse(null);
        if (form == null || !MIME_TYPE.equals(form.getMimeType()) || !(form.getSerialized() instanceof final String object) || !object.endsWith("}")
                || !isWellFormed(object)) {
            return null;
        }
        final StringBuilder json = new StringBuilder(2 * object.length() + MARGIN).append(object);
        json.setLength(object.length() - 1);
        for (final Map.Entry<String, Object> value : values.entrySet()) {
            if (read.containsKey(value.getKey())) {
                if (read.get(value.getKey()).equals(value.getValue())) {
                    continue;
                }
                return null;
            }
            json.append(',');
            quote(value.getKey(), json);
            json.append(':');
            if (value.getValue() instanceof final String text) {
                quote(text, json);
            } else if (!(value.getValue() instanceof final Object[] texts && quoteAll(texts, json))) {
                return null;
            }
        }
        return json.append('}').toString();
    }

    private static boolean quoteAll(final Object[] texts, final StringBuilder json) {
        char separator = '[';
        for (final Object element : texts) {
            if (!(element instanceof final String text)) {
                return false;
            }
            json.append(separator);
            quote(text, json);
            separator = ',';
        }
        json.append(texts.length == 0 ? "[]" : "]");
        return true;
    }

    private static void quote(final String text, final StringBuilder json) {
        json.append('"');
        if (isPlain(text)) {
            json.append(text);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(text, json);
        }
        json.append('"');
    }

    private static boolean isPlain(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
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
}
