// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.embedding.LatentSemanticModel;
import dev.segmentation.core.embedding.LatentSemanticOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatentSemanticFileTest {

    private static final LatentSemanticOptions OPTIONS = new LatentSemanticOptions(100, 2, 0.5, 50_000, true, 42, 1 << 30);
    private static final LatentSemanticModel MODEL = new LatentSemanticModel(List.of("fits", "small", "蓝牙"), new float[]{1, 1.5f, 2}, true,
            new float[]{0.6f, 0.8f, 0, 0, 0, 1});

    private final byte[] file = LatentSemanticFile.write(MODEL, "reviews", "v1", OPTIONS, 7);

    @Test
    void modelsComeBackAsTheyWent() throws InvalidModelException {
        final LatentSemanticModel read = LatentSemanticFile.read(file);
        assertEquals(MODEL.terms(), read.terms());
        assertEquals(2, read.dimension());
        assertArrayEquals(MODEL.components(), read.components());
        assertArrayEquals(MODEL.inverseDocumentFrequencies(), read.inverseDocumentFrequencies());
        final List<String> tokens = List.of("small", "fits", "small");
        assertArrayEquals(MODEL.embed(tokens), read.embed(tokens));
        assertArrayEquals(file, LatentSemanticFile.write(read, "reviews", "v1", OPTIONS, 7));
    }

    @Test
    void theManifestSaysHowTheModelCameAbout() throws InvalidModelException {
        final JsonNode manifest = ModelContainer.read(file).manifest();
        assertEquals("tf-idf-lsa", manifest.path("kind").asText());
        assertEquals("v1", manifest.path("version").asText());
        assertEquals(7, manifest.path("training_records").asInt());
        assertEquals(2, manifest.path("dimension").asInt());
        assertEquals(100, manifest.at("/options/dimensions").asInt());
        assertEquals(0.5, manifest.at("/options/maximum_document_frequency").asDouble());
        assertEquals(42, manifest.at("/options/seed").asInt());
        assertTrue(manifest.path("sublinear_term_frequency").asBoolean());
    }

    @Test
    void howCountsCountIsKept() throws InvalidModelException {
        final LatentSemanticModel linear = new LatentSemanticModel(MODEL.terms(), MODEL.inverseDocumentFrequencies(), false, MODEL.components());
        final LatentSemanticModel read = LatentSemanticFile.read(LatentSemanticFile.write(linear, "reviews", "v1", OPTIONS, 7));
        assertFalse(read.sublinear());
        final List<String> tokens = List.of("small", "蓝牙", "small");
        assertArrayEquals(linear.embed(tokens), read.embed(tokens));
        assertFalse(Arrays.equals(MODEL.embed(tokens), read.embed(tokens)));
    }

    /** A file that release 0.1.0 wrote: every later release reads it. */
    @ParameterizedTest
    @ValueSource(strings = "/models/tf-idf-lsa-format-1.zip")
    void filesOfEarlierReleasesLoad(final String resource) throws IOException {
        final byte[] bytes;
        try (InputStream in = getClass().getResourceAsStream(resource)) {
            assertNotNull(in);
            bytes = in.readAllBytes();
        }
        final LatentSemanticModel model = LatentSemanticFile.read(bytes);
        assertEquals(MODEL.terms(), model.terms());
        assertArrayEquals(MODEL.inverseDocumentFrequencies(), model.inverseDocumentFrequencies());
        assertArrayEquals(MODEL.components(), model.components());
        final List<String> tokens = List.of("small", "fits", "small", "蓝牙");
        assertArrayEquals(MODEL.embed(tokens), model.embed(tokens));
    }

    @Test
    void damagedFilesAreRefused() {
        for (int i = 0; i < file.length; i++) {
            final byte[] cut = Arrays.copyOf(file, i);
            assertThrows(InvalidModelException.class, () -> LatentSemanticFile.read(cut));
            final byte[] flipped = file.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThrows(InvalidModelException.class, () -> LatentSemanticFile.read(flipped));
        }
    }

    @Test
    void otherKindsAndPartsThatDoNotAgreeAreRefused() {
        assertInvalid("kind 'segments', expected 'tf-idf-lsa'", "segments", 1, new float[]{1}, List.of("a"));
        assertInvalid("not finite", LatentSemanticFile.KIND, 1, new float[]{Float.NaN}, List.of("a"));
        assertInvalid("do not agree", LatentSemanticFile.KIND, 1, new float[]{1, 1}, List.of("a", "a"));
        assertInvalid("", LatentSemanticFile.KIND, 2, new float[]{1}, List.of("a"));
        assertInvalid("", LatentSemanticFile.KIND, 1, new float[]{1}, List.of("a", "b"));
        assertInvalid("neither true nor false", ModelContainer.newManifest().put("dimension", 1).put("sublinear_term_frequency", "yes"), LatentSemanticFile.KIND, new float[]{1}, List.of("a"));
    }

    private static void assertInvalid(final String message, final String kind, final int dimension, final float[] values, final List<String> vocabulary) {
        assertInvalid(message, ModelContainer.newManifest().put("dimension", dimension), kind, values, vocabulary);
    }

    private static void assertInvalid(final String message, final ObjectNode manifest, final String kind, final float[] values, final List<String> vocabulary) {
        final byte[] bytes = ModelContainer.of(kind, manifest,
                Map.of("idf", NpyArray.of(values, values.length), "components", NpyArray.of(values, 1, values.length)), Map.of("vocabulary", vocabulary)).toBytes();
        final String actual = assertThrows(InvalidModelException.class, () -> LatentSemanticFile.read(bytes)).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
