// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.embedding.words.WordPooling;
import dev.segmentation.core.embedding.words.WordVectorModel;
import dev.segmentation.core.embedding.words.WordVectors;
import dev.segmentation.core.vector.Vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A {@link WordVectorModel} as a model file: vocabulary.json (m words, the most frequent first), vectors.npy (m x d), counts.npy and
 * document_frequencies.npy (m numbers), and common_component.npy (d values, or none).
 */
public final class WordVectorsFile {

    public static final String KIND = "word-vectors";

    private static final String VOCABULARY = "vocabulary";
    private static final String VECTORS = "vectors";
    private static final String COUNTS = "counts";
    private static final String DOCUMENT_FREQUENCIES = "document_frequencies";
    private static final String COMMON_COMPONENT = "common_component";
    private static final String METHOD = "method";
    private static final String POOLING = "pooling";
    private static final String DIMENSION = "dimension";
    private static final String DOCUMENTS = "training_records";

    private WordVectorsFile() {
    }

    /**
     * @param method that made the vectors
     * @param name of the model in its store
     * @param version of the model
     * @param options the model was fitted with, by name
     * @return the file's bytes
     */
    public static byte[] write(final WordVectorModel model, final String method, final String name, final String version, final Map<String, ? extends Number> options) {
        final WordVectors vectors = model.vectors();
        final int words = vectors.words().size();
        final ObjectNode manifest = ModelContainer.newManifest();
        manifest.put("name", name).put("version", version).put(METHOD, method).put(POOLING, model.pooling().code())
                .put(DIMENSION, model.dimension()).put("vocabulary_size", words).put(DOCUMENTS, vectors.documents());
        final ObjectNode optionsNode = manifest.putObject("options");
        options.forEach((option, value) -> {
            if (value instanceof final Double number) {
                optionsNode.put(option, number);
            } else {
                optionsNode.put(option, value.longValue());
            }
        });
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(VECTORS, NpyArray.of(vectors.vectors(), words, model.dimension()));
        arrays.put(COUNTS, NpyArray.of(vectors.counts(), words));
        arrays.put(DOCUMENT_FREQUENCIES, NpyArray.of(vectors.documentFrequencies(), words));
        if (model.commonComponent().length > 0) {
            arrays.put(COMMON_COMPONENT, NpyArray.of(model.commonComponent(), model.dimension()));
        }
        return ModelContainer.of(KIND, manifest, arrays, Map.of(VOCABULARY, vectors.words())).toBytes();
    }

    /**
     * @param method that the vectors must be made by
     * @return the model, which embeds exactly as the one that was written
     * @throws InvalidModelException when the bytes are not such a file, or its parts do not agree
     */
    public static WordVectorModel read(final byte[] bytes, final String method) throws InvalidModelException {
        final ModelContainer container = ModelContainer.read(bytes);
        container.requireKind(KIND);
        if (!method.equals(container.manifest().path(METHOD).asText())) {
            throw new InvalidModelException("the model was not made by " + method);
        }
        final List<String> vocabulary = container.strings(VOCABULARY);
        final int dimension = container.manifest().path(DIMENSION).asInt();
        final float[] vectors = container.array(VECTORS).floats(vocabulary.size(), dimension);
        final long[] counts = container.array(COUNTS).longs(vocabulary.size());
        final long[] documentFrequencies = container.array(DOCUMENT_FREQUENCIES).longs(vocabulary.size());
        final WordPooling pooling = pooling(container);
        final float[] commonComponent = container.has(COMMON_COMPONENT) ? container.array(COMMON_COMPONENT).floats(dimension) : new float[0];
        if (Vectors.firstNonFinite(vectors) >= 0 || Vectors.firstNonFinite(commonComponent) >= 0) {
            throw new InvalidModelException("the model holds numbers that are not finite");
        }
        final long documents = container.manifest().path(DOCUMENTS).asLong();
        final long most = LongStream.of(documentFrequencies).max().orElse(0);
        if (LongStream.of(counts).anyMatch(count -> count < 1) || LongStream.of(documentFrequencies).anyMatch(frequency -> frequency < 1) || most > documents) {
            throw new InvalidModelException("the counts of the model's words do not agree");
        }
        try {
            return new WordVectorModel(new WordVectors(vocabulary, documentFrequencies, counts, documents, vectors, dimension), pooling, commonComponent);
        } catch (final IllegalArgumentException | NullPointerException e) {
            throw new InvalidModelException("the parts of the model do not agree", e);
        }
    }

    private static WordPooling pooling(final ModelContainer container) throws InvalidModelException {
        final String name = container.manifest().path(POOLING).asText();
        for (final WordPooling pooling : WordPooling.values()) {
            if (pooling.code().equals(name)) {
                return pooling;
            }
        }
        throw new InvalidModelException("the model names no pooling that is known");
    }
}
