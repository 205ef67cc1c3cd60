// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.IOException;
import java.util.List;

/**
 * A model that is fitted to the words of the texts. Holds all words, each word only once.
 */
final class FittedEmbedder implements Embedder {

    private final TextSource texts;
    private final String method;
    private final Integer dimensions;
    private final String language;
    private final Workers workers;
    private List<List<String>> words;
    private double secondsWords;

    /**
     * @param method Embedding Method of EmbedText
     * @param dimensions values per vector, or null for as many as EmbedText takes
     */
    FittedEmbedder(final TextSource texts, final String method, final Integer dimensions, final String language, final int threads) {
        this.texts = texts;
        this.method = method;
        this.dimensions = dimensions;
        this.language = language;
        workers = new Workers("fit", threads);
    }

    @Override
    public boolean isSeeded() {
        return true;
    }

    /** The words do not depend on the seed: they are found once, and their time counts every time. */
    @Override
    public double embed(final long seed, final Target target) throws IOException {
        if (words == null) {
            final Stopwatch watch = new Stopwatch();
            words = Words.of(texts, language, workers);
            secondsWords = watch.seconds();
        }
        final Stopwatch watch = new Stopwatch();
        final TokenTrainer<?> trainer = ProcessorDefaults.trainer(method, dimensions, seed);
        words.forEach(trainer::add);
        final TokenModel model = trainer.hasWords() ? trainer.fit(workers, TrainingMonitor.NONE) : null;
        for (final List<String> text : words) {
            target.accept(model == null ? null : model.embed(text));
        }
        return secondsWords + watch.seconds();
    }

    @Override
    public void close() {
        workers.close();
    }
}
