// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.embedding.LatentSemanticModel;
import dev.segmentation.core.embedding.LatentSemanticOptions;
import dev.segmentation.core.vector.Vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link LatentSemanticModel} as a model file: vocabulary.json (m terms), idf.npy (m weights), components.npy (d x m).
 */
public final class LatentSemanticFile {

    public static final String KIND = "tf-idf-lsa";

    private static final String VOCABULARY = "vocabulary";
    private static final String IDF = "idf";
    private static final String COMPONENTS = "components";
    /** Files without it are older and sublinear. */
    private static final String SUBLINEAR = "sublinear_term_frequency";

    private LatentSemanticFile() {
    }

    /**
     * @param name of the model in its store
     * @param version of the model
     * @param options the model was fitted with
     * @param trainingRecords records it was fitted to
     * @return the file's bytes
     */
    public static byte[] write(final LatentSemanticModel model, final String name, final String version, final LatentSemanticOptions options, final long trainingRecords) {
        final int terms = model.terms().size();
        final ObjectNode manifest = ModelContainer.newManifest();
        manifest.put("name", name).put("version", version).put("dimension", model.dimension()).put("vocabulary_size", terms).put("training_records", trainingRecords)
                .put(SUBLINEAR, model.sublinear());
        manifest.putObject("options").put("dimensions", options.dimensions()).put("minimum_document_frequency", options.minimumDocumentFrequency())
                .put("maximum_document_frequency", options.maximumDocumentFrequency()).put("maximum_vocabulary", options.maximumVocabulary()).put("seed", options.seed());
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(IDF, NpyArray.of(model.inverseDocumentFrequencies(), terms));
        arrays.put(COMPONENTS, NpyArray.of(model.components(), model.dimension(), terms));
        return ModelContainer.of(KIND, manifest, arrays, Map.of(VOCABULARY, model.terms())).toBytes();
    }

    /**
     * @return the model, which embeds exactly as the one that was written
     * @throws InvalidModelException when the bytes are not such a file, or its parts do not agree
     */
    public static LatentSemanticModel read(final byte[] bytes) throws InvalidModelException {
        final ModelContainer container = ModelContainer.read(bytes);
        container.requireKind(KIND);
        final List<String> vocabulary = container.strings(VOCABULARY);
        final int dimension = container.manifest().path("dimension").asInt();
        final JsonNode sublinear = container.manifest().path(SUBLINEAR);
        if (!sublinear.isMissingNode() && !sublinear.isBoolean()) {
            throw new InvalidModelException("the model's " + SUBLINEAR + " is neither true nor false");
        }
        final float[] idf = container.array(IDF).floats(vocabulary.size());
        final float[] components = container.array(COMPONENTS).floats(dimension, vocabulary.size());
        if (Vectors.firstNonFinite(idf) >= 0 || Vectors.firstNonFinite(components) >= 0) {
            throw new InvalidModelException("the model holds numbers that are not finite");
        }
        try {
            return new LatentSemanticModel(vocabulary, idf, sublinear.asBoolean(true), components);
        } catch (final IllegalArgumentException | NullPointerException e) {
            throw new InvalidModelException("the parts of the model do not agree", e);
        }
    }
}
