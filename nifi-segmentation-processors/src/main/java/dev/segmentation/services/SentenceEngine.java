// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.LongTexts;
import dev.segmentation.core.embedding.Pooling;
import dev.segmentation.core.embedding.SentenceEncoder;
import dev.segmentation.core.embedding.SentenceOptions;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lives from enabling the sentence embedding service to disabling it.
 */
final class SentenceEngine implements AutoCloseable {

    private final SentenceEncoder encoder;
    private final Workers workers;
    private final int batchSize;
    private final VectorCache cache;
    private final String id;
    private final Set<String> languages;

    private SentenceEngine(final SentenceModel model, final SentenceOptions options, final Set<String> languages, final PropertyContext context) {
        encoder = model.encoder();
        workers = new Workers("sentence-embedding", context.getProperty(SentenceEmbeddingService.THREADS).asInteger());
        batchSize = context.getProperty(SentenceEmbeddingService.BATCH_SIZE).asInteger();
        cache = new VectorCache(batchSize == 1 ? context.getProperty(SentenceEmbeddingService.CACHE_SIZE).asInteger() : 0);
        id = model.name() + "/max" + options.maximumTokens() + (options.longTexts() == LongTexts.WINDOWS ? "/windows" : "") + TextPrefix.id(options.prefix()) + "/batch" + batchSize;
        this.languages = languages;
    }

    /**
     * @throws IOException when the model's files are missing, not readable or not usable
     * @throws IllegalArgumentException when the prefix leaves no room for a text
     * @throws IllegalStateException when ONNX Runtime does not accept the model, or it does not fit the tokenizer or the options
     */
    static SentenceEngine start(final PropertyContext context) throws IOException {
        final SentenceOptions options = new SentenceOptions(context.getProperty(SentenceEmbeddingService.MAXIMUM_TOKENS).asInteger(),
                EnumChoice.read(context, SentenceEmbeddingService.LONG_TEXTS, LongTexts.class), TextPrefix.read(context));
        final PropertyValue model = context.getProperty(SentenceEmbeddingService.MODEL);
        if (SentenceEmbeddingService.MODEL_DIRECTORY_VALUE.getValue().equals(model.getValue())) {
            final SentenceModelDirectory directory = new SentenceModelDirectory(Path.of(context.getProperty(SentenceEmbeddingService.MODEL_DIRECTORY).getValue()));
            return new SentenceEngine(directory.load(pooling(context), options), options, LanguageCodes.read(context), context);
        }
        final BundledModel bundled = model.asAllowableValue(BundledModel.class);
        return new SentenceEngine(bundled.load(options), options, Set.of(bundled.language()), context);
    }

    /** Null when the model says it. */
    private static Pooling pooling(final PropertyContext context) {
        final boolean fromModel = SentenceEmbeddingService.FROM_MODEL.getValue().equals(context.getProperty(SentenceEmbeddingService.POOLING).getValue());
        return fromModel ? null : EnumChoice.read(context, SentenceEmbeddingService.POOLING, Pooling.class);
    }

    String id() {
        return id;
    }

    int dimension() {
        return encoder.dimension();
    }

    Set<String> languages() {
        return languages;
    }

    SentenceEncoder.Reading read(final String text) {
        return encoder.read(text);
    }

    float[][] embed(final List<String> texts) {
        if (batchSize > 1) {
            return encoder.encode(texts, batchSize, workers);
        }
        final float[][] vectors = new float[texts.size()][];
        final Map<String, List<Integer>> missing = cache.fill(texts, vectors);
        final List<String> encoded = List.copyOf(missing.keySet());
        final float[][] computed = encoder.encode(encoded, batchSize, workers);
        for (int i = 0; i < computed.length; i++) {
            final float[] vector = computed[i];
            cache.put(encoded.get(i), vector);
            missing.get(encoded.get(i)).forEach(position -> vectors[position] = vector.clone());
        }
        return vectors;
    }

    @Override
    public void close() {
        workers.close();
        encoder.close();
    }
}
