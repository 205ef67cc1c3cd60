// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.OrderedPipeline;
import dev.segmentation.core.text.TextLanguage;
import dev.segmentation.core.text.TextOptions;
import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.core.text.pii.UnmaskableTextException;
import dev.segmentation.record.RecordProblem;

/**
 * Finds words and builds records on threads of its own, batch by batch, from the processor's start to its stop.
 */
final class TextAnalysis implements AutoCloseable {

    private final TextPipeline pipeline;
    private final boolean stated;
    private final OrderedPipeline<TextBatch, TextBatch> batches;

    /**
     * @param stated whether records say their language
     * @param threads beside the task's own, 0 or more
     */
    TextAnalysis(final TextOptions options, final boolean stated, final int threads) {
        this.stated = stated;
        pipeline = new TextPipeline(options);
        batches = new OrderedPipeline<>("tokenize-text", threads, this::analyze);
    }

    OrderedPipeline<TextBatch, TextBatch>.Line open() {
        return batches.open();
    }

    /**
     * @throws RecordProblem when a text's personal data could not be masked
     */
    TextBatch analyze(final TextBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                batch.addTokenized(analyze(batch.text(i), batch.language(i)));
            } catch (final UnmaskableTextException e) {
                throw new RecordProblem(batch.firstIndex() + i, batch.field(), "its personal data cannot be masked, " + e.getMessage());
            }
        }
        return batch;
    }

    private TokenizedText analyze(final String text, final String language) {
        return stated && language != null ? pipeline.apply(text, TextLanguage.of(language).orElse(null)) : pipeline.apply(text);
    }

    @Override
    public void close() {
        batches.close();
        pipeline.close();
    }
}
