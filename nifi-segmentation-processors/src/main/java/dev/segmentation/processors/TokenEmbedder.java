// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import dev.segmentation.record.TokensReader;
import dev.segmentation.record.VectorField;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Adds the vectors of a fitted model to records, one at a time.
 */
final class TokenEmbedder implements RecordRewriter {

    private final TokenModel model;
    private final FieldPath tokensField;
    private final VectorField embeddingField;
    private final TrainingMonitor monitor;
    private long withoutVector;

    /**
     * @param model null when no record has words to embed
     */
    TokenEmbedder(final TokenModel model, final FieldPath tokensField, final VectorField embeddingField, final TrainingMonitor monitor) {
        this.model = model;
        this.tokensField = tokensField;
        this.embeddingField = embeddingField;
        this.monitor = monitor;
    }

    /** Records that were kept without a vector. */
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
        final TokensReader tokens = new TokensReader(tokensField);
        for (Record record = source.next(); record != null; record = source.next()) {
            monitor.checkCancelled();
            if (source.index() == 0) {
                tokensField.requireIn(source.schema());
            }
            final List<String> words = tokens.read(record, source.index());
            final float[] vector = model == null ? null : model.embed(words);
            withoutVector += vector == null ? 1 : 0;
            sink.write(EnrichedSchema.with(record, outputSchema, Collections.singletonMap(embeddingField.name(), embeddingField.encode(vector))));
        }
    }
}
