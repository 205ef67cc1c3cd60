// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Publication behind a gate on the canvas: what ScoreClusters passes is published, what it rejects goes elsewhere. Texts about themes pass, the same words in
 * random order do not.
 */
class ScoreGateIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 180;
    private static final String PUBLISHED = "Name the records";

    @Test
    void goodSegmentsArePublishedAndShuffledOnesRejected() throws IOException, InterruptedException {
        try (NiFiInstance nifi = TestNiFi.create(ScoreGateIT.class)) {
            nifi.start();
            final FlowDefinition flow = TestNiFi.template().property("ScoreClusters", "Minimum Silhouette", "0.25").property("ScoreClusters", "Minimum Segment Share", "0.05")
                    .property("ScoreClusters", "Minimum Stability", "0.8").property("ScoreClusters", "Stability Resamples", "10");
            gate(flow);
            final SegmentationRun run = TestNiFi.start(ScoreGateIT.class, nifi, flow, "gate", Map.of("Number of Segments", Integer.toString(Texts.THEMES)));
            final List<String> texts = Texts.english(RECORDS, 31);

            final JsonNode good = train(run, "good", texts, "segments.jsonl");
            assertEquals("passed", good.path("verdict").asText(), good::toString);
            assertTrue(good.path("verdict_reasons").isEmpty());
            assertTrue(good.path("stability").asDouble() > 0.8);
            assertFalse(Files.exists(run.trained("good", "rejected.jsonl")));
            assertEquals(Texts.ids(texts), TestNiFi.sortedIds(TestNiFi.records(run.trained("good", "segments.jsonl"))));

            final List<String> shuffled = shuffled(texts);
            final JsonNode bad = train(run, "bad", shuffled, "rejected.jsonl");
            assertEquals("rejected", bad.path("verdict").asText(), bad::toString);
            assertTrue(bad.path("verdict_reasons").path(0).asText().startsWith("silhouette 0."), bad::toString);
            assertFalse(Files.exists(run.trained("bad", "segments.jsonl")));
            assertEquals(Texts.ids(shuffled), TestNiFi.sortedIds(TestNiFi.records(run.trained("bad", "rejected.jsonl"))));
            assertTrue(run.problem().isEmpty());
        }
    }

    /** @return the metrics */
    private static JsonNode train(final SegmentationRun run, final String name, final List<String> texts, final String result) throws IOException {
        run.train(TestNiFi.file(ScoreGateIT.class, name + ".jsonl", texts));
        TestNiFi.await(() -> run.isIdle() && Files.exists(run.trained(name, "metrics.json")) || run.problem().isPresent());
        assertEquals("", run.problem().orElse(""));
        final Path metrics = run.trained(name, "metrics.json");
        final JsonNode json = JSON.readTree(metrics.toFile());
        final JsonNode record = json.isArray() ? json.path(0) : json;
        assertTrue(Files.exists(run.trained(name, result)), record::toString);
        return record;
    }

    /** Every word is in some other text. */
    private static List<String> shuffled(final List<String> lines) throws IOException {
        final List<String> words = new ArrayList<>();
        for (final String line : lines) {
            words.addAll(Arrays.asList(JSON.readTree(line).path("text").asText().split("[ ,]+")));
        }
        Collections.shuffle(words, new Random(7));
        final List<String> result = new ArrayList<>();
        for (final String line : lines) {
            final ObjectNode record = (ObjectNode) JSON.readTree(line);
            final int count = record.path("text").asText().split("[ ,]+").length;
            record.put("text", String.join(" ", words.subList(0, count)));
            words.subList(0, count).clear();
            result.add(record.toString());
        }
        return result;
    }

    /** Publishes what is passed instead of all, and writes what is rejected under another name. */
    private static void gate(final FlowDefinition flow) {
        for (final JsonNode group : flow.json().path("flowContents").path("processGroups")) {
            final ArrayNode processors = (ArrayNode) group.path("processors");
            final ArrayNode connections = (ArrayNode) group.path("connections");
            final ObjectNode published = find(processors, PUBLISHED);
            if (published == null) {
                continue;
            }
            final ObjectNode rejected = published.deepCopy();
            final String id = UUID.randomUUID().toString();
            rejected.put("identifier", id).put("name", "Name the rejected records").putObject("properties").put("filename", "${source.name}.rejected.jsonl");
            rejected.putObject("position").put("x", 680).put("y", 1800);
            processors.add(rejected);
            find(processors, "Score clusters").putArray("autoTerminatedRelationships").add("success");

            final List<ObjectNode> added = new ArrayList<>();
            for (final JsonNode each : connections) {
                final ObjectNode connection = (ObjectNode) each;
                final boolean into = PUBLISHED.equals(connection.path("destination").path("name").asText());
                if (into || PUBLISHED.equals(connection.path("source").path("name").asText())) {
                    final ObjectNode copy = connection.deepCopy().put("identifier", UUID.randomUUID().toString());
                    ((ObjectNode) copy.path(into ? "destination" : "source")).put("id", id).put("name", "Name the rejected records");
                    if (into) {
                        connection.putArray("selectedRelationships").add("passed");
                        copy.putArray("selectedRelationships").add("rejected");
                    }
                    added.add(copy);
                }
            }
            added.forEach(connections::add);
        }
    }

    private static ObjectNode find(final ArrayNode components, final String name) {
        for (final JsonNode component : components) {
            if (name.equals(component.path("name").asText())) {
                return (ObjectNode) component;
            }
        }
        return null;
    }
}
