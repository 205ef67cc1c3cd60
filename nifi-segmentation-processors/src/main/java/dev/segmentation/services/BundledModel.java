// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.Pooling;
import dev.segmentation.core.embedding.SentenceEncoder;
import dev.segmentation.core.embedding.SentenceGraph;
import dev.segmentation.core.embedding.SentenceOptions;
import dev.segmentation.core.embedding.WordPieceTokenizer;
import org.apache.nifi.components.DescribedValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The sentence models that come with the NAR.
 */
enum BundledModel implements DescribedValue {

    MINILM_EN("minilm-en", "all-MiniLM-L6-v2 (int8), English, 384 values. The fastest, and a good choice for short texts.", "all-minilm-l6-v2-q", "en", Pooling.MEAN),
    BGE_EN("bge-en", "bge-small-en-v1.5 (int8), English, 384 values. About half as fast as minilm-en.", "bge-small-en-v1.5-q", "en", Pooling.FIRST_TOKEN),
    BGE_ZH("bge-zh", "bge-small-zh-v1.5 (int8), Chinese, 512 values.", "bge-small-zh-v1.5-q", "zh", Pooling.FIRST_TOKEN);

    private final String value;
    private final String description;
    private final String resource;
    private final String language;
    private final Pooling pooling;

    BundledModel(final String value, final String description, final String resource, final String language, final Pooling pooling) {
        this.value = value;
        this.description = description;
        this.resource = resource;
        this.language = language;
        this.pooling = pooling;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }

    /** ISO 639-1. */
    String language() {
        return language;
    }

    /**
     * @return the model, ready to encode
     * @throws IOException when its files are not on the class path or not readable
     * @throws IllegalArgumentException when the options do not fit
     * @throws IllegalStateException when ONNX Runtime does not accept it, or the options do not fit it
     */
    SentenceModel load(final SentenceOptions options) throws IOException {
        final byte[] model = read(resource + ".onnx");
        final byte[] tokenizerFile = read(resource + "-tokenizer.json");
        final WordPieceTokenizer tokenizer = TokenizerFile.read(new ByteArrayInputStream(tokenizerFile));
        final SentenceGraph graph = SentenceGraph.open(model);
        try {
            return new SentenceModel(new SentenceEncoder(graph, tokenizer, pooling, options), resource + "/" + new Sha256().add(model).add(tokenizerFile).name());
        } catch (final IllegalArgumentException | IllegalStateException e) {
            graph.close();
            throw e;
        }
    }

    /** The class loader of this class is the NAR's, whichever thread calls. */
    private static byte[] read(final String name) throws IOException {
        try (InputStream in = BundledModel.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the model file " + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
