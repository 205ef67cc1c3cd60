// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.OrderedPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;

/**
 * Adds what was made of a text to each record of one FlowFile, and counts.
 */
final class TokenRewriter implements RecordRewriter {

    private final FieldPath textField;
    private final FieldPath languageField;
    private final TokenFields fields;
    private final TextAnalysis analysis;
    private long records;
    private long withoutText;
    private long ofUnknownLanguage;
    private long personalData;

    /**
     * @param languageField where records say their language, or null
     */
    TokenRewriter(final FieldPath textField, final FieldPath languageField, final TokenFields fields, final TextAnalysis analysis) {
        this.textField = textField;
        this.languageField = languageField;
        this.fields = fields;
        this.analysis = analysis;
    }

    @Override
    public RecordSchema outputSchema(final RecordSchema readerSchema) {
        return fields.addTo(readerSchema);
    }

    @Override
    public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        TextBatch batch = read(source, 0);
        if (batch.size() > 0) {
            textField.requireIn(source.schema());
        }
        if (!batch.isFull()) {
            // Handing a small FlowFile to another thread takes longer than doing it here.
            write(analysis.analyze(batch), outputSchema, sink);
            return;
        }
        try (OrderedPipeline<TextBatch, TextBatch>.Line line = analysis.open()) {
            while (batch.size() > 0) {
                if (line.isFull()) {
                    write(line.take(), outputSchema, sink);
                }
                line.put(batch);
                batch = read(source, batch.firstIndex() + batch.size());
            }
            while (!line.isEmpty()) {
                write(line.take(), outputSchema, sink);
            }
        }
    }

    private TextBatch read(final RecordSource source, final long firstIndex) {
        final TextBatch batch = new TextBatch(firstIndex, textField.name());
        while (!batch.isFull()) {
            final Record record = source.next();
            if (record == null) {
                break;
            }
            batch.add(record, textField.readText(record), languageField == null ? null : languageField.readText(record));
        }
        return batch;
    }

    private void write(final TextBatch batch, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        for (int i = 0; i < batch.size(); i++) {
            final TokenizedText tokenized = batch.tokenized(i);
            if (tokenized.maskedText() != null) {
                textField.overwrite(batch.record(i), tokenized.maskedText());
            }
            sink.write(EnrichedSchema.with(batch.record(i), outputSchema, fields.values(tokenized)));
            count(batch.text(i), tokenized);
        }
    }

    private void count(final String text, final TokenizedText tokenized) {
        records++;
        if (text == null) {
            withoutText++;
        } else if (tokenized.language() == null && !tokenized.tokens().isEmpty()) {
            ofUnknownLanguage++;
        }
        if (tokenized.personalData() != null) {
            personalData += tokenized.personalData().values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    long records() {
        return records;
    }

    long withoutText() {
        return withoutText;
    }

    /** Texts that have words, but none of a known language: numbers alone count too. */
    long ofUnknownLanguage() {
        return ofUnknownLanguage;
    }

    long personalData() {
        return personalData;
    }

    /**
     * @return ISO 639-1, or null
     */
    static String codeOf(final TokenizedText tokenized) {
        return tokenized.language() == null ? null : tokenized.language().code();
    }
}
