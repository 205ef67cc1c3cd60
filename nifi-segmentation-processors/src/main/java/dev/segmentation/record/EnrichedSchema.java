// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reader's schema with fields added, built once per FlowFile. An added field replaces one of the same name.
 */
public final class EnrichedSchema {

    private EnrichedSchema() {
    }

    /**
     * @param schema the reader's
     * @param added nullable fields, in the order in which they are written
     */
    public static RecordSchema of(final RecordSchema schema, final RecordField... added) {
        final Set<String> replaced = List.of(added).stream().map(RecordField::getFieldName).collect(Collectors.toSet());
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordField field : schema.getFields()) {
            if (!replaced.contains(field.getFieldName())) {
                fields.add(field);
            }
        }
        fields.addAll(List.of(added));
        return new SimpleRecordSchema(fields);
    }

    /**
     * @param record read with the schema that the enriched one was made of; not changed
     * @param schema the enriched schema
     * @param values by field name
     * @return a new record with the values added
     */
    public static Record with(final Record record, final RecordSchema schema, final Map<String, Object> values) {
        final Map<String, Object> all = new LinkedHashMap<>(record.toMap());
        all.putAll(values);
        return new MapRecord(schema, all);
    }
}
