// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * More records than k-means and the smoothing look at one by one: starts are found on a sample, and neighbours in cells.
 */
class ManyRecordsIT {

    private static final int RECORDS = 40_000;
    private static final int FRESH = 300;

    @Test
    void everyThemeIsASegment() throws IOException, InterruptedException {
        try (NiFiInstance nifi = TestNiFi.create(ManyRecordsIT.class)) {
            nifi.start();
            final SegmentationRun run = TestNiFi.start(ManyRecordsIT.class, nifi, TestNiFi.template(), "many",
                    Map.of("Embedding Method", "tf-idf", "Number of Segments", Integer.toString(Texts.THEMES)));
            final List<String> lines = Texts.english(RECORDS, 1);
            run.train(TestNiFi.file(ManyRecordsIT.class, "many.jsonl", lines));
            TestNiFi.await(() -> run.isTrained("many") && run.isIdle() || run.problem().isPresent());
            assertEquals("", run.problem().orElse(""));
            final List<JsonNode> trained = TestNiFi.records(run.trained("many", "segments.jsonl"));
            assertEquals(Texts.ids(lines), TestNiFi.sortedIds(trained));
            final Map<Integer, Integer> themes = new HashMap<>();
            trained.forEach(record -> assertEquals(theme(record), themes.computeIfAbsent(record.path("segment").asInt(), segment -> theme(record)), record::toString));
            assertEquals(Texts.THEMES, themes.size());

            run.serve(TestNiFi.file(ManyRecordsIT.class, "fresh.jsonl", Texts.english(FRESH, 2)));
            TestNiFi.await(run::isIdle);
            assertEquals("", run.problem().orElse(""));
            final List<JsonNode> assigned = TestNiFi.records(run.output("assigned").resolve("fresh.jsonl"));
            assigned.forEach(record -> assertEquals(theme(record), themes.get(record.path("segment").asInt()), record::toString));
        }
    }

    /** Records about the themes take turns. */
    private static int theme(final JsonNode record) {
        final String id = record.path("id").asText();
        return Integer.parseInt(id.substring(id.indexOf('-') + 1)) % Texts.THEMES;
    }
}
