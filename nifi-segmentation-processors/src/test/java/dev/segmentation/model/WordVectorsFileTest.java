// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.embedding.words.WordPooling;
import dev.segmentation.core.embedding.words.WordVectorModel;
import dev.segmentation.core.embedding.words.WordVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WordVectorsFileTest {

    private static final Map<String, Number> OPTIONS = Map.of("window", 5);
    private static final WordVectors VECTORS = vectors(1, new float[]{1, 0, 0, 1, 3, 4});

    private static WordVectors vectors(final long lastFrequency, final float[] values) {
        return new WordVectors(List.of("fits", "small", "蓝牙"), new long[]{9, 4, lastFrequency}, new long[]{12, 6, 2}, 9, values, 2);
    }

    private static byte[] file(final WordVectors vectors, final WordPooling pooling) {
        final float[] common = pooling == WordPooling.SIF ? new float[]{0.8f, 0.6f} : new float[0];
        return WordVectorsFile.write(new WordVectorModel(vectors, pooling, common), "glove", "reviews", "v1", OPTIONS);
    }

    @ParameterizedTest
    @EnumSource
    void modelsComeBackAsTheyWent(final WordPooling pooling) throws InvalidModelException {
        final byte[] file = file(VECTORS, pooling);
        final WordVectorModel read = WordVectorsFile.read(file, "glove");
        assertEquals(VECTORS.words(), read.vectors().words());
        assertArrayEquals(VECTORS.vectors(), read.vectors().vectors());
        assertEquals(pooling, read.pooling());
        assertArrayEquals(file, WordVectorsFile.write(read, "glove", "reviews", "v1", OPTIONS));
    }

    @Test
    void theManifestSaysHowTheModelCameAbout() throws InvalidModelException {
        final JsonNode manifest = ModelContainer.read(file(VECTORS, WordPooling.IDF)).manifest();
        assertEquals("word-vectors", manifest.path("kind").asText());
        assertEquals("glove", manifest.path("method").asText());
        assertEquals("idf", manifest.path("pooling").asText());
        assertEquals(9, manifest.path("training_records").asInt());
        assertEquals(5, manifest.at("/options/window").asInt());
    }

    /** A file that release 0.1.0 wrote: every later release reads it. */
    @ParameterizedTest
    @ValueSource(strings = "/models/word-vectors-format-1.zip")
    void filesOfEarlierReleasesLoad(final String resource) throws IOException {
        final byte[] bytes;
        try (InputStream in = getClass().getResourceAsStream(resource)) {
            assertNotNull(in);
            bytes = in.readAllBytes();
        }
        final WordVectorModel model = WordVectorsFile.read(bytes, "glove");
        assertEquals(WordPooling.SIF, model.pooling());
        assertEquals(VECTORS.words(), model.vectors().words());
        assertArrayEquals(VECTORS.vectors(), model.vectors().vectors());
        assertArrayEquals(VECTORS.counts(), model.vectors().counts());
        assertArrayEquals(VECTORS.documentFrequencies(), model.vectors().documentFrequencies());
        assertEquals(9, model.vectors().documents());
        assertArrayEquals(new float[]{0.8f, 0.6f}, model.commonComponent());
        assertArrayEquals(new float[]{0.6f, -0.8f}, model.embed(List.of("fits")), 1e-6f);
    }

    @Test
    void damagedFilesAreRefused() {
        final byte[] file = file(VECTORS, WordPooling.SIF);
        for (int i = 0; i < file.length; i++) {
            final byte[] cut = Arrays.copyOf(file, i);
            assertThrows(InvalidModelException.class, () -> WordVectorsFile.read(cut, "glove"));
            final byte[] flipped = file.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThrows(InvalidModelException.class, () -> WordVectorsFile.read(flipped, "glove"));
        }
    }

    @Test
    void whatMustNotBeUsedIsRefused() {
        assertInvalid("not made by word2vec-cbow", file(VECTORS, WordPooling.IDF), "word2vec-cbow");
        assertInvalid("not finite", file(vectors(1, new float[]{1, 0, Float.NaN, 1, 3, 4}), WordPooling.IDF), "glove");
        assertInvalid("counts", file(vectors(10, VECTORS.vectors()), WordPooling.MEAN), "glove");
        assertInvalid("counts", file(vectors(0, VECTORS.vectors()), WordPooling.MEAN), "glove");
        assertInvalid("expected 'word-vectors'", ModelContainer.of("segments", ModelContainer.newManifest(), Map.of(), Map.of()).toBytes(), "glove");
    }

    private static void assertInvalid(final String message, final byte[] file, final String method) {
        final String actual = assertThrows(InvalidModelException.class, () -> WordVectorsFile.read(file, method)).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
