// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import dev.segmentation.record.VectorField;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adds the vectors of an Embedding Service to records. A batch ends at a number of records or at four million characters of
 * text, whichever comes first: memory does not grow with the FlowFile, nor much with the size of its texts.
 */
final class TextEmbedder implements RecordRewriter {

    private static final int MAXIMUM_BATCH_CHARACTERS = 1 << 22;

    private final EmbeddingCall service;
    private final LanguageCheck languages;
    private final FieldPath textField;
    private final VectorField embeddingField;
    private final int batchSize;
    private final TrainingMonitor monitor;
    private long withoutText;
    private long withoutVector;

    /**
     * @param languages is told of every text
     */
    TextEmbedder(final EmbeddingCall service, final LanguageCheck languages, final FieldPath textField, final VectorField embeddingField, final int batchSize, final TrainingMonitor monitor) {
        this.service = service;
        this.languages = languages;
        this.textField = textField;
        this.embeddingField = embeddingField;
        this.batchSize = batchSize;
        this.monitor = monitor;
    }

    long withoutText() {
        return withoutText;
    }

    /** Records that were kept without a vector: without text, or with a text in which the service finds nothing. */
    long withoutVector() {
        return withoutVector;
    }

    @Override
    public RecordSchema outputSchema(final RecordSchema readerSchema) {
        return EnrichedSchema.of(readerSchema, embeddingField.recordField());
    }

    @Override
    public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        embeddingField.requireReadableFrom(sink);
        final List<Record> records = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        long characters = 0;
        for (Record record = source.next(); record != null; record = source.next()) {
            if (source.index() == 0) {
                textField.requireIn(source.schema());
            }
            final String text = textField.readText(record);
            records.add(record);
            texts.add(text);
            if (text != null) {
                languages.add(record, text);
                characters += text.length();
            }
            if (records.size() == batchSize || characters >= MAXIMUM_BATCH_CHARACTERS) {
                write(records, texts, outputSchema, sink);
                records.clear();
                texts.clear();
                characters = 0;
            }
        }
        write(records, texts, outputSchema, sink);
    }

    /** Texts are parallel to records, null where a record has none. */
    private void write(final List<Record> records, final List<String> texts, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
        monitor.checkCancelled();
        final float[][] vectors = service.embed(texts.stream().filter(text -> text != null).toList());
        int next = 0;
        for (int i = 0; i < records.size(); i++) {
            final float[] embedded = texts.get(i) == null ? null : vectors[next++];
            final Object vector = embedded == null ? null : embeddingField.encode(embedded);
            withoutText += texts.get(i) == null ? 1 : 0;
            withoutVector += vector == null ? 1 : 0;
            sink.write(EnrichedSchema.with(records.get(i), outputSchema, Collections.singletonMap(embeddingField.name(), vector)));
        }
        monitor.progress("Records embedded", sink.count(), 0);
    }
}
