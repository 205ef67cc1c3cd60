// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.processors.ProcessorDefaults;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.List;

/**
 * The words of a text, as TokenizeText finds them by default. One operation is one review.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WordsBenchmark {

    @Param({"en", "zh"})
    private String language;

    private List<String> texts;
    private TextPipeline pipeline;
    private int next;

    @Setup
    public void open() throws IOException {
        texts = DemoTexts.of(language);
        pipeline = new TextPipeline(ProcessorDefaults.text("auto"));
    }

    @Benchmark
    public TokenizedText words() {
        next = (next + 1) % texts.size();
        return pipeline.apply(texts.get(next));
    }

    @TearDown
    public void close() {
        pipeline.close();
    }
}
