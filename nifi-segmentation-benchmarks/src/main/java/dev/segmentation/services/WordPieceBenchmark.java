// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.benchmarks.DemoTexts;
import dev.segmentation.core.embedding.WordPieceTokenizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The word pieces of a text, as the bundled sentence models read it. One operation is one review.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WordPieceBenchmark {

    @Param({"en", "zh"})
    private String language;

    private List<String> texts;
    private WordPieceTokenizer tokenizer;
    private int maximumTokens;
    private int next;

    @Setup
    public void open() throws IOException {
        texts = DemoTexts.of(language);
        maximumTokens = Integer.parseInt(SentenceEmbeddingService.MAXIMUM_TOKENS.getDefaultValue());
        final String file = ("en".equals(language) ? "all-minilm-l6-v2-q" : "bge-small-zh-v1.5-q") + "-tokenizer.json";
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(file)) {
            tokenizer = TokenizerFile.read(in);
        }
    }

    @Benchmark
    public int[] pieces() {
        next = (next + 1) % texts.size();
        return tokenizer.pieces(texts.get(next), maximumTokens);
    }
}
