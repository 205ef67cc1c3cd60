// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.SentenceEncoder;
import dev.segmentation.core.embedding.SentenceEncoder.Pooling;
import org.apache.nifi.components.DescribedValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sentence models that come with the NAR.
 */
enum BundledModel implements DescribedValue {

    MINILM_EN("minilm-en", "all-MiniLM-L6-v2 (int8), English, 384 values. The fastest, and a good choice for short texts.", "all-minilm-l6-v2-q", "en", Pooling.MEAN),
    BGE_EN("bge-en", "bge-small-en-v1.5 (int8), English, 384 values. About half as fast as minilm-en.", "bge-small-en-v1.5-q", "en", Pooling.FIRST),
    BGE_ZH("bge-zh", "bge-small-zh-v1.5 (int8), Chinese, 512 values.", "bge-small-zh-v1.5-q", "zh", Pooling.FIRST);

    private static final int DIGEST_CHARACTERS = 12;

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
     * @param maximumTokens tokens read of a text
     * @return the model, ready to encode, and the name of what it is
     * @throws IOException when its files are not on the class path or not readable
     * @throws IllegalStateException when ONNX Runtime does not accept it
     */
    Loaded load(final int maximumTokens) throws IOException {
        final byte[] model = read(resource + ".onnx");
        final SentenceEncoder encoder = new SentenceEncoder(model, TokenizerFile.read(new ByteArrayInputStream(read(resource + "-tokenizer.json"))), pooling, maximumTokens);
        return new Loaded(encoder, resource + "/" + digest(model).substring(0, DIGEST_CHARACTERS));
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

    private static String digest(final byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param encoder to be closed by the caller
     * @param name of the model and its digest
     */
    record Loaded(SentenceEncoder encoder, String name) {
    }
}
