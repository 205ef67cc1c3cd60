// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.record.EnrichedSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that TokenizeText adds.
 *
 * @param partsOfSpeech null when they are not asked for
 * @param cleanText null when it is not asked for
 * @param personalData null when nothing is masked
 */
record TokenFields(String tokens, String language, String partsOfSpeech, String cleanText, String personalData) {

    private static final ArrayDataType STRINGS = (ArrayDataType) RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType());

    RecordSchema addTo(final RecordSchema schema) {
        final List<RecordField> fields = new ArrayList<>();
        fields.add(new RecordField(tokens, STRINGS));
        fields.add(new RecordField(language, RecordFieldType.STRING.getDataType()));
        if (partsOfSpeech != null) {
            fields.add(new RecordField(partsOfSpeech, STRINGS));
        }
        if (cleanText != null) {
            fields.add(new RecordField(cleanText, RecordFieldType.STRING.getDataType()));
        }
        if (personalData != null) {
            fields.add(new RecordField(personalData, RecordFieldType.MAP.getMapDataType(RecordFieldType.INT.getDataType())));
        }
        return EnrichedSchema.of(schema, fields.toArray(RecordField[]::new));
    }

    Map<String, Object> values(final TokenizedText tokenized) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put(tokens, tokenized.tokens().toArray());
        values.put(language, TokenRewriter.codeOf(tokenized));
        if (partsOfSpeech != null) {
            values.put(partsOfSpeech, tokenized.partsOfSpeech() == null ? null : tokenized.partsOfSpeech().toArray());
        }
        if (cleanText != null) {
            values.put(cleanText, tokenized.cleanText());
        }
        if (personalData != null) {
            values.put(personalData, tokenized.personalData());
        }
        return values;
    }
}
