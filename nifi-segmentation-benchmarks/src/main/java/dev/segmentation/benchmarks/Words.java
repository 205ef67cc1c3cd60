// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.Workers;
import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the words of texts as TokenizeText does.
 */
final class Words {

    private static final int BATCH = 256;
    private static final int BATCHES = 16;

    private final TextPipeline pipeline;
    private final Workers workers;
    private final Map<String, String> known = new HashMap<>();
    private final List<String> waiting = new ArrayList<>();
    private final List<List<String>> words = new ArrayList<>();

    private Words(final TextPipeline pipeline, final Workers workers) {
        this.pipeline = pipeline;
        this.workers = workers;
    }

    /**
     * @param language auto or a code that TokenizeText knows
     * @return the words of every text, none for a text that is null
     */
    static List<List<String>> of(final TextSource texts, final String language, final Workers workers) throws IOException {
        try (TextPipeline pipeline = new TextPipeline(ProcessorDefaults.text(language))) {
            final Words words = new Words(pipeline, workers);
            texts.forEach(words::add);
            words.find();
            return words.words;
        }
    }

    private void add(final String text) {
        waiting.add(text);
        if (waiting.size() == BATCH * BATCHES) {
            find();
        }
    }

    private void find() {
        final List<List<String>> found = new ArrayList<>(Collections.nCopies(waiting.size(), null));
        workers.forEach(Math.ceilDiv(waiting.size(), BATCH), batch -> {
            for (int i = batch * BATCH; i < Math.min(waiting.size(), (batch + 1) * BATCH); i++) {
                found.set(i, pipeline.apply(waiting.get(i)).tokens());
            }
        });
        for (final List<String> tokens : found) {
            words.add(tokens.stream().map(token -> known.computeIfAbsent(token, same -> same)).toList());
        }
        waiting.clear();
    }
}
