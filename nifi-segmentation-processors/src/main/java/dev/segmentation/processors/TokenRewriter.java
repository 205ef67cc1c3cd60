// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds tokens and language to each record of one FlowFile, and counts.
 */
final class TokenRewriter implements RecordRewriter {

    private final FieldPath textField;
    private final TextPipeline pipeline;
    private final String tokensField;
    private final String languageField;
    private long records;
    private long withoutText;

    TokenRewriter(final FieldPath textField, final TextPipeline pipeline, final String tokensField, final String languageField) {
        this.textField = textField;
        this.pipeline = pipeline;
        this.tokensField = tokensField;
        this.languageField = languageField;
    }

    @Override
    public RecordSchema outputSchema(final RecordSchema readerSchema) {
        return EnrichedSchema.of(readerSchema,
                new RecordField(tokensField, RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType())),
                new RecordField(languageField, RecordFieldType.STRING.getDataType()));
    }

    @Override
    public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        for (Record record = source.next(); record != null; record = source.next()) {
            if (records == 0) {
                textField.requireIn(source.schema());
            }
            final String text = textField.readText(record);
            final TokenizedText tokenized = pipeline.apply(text);
            final Map<String, Object> added = new HashMap<>();
            added.put(tokensField, tokenized.tokens().toArray());
            added.put(languageField, codeOf(tokenized));
            sink.write(EnrichedSchema.with(record, outputSchema, added));
            records++;
            if (text == null) {
                withoutText++;
            }
        }
    }

    long records() {
        return records;
    }

    long withoutText() {
        return withoutText;
    }

    /**
     * @return ISO 639-1, or null
     */
    static String codeOf(final TokenizedText tokenized) {
        return tokenized.language() == null ? null : tokenized.language().code();
    }
}
