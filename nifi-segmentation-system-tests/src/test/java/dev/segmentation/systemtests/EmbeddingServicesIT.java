// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The embedding services that need something from outside the NAR, in the template's flow in a real NiFi: a server, a file of word vectors.
 */
class EmbeddingServicesIT {

    private static final int TRAINED = 90;
    private static final int SERVED = 30;
    private static final String REPLACED = "Sentence embedding";
    private static final String ADDRESS = "jane.doe@example.com";

    private static NiFiInstance nifi;

    @BeforeAll
    static void startNiFi() throws IOException, InterruptedException {
        nifi = TestNiFi.create(EmbeddingServicesIT.class);
        nifi.start();
    }

    @AfterAll
    static void stopNiFi() {
        nifi.close();
    }

    @Test
    void vectorsOfAServerThatAnswersOutOfOrderAndRefuses() throws IOException {
        try (WordHashEmbeddings server = new WordHashEmbeddings()) {
            final FlowDefinition flow = TestNiFi.template().service(REPLACED, "dev.segmentation.services.RemoteEmbeddingService",
                    Map.of("Endpoint URL", server.uri().toString(), "Model", "word-hash", "Texts per Request", "16"));
            final List<String> texts = Texts.english(TRAINED, 11).stream().map(EmbeddingServicesIT::signed).toList();
            final SegmentationRun run = trainAndServe("remote", flow, texts, Texts.english(SERVED, 12));

            assertTrue(server.requests() > server.texts().size() / 16);
            assertFalse(server.texts().stream().anyMatch(text -> text.contains(ADDRESS)));
            assertTrue(server.texts().stream().anyMatch(text -> text.contains("<EMAIL>")));
            for (final JsonNode record : TestNiFi.records(run.trained("remote", "segments.jsonl"))) {
                assertDirection(WordHashEmbeddings.vector(record.path("text").asText().replace(ADDRESS, "<EMAIL>")), record.path("embedding"));
            }
            assertFalse(Files.readString(nifi.applicationLog(), StandardCharsets.UTF_8).contains(ADDRESS));
        }
    }

    @Test
    void vectorsOfTheWordsInAFile() throws IOException {
        final List<String> texts = Texts.english(TRAINED, 21);
        final List<String> fresh = Texts.english(SERVED, 22);
        final FlowDefinition flow = TestNiFi.template().service(REPLACED, "dev.segmentation.services.WordVectorsEmbeddingService",
                Map.of("Vectors File", wordVectors(Stream.concat(texts.stream(), fresh.stream()).toList()).toString()));
        trainAndServe("words", flow, texts, fresh);
    }

    /** @return the flow, which has trained on the texts, served the fresh ones and been stopped */
    private static SegmentationRun trainAndServe(final String name, final FlowDefinition flow, final List<String> texts, final List<String> fresh) throws IOException {
        final SegmentationRun run = TestNiFi.start(EmbeddingServicesIT.class, nifi, flow, name, Map.of("Number of Segments", Integer.toString(Texts.THEMES)));
        run.train(TestNiFi.file(EmbeddingServicesIT.class, name + ".jsonl", texts));
        TestNiFi.await(() -> run.isTrained(name) || run.problem().isPresent());
        assertEquals("", run.problem().orElse(""));
        final List<JsonNode> records = TestNiFi.records(run.trained(name, "segments.jsonl"));
        assertEquals(Texts.ids(texts), TestNiFi.sortedIds(records));
        records.forEach(record -> assertTrue(record.path("segment").asInt(-1) >= 0));

        run.serve(TestNiFi.file(EmbeddingServicesIT.class, name + "-fresh.jsonl", fresh));
        TestNiFi.await(run::isIdle);
        final List<JsonNode> served = Stream.concat(TestNiFi.records(run, "assigned", ".jsonl").stream(), TestNiFi.records(run, "unknown", ".jsonl").stream()).toList();
        assertEquals(Texts.ids(fresh), TestNiFi.sortedIds(served));
        nifi.client().schedule(run.groupId(), "STOPPED");
        checkVerification(run);
        return run;
    }

    /** Of a service that is configured alike and not enabled: NiFi verifies no other. */
    private static void checkVerification(final SegmentationRun run) {
        for (final JsonNode service : nifi.client().get("/flow/process-groups/" + run.groupId() + "/controller-services").path("controllerServices")) {
            final JsonNode component = service.path("component");
            if (REPLACED.equals(component.path("name").asText())) {
                final ObjectNode properties = (ObjectNode) component.path("properties");
                final String same = nifi.client().createService(run.groupId(), component.path("type").asText(), (ObjectNode) component.path("bundle"), properties);
                final JsonNode results = nifi.client().verify("/controller-services/" + same, properties, TestNiFi.PATIENCE);
                assertFalse(results.isEmpty());
                results.forEach(result -> assertEquals("SUCCESSFUL", result.path("outcome").asText(), result::toString));
            }
        }
    }

    private static String signed(final String line) {
        try {
            final ObjectNode record = (ObjectNode) new ObjectMapper().readTree(line);
            return record.put("text", record.path("text").asText() + ", " + ADDRESS).toString();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path wordVectors(final List<String> lines) throws IOException {
        final List<String> words = lines.stream().map(line -> line.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
                .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))).filter(word -> !word.isEmpty()).distinct().sorted().toList();
        return TestNiFi.file(EmbeddingServicesIT.class, "vectors.glove.txt", words.stream().map(EmbeddingServicesIT::line).toList());
    }

    private static String line(final String word) {
        final float[] vector = WordHashEmbeddings.vector(word);
        return word + " " + Stream.iterate(0, i -> i + 1).limit(vector.length).map(i -> Float.toString(vector[i])).collect(Collectors.joining(" "));
    }

    /** The embedding has length 1. */
    private static void assertDirection(final float[] expected, final JsonNode embedding) {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            product += expected[i] * embedding.path(i).asDouble();
            squares += (double) expected[i] * expected[i];
        }
        assertEquals(1, product / Math.sqrt(squares), 1e-5);
    }
}
