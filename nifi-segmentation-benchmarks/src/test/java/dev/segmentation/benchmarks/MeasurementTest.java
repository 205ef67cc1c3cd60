// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Commands on a small file whose two groups share no word; a sixth of its records has no label, and two have no text. */
class MeasurementTest {

    private static final List<List<String>> GROUPS = List.of(List.of("parcel", "courier", "late", "delivery", "tracking"), List.of("zipper", "fabric", "sleeve", "colour", "washing"));
    private static final int RECORDS = 60;
    private static final int HEADER = 128;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("records.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < RECORDS; i++) {
                final List<String> words = GROUPS.get(i % 2);
                final String text = i < 2 ? "" : words.get(i % 5) + " " + words.get((i + 1 + i / 5 % 3) % 5) + " " + words.get(i / 2 % 5);
                final String label = i % 6 == 5 ? "" : ", \"group\": \"g" + i % 2 + "\"";
                out.write(("{\"text\": \"" + text + "\"" + label + "}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfidf", "minilm-en"})
    void qualityEndsWithOneObject(final String embedding) throws IOException {
        final BenchmarksTest.Outcome outcome = quality("--embedding", embedding, "--segments", "2", "--seeds", "2");
        assertEquals("", outcome.errors());
        final JsonNode result = last(outcome);
        assertEquals(50, result.path("records").asInt());
        assertEquals(2, result.path("labels").asInt());
        assertEquals(2, result.path("without_vector").asInt());
        assertTrue(result.path("segments").isInt());
        assertEquals(2, result.path("segments").asInt());
        // All but the two without a text are found.
        assertEquals(48 / 50.0, result.path("accuracy").asDouble(), 1e-6);
        assertTrue(result.path("ari").asDouble() > 0.8 && result.path("ari").asDouble() < 1);
        assertTrue(result.path("nmi").asDouble() > 0.8 && result.path("nmi").asDouble() < 1);
        assertTrue(result.path("silhouette").asDouble() > 0);
        assertTrue(result.path("seconds_embed").isNumber() && result.path("seconds_cluster").isNumber());
        assertEquals(1 + 2 + 1, outcome.output().lines().count());
    }

    @Test
    void asManySegmentsAsLabels() throws IOException {
        final JsonNode result = last(quality("--embedding", "tfidf", "--segments", "labels", "--algorithm", "k-means", "--language", "en", "--threads", "1", "--limit", "30"));
        assertEquals(25, result.path("records").asInt());
        assertEquals(2, result.path("segments").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mini-batch-k-means", "agglomerative", "bisecting-k-means", "diana", "hdbscan"})
    void everyAlgorithm(final String algorithm) throws IOException {
        final BenchmarksTest.Outcome outcome = quality("--embedding", "tfidf", "--segments", "2", "--algorithm", algorithm, "--smoothing", "0");
        assertTrue(outcome.output().contains(algorithm + " with segments: 2"), outcome.output());
        assertTrue(last(outcome).path("ari").asDouble() > 0.5, outcome.output());
    }

    @Test
    void theNumberOfSegmentsIsChosenAndTheCurvePrinted() throws IOException {
        final BenchmarksTest.Outcome outcome = quality("--embedding", "tfidf", "--segments", "auto", "--seeds", "2");
        final JsonNode result = last(outcome);
        assertEquals(2, result.path("chosen_segments").size());
        assertEquals(result.path("segments").asDouble(), (result.path("chosen_segments").get(0).asInt() + result.path("chosen_segments").get(1).asInt()) / 2.0);
        assertTrue(outcome.output().lines().filter(line -> line.contains(" segments: silhouette ")).count() > 5);
        assertTrue(outcome.output().contains("segments of 48 rows looked at. "));
    }

    @Test
    void silhouetteOfOneSegmentIsNull() throws IOException {
        assertTrue(last(quality("--embedding", "tfidf", "--segments", "1")).path("silhouette").isNull());
    }

    @Test
    void kMeansOnVectorsOfAFile() throws IOException {
        final Path vectors = directory.resolve("k-means.npy");
        try (NpyRows rows = new NpyRows(vectors, 2)) {
            for (int i = 0; i < 40; i++) {
                rows.add(new float[]{i % 2 * 10, i % 4 / 2});
            }
        }
        final JsonNode result = last(BenchmarksTest.Outcome.of("kmeans", "--input", vectors.toString(), "--segments", "2", "--iterations", "20", "--restarts", "3"));
        assertEquals(40, result.path("rows").asInt());
        assertEquals(2, result.path("segments").asInt());
        assertEquals(10, result.path("inertia").asDouble(), 1e-9);
        assertTrue(result.path("iterations").asInt() > 0);
        assertEquals(3, result.path("seconds_each").size());
        for (final String command : List.of("mini-batch", "ward")) {
            final JsonNode other = last(BenchmarksTest.Outcome.of(command, "--input", vectors.toString(), "--segments", "2", "--repeats", "1"));
            assertEquals(10, other.path("inertia").asDouble(), 0.1);
            assertEquals(other.path("seconds").asDouble(), other.path("seconds_each").get(0).asDouble());
        }
        final JsonNode scored = last(BenchmarksTest.Outcome.of("silhouette", "--input", vectors.toString(), "--segments", "2", "--repeats", "2"));
        assertEquals(40, scored.path("silhouette_rows").asInt());
        assertTrue(Math.abs(scored.path("silhouette_euclidean").asDouble()) < 1);
        assertEquals(2, scored.path("seconds_each").size());
        assertTrue(BenchmarksTest.Outcome.of("kmeans", "--input", file.toString(), "--segments", "2").errors().contains("holds no two-dimensional array"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tfidf", "glove"})
    void vectorsHaveTheDimensionsAskedFor(final String embedding) throws IOException {
        final JsonNode result = last(BenchmarksTest.Outcome.of("vectors", "--input", file.toString(), "--text", "text", "--embedding", embedding, "--dimensions", "3", "--output",
                directory.resolve("vectors.npy").toString()));
        assertEquals(3, result.path("dimension").asInt());
    }

    @Test
    void vectorsKeepTheOrderOfTheFile() throws IOException {
        final Path output = directory.resolve("vectors.npy");
        final JsonNode result = last(BenchmarksTest.Outcome.of("vectors", "--input", file.toString(), "--text", "text", "--embedding", "tfidf", "--output", output.toString()));
        assertEquals(RECORDS, result.path("rows").asInt());
        assertEquals(2, result.path("without_vector").asInt());
        final int dimension = result.path("dimension").asInt();
        final byte[] bytes = Files.readAllBytes(output);
        assertEquals(HEADER + RECORDS * dimension * Float.BYTES, bytes.length);
        assertTrue(new String(bytes, 0, HEADER, StandardCharsets.ISO_8859_1).contains("'shape': (60, " + dimension + "), }"));
        final ByteBuffer values = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER).slice().order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < RECORDS; row++) {
            double squares = 0;
            for (int i = 0; i < dimension; i++) {
                final float value = values.getFloat();
                squares += value * value;
            }
            assertEquals(row < 2 ? 0 : 1, squares, 1e-5);
        }
    }

    @Test
    void anotherSeedGivesOtherWordVectors() throws IOException {
        assertNotEquals(vectors("word2vec-skipgram", "1"), vectors("word2vec-skipgram", "2"));
        assertEquals(vectors("word2vec-skipgram", "1"), vectors("word2vec-skipgram", "1"));
    }

    @Test
    void speed() throws IOException {
        final Path words = directory.resolve("words.txt");
        WordFile.write(words, List.of(List.of("late", "parcel"), List.of(), List.of("late", "parcel", "late")));
        assertEquals(List.of(List.of("late", "parcel"), List.of(), List.of("late", "parcel", "late")), WordFile.read(words));
        assertTrue(last(BenchmarksTest.Outcome.of("speed", "word2vec", "--words", words.toString(), "--embedding", "word2vec-cbow")).path("words_per_second").asDouble() > 0);

        final JsonNode tfIdf = last(BenchmarksTest.Outcome.of("speed", "tfidf", "--input", file.toString(), "--text", "text"));
        assertTrue(tfIdf.path("megabytes_per_second").asDouble() > 0);
        assertTrue(tfIdf.path("seconds").asDouble() > 0);
        assertTrue(tfIdf.path("processor_seconds").isNumber());
    }

    private BenchmarksTest.Outcome quality(final String... options) {
        final List<String> arguments = new ArrayList<>(List.of("quality", "--input", file.toString(), "--text", "text", "--label", "group"));
        arguments.addAll(List.of(options));
        return BenchmarksTest.Outcome.of(arguments.toArray(String[]::new));
    }

    private ByteBuffer vectors(final String embedding, final String seed) throws IOException {
        final Path output = directory.resolve("vectors.npy");
        last(BenchmarksTest.Outcome.of("vectors", "--input", file.toString(), "--text", "text", "--embedding", embedding, "--output", output.toString(), "--seed", seed));
        return ByteBuffer.wrap(Files.readAllBytes(output));
    }

    private static JsonNode last(final BenchmarksTest.Outcome outcome) throws IOException {
        assertEquals(0, outcome.code(), outcome.errors());
        return new ObjectMapper().readTree(outcome.output().lines().toList().getLast());
    }
}
