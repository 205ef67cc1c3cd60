// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.processors.ProcessorDefaults;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Training of word vectors with EmbedText's defaults on all reviews of the demo, whose words are found before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class Word2VecBenchmark {

    @Param({"word2vec-cbow", "word2vec-skip-gram", "glove"})
    private String method;

    @Param({"en", "zh"})
    private String language;

    private List<List<String>> words;
    private Workers workers;

    @Setup
    public void open() throws IOException {
        workers = new Workers("benchmark", 2);
        final List<String> texts = DemoTexts.of(language);
        words = Words.of(target -> {
            for (final String text : texts) {
                target.accept(text);
            }
        }, language, workers);
    }

    @Benchmark
    public TokenModel train() {
        final TokenTrainer<?> trainer = ProcessorDefaults.trainer(method, null, 1);
        words.forEach(trainer::add);
        return trainer.fit(workers, TrainingMonitor.NONE);
    }

    @TearDown
    public void close() {
        workers.close();
    }
}
