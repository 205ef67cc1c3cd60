// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.OrderedPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.JsonForm;
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
        final TextBatch.Target target = new TextBatch.Target(textField, fields, new JsonForm(source.schema(), outputSchema));
        TextBatch batch = read(source, 0, target);
        if (batch.size() > 0) {
            textField.requireIn(source.schema());
        }
        if (!batch.isFull()) {
            // Handing a small FlowFile to another thread takes longer than doing it here.
            write(analysis.analyze(batch), sink);
            return;
        }
        try (OrderedPipeline<TextBatch, TextBatch>.Line line = analysis.open()) {
            while (batch.size() > 0) {
                if (line.isFull()) {
                    write(line.take(), sink);
                }
                line.put(batch);
                batch = read(source, batch.firstIndex() + batch.size(), target);
            }
            while (!line.isEmpty()) {
                write(line.take(), sink);
            }
        }
    }

    private TextBatch read(final RecordSource source, final long firstIndex, final TextBatch.Target target) {
        final TextBatch batch = new TextBatch(firstIndex, target);
        while (!batch.isFull()) {
            final Record record = source.next();
            if (record == null) {
                break;
            }
            batch.add(record, textField.readText(record), languageField == null ? null : languageField.readText(record));
        }
        return batch;
    }

    private void write(final TextBatch batch, final RecordSink sink) throws IOException {
        for (int i = 0; i < batch.size(); i++) {
            sink.write(batch.enriched(i));
            count(batch.text(i), batch.tokenized(i));
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
