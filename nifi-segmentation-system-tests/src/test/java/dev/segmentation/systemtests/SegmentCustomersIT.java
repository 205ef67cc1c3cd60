// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.model.ModelContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Our components and the template in a real NiFi.
 */
class SegmentCustomersIT {

    private static final int TRAINED = 120;
    private static final int SERVED = 30;
    private static final List<String> ADDED = List.of("tokens", "language", "embedding", "segment", "segment_distance", "segment_confidence", "silhouette");

    private static NiFiInstance nifi;

    @BeforeAll
    static void startNiFi() throws IOException, InterruptedException {
        nifi = TestNiFi.create(SegmentCustomersIT.class);
        nifi.start();
    }

    @AfterAll
    static void stopNiFi() {
        nifi.close();
    }

    @Test
    void allTypesAreListed() {
        assertEquals(Set.of("TokenizeText", "EmbedText", "ClusterCustomers", "AssignSegments", "ScoreClusters"), listed("processor"));
        assertEquals(Set.of("SentenceEmbeddingService", "WordVectorsEmbeddingService", "RemoteEmbeddingService", "DirectoryModelStore"), listed("controller-service"));
    }

    private static Set<String> listed(final String kind) {
        final List<JsonNode> types = nifi.client().types(kind, "dev.segmentation");
        types.forEach(type -> {
            assertFalse(type.path("description").asText().isBlank());
            assertFalse(type.path("tags").isEmpty());
        });
        return types.stream().map(type -> type.path("type").asText()).map(type -> type.substring(type.lastIndexOf('.') + 1)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "en-minilm, en, embedding-service, minilm-en, ''",
        "en-bge,    en, embedding-service, bge-en,    customer_id",
        "zh-bge,    zh, embedding-service, bge-zh,    ''",
        "zh-tfidf,  zh, tf-idf,            minilm-en, ''",
        "en-tfidf,  en, tf-idf,            minilm-en, customer_id",
        "en-cbow,   en, word2vec-cbow,     minilm-en, ''",
        "en-sg,     en, word2vec-skip-gram, minilm-en, customer_id",
        "zh-glove,  zh, glove,             minilm-en, ''"
    })
    void trainsAndServes(final String name, final String language, final String method, final String model, final String customer) throws IOException {
        final List<String> texts = lines(language, TRAINED, 1);
        final List<String> fresh = lines(language, SERVED, 2);
        final SegmentationRun run = start(name, Map.of("Embedding Method", method, "Embedding Model", model, "Customer ID Field", customer));

        run.train(TestNiFi.file(SegmentCustomersIT.class, name + ".jsonl", texts));
        TestNiFi.await(() -> run.isTrained(name) || run.problem().isPresent());
        assertEquals("", run.problem().orElse(""));
        checkRecords(TestNiFi.records(run.trained(name, "segments.jsonl")), texts, language);
        checkMetrics(new ObjectMapper().readTree(run.trained(name, "metrics.json").toFile()), customer);
        ModelContainer.read(Files.readAllBytes(run.trained(name, "model.zip"))).requireKind("segments");
        assertEquals(!"embedding-service".equals(method), Files.exists(run.trained(name, "tf-idf.zip")));
        assertTrue(Files.readString(run.trained(name, "report.html")).contains("<svg"));

        run.serve(TestNiFi.file(SegmentCustomersIT.class, "fresh.jsonl", fresh));
        TestNiFi.await(run::isIdle);
        final List<JsonNode> assigned = TestNiFi.records(run, "assigned", ".jsonl");
        final List<JsonNode> unknown = TestNiFi.records(run, "unknown", ".jsonl");
        assertEquals(Texts.ids(fresh), TestNiFi.sortedIds(Stream.concat(assigned.stream(), unknown.stream()).toList()));
        assertTrue(assigned.size() > SERVED / 2);
        assigned.forEach(record -> assertTrue(record.path("segment").asInt(-1) >= 0 && record.path("segment").asInt() < Texts.THEMES));
        nifi.client().schedule(run.groupId(), "STOPPED");
        checkVerification(run, method);
    }

    /** What the Verification button of both EmbedText tells, of the one that fitted and of the one that applied. */
    private static void checkVerification(final SegmentationRun run, final String method) {
        final Set<String> steps = new HashSet<>();
        for (final JsonNode processor : run.processors()) {
            if (processor.path("component").path("type").asText().endsWith(".EmbedText")) {
                final String path = "/processors/" + processor.path("id").asText();
                TestNiFi.await(() -> nifi.client().get(path).path("status").path("aggregateSnapshot").path("activeThreadCount").asInt() == 0);
                for (final JsonNode result : nifi.client().verify(path, processor.path("component").path("config").path("properties"), TestNiFi.PATIENCE)) {
                    assertEquals("SUCCESSFUL", result.path("outcome").asText(), result::toString);
                    steps.add(result.path("verificationStepName").asText());
                }
            }
        }
        assertTrue(steps.containsAll("embedding-service".equals(method) ? Set.of("Embed Sample Text") : Set.of("Write Model Store", "Fit Model", "Load Model")), steps::toString);
    }

    private static void checkRecords(final List<JsonNode> records, final List<String> texts, final String language) {
        assertEquals(Texts.ids(texts), TestNiFi.sortedIds(records));
        for (final JsonNode record : records) {
            ADDED.forEach(field -> assertTrue(record.hasNonNull(field), field));
            assertEquals(language, record.path("language").asText());
            assertTrue(record.path("rating").isInt());
            assertTrue(record.path("segment").asInt() >= 0 && record.path("segment").asInt() < Texts.THEMES);
            assertTrue(record.path("segment_confidence").asDouble() >= 0 && record.path("segment_confidence").asDouble() <= 1);
        }
    }

    private static void checkMetrics(final JsonNode metrics, final String customer) {
        assertEquals(TRAINED, metrics.path("records").asInt());
        assertEquals(Texts.THEMES, metrics.path("segments").asInt());
        assertEquals(customer.isEmpty(), metrics.path("customers").isNull());
        assertTrue(metrics.path("silhouette_cosine").asDouble() > 0 && metrics.path("silhouette_cosine").asDouble() <= 1);
        assertTrue(metrics.path("calinski_harabasz").asDouble() > 0);
        assertTrue(metrics.path("davies_bouldin").asDouble() > 0);
        assertEquals(Texts.THEMES, metrics.path("segment_metrics").size());
        metrics.path("segment_metrics").forEach(segment -> assertFalse(segment.path("terms").isEmpty()));
    }

    @Test
    void aBadFileIsKeptWithTheReason() throws IOException {
        final List<String> good = lines("en", 12, 3);
        final SegmentationRun run = start("bad", Map.of());
        final Path broken = TestNiFi.file(SegmentCustomersIT.class, "broken.jsonl", good);
        Files.writeString(broken, String.join("\n", good) + "\n{\"id\": \"secret-id\", \"text\": \"secret words");
        final byte[] brokenBytes = Files.readAllBytes(broken);
        final Path otherField = TestNiFi.file(SegmentCustomersIT.class, "field.jsonl", List.of("{\"id\":\"1\",\"words\":\"secret words\"}"));
        final byte[] otherBytes = Files.readAllBytes(otherField);

        run.train(broken);
        run.train(otherField);
        TestNiFi.await(() -> run.error("broken.jsonl.error.txt").isPresent() && run.error("field.jsonl.error.txt").isPresent());
        assertArrayEquals(brokenBytes, Files.readAllBytes(run.error("broken.jsonl").orElseThrow()));
        assertArrayEquals(otherBytes, Files.readAllBytes(run.error("field.jsonl").orElseThrow()));
        final String brokenReason = Files.readString(run.error("broken.jsonl.error.txt").orElseThrow());
        final String otherReason = Files.readString(run.error("field.jsonl.error.txt").orElseThrow());
        assertTrue(brokenReason.contains("line 13"), brokenReason);
        assertTrue(otherReason.contains("'text'"), otherReason);
        assertFalse(Files.readString(nifi.applicationLog(), StandardCharsets.UTF_8).contains("secret"));
        assertFalse(Files.exists(run.output("trained")));
        nifi.client().schedule(run.groupId(), "STOPPED");
    }

    private static SegmentationRun start(final String name, final Map<String, String> settings) throws IOException {
        final Map<String, String> parameters = new HashMap<>(settings);
        parameters.put("Number of Segments", Integer.toString(Texts.THEMES));
        return TestNiFi.start(SegmentCustomersIT.class, nifi, TestNiFi.template(), name, parameters);
    }

    private static List<String> lines(final String language, final int count, final long seed) {
        return "zh".equals(language) ? Texts.chinese(count, seed) : Texts.english(count, seed);
    }
}
