// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.services.SentenceEmbeddingService;
import org.apache.nifi.reporting.InitializationException;
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
 * The vector of a text by a bundled sentence model, in one thread. One operation is one review.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class SentenceModelBenchmark {

    @Param({"minilm-en", "bge-en", "bge-zh"})
    private String model;

    private List<String> texts;
    private SentenceEmbeddingService service;
    private int next;

    @Setup
    public void open() throws IOException, InitializationException {
        texts = DemoTexts.of(model.substring(model.length() - 2));
        service = SentenceEmbedder.service(model, 1, 1);
    }

    @Benchmark
    public float[][] embed() {
        next = (next + 1) % texts.size();
        return service.embed(List.of(texts.get(next)));
    }

    @TearDown
    public void close() {
        service.onDisabled();
    }
}
