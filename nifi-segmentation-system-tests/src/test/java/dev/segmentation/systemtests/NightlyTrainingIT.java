// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.model.SegmentModel;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Models are trained one after the other while a stream of small files is assigned: no record is lost, each names the model that decided it, and ids last.
 */
class NightlyTrainingIT {

    private static final String VERSION = "model_version";
    private static final int NIGHTS = 4;
    private static final int TRAINING_RECORDS = 120;
    private static final int RECORDS_PER_FILE = 12;
    private static final int FILES_PER_NIGHT = 60;

    private final List<String> served = new ArrayList<>();
    private int files;

    @Test
    void trainingAndAssigningTogether() throws IOException, InterruptedException {
        try (NiFiInstance nifi = TestNiFi.create(NightlyTrainingIT.class)) {
            nifi.start();
            final FlowDefinition template = TestNiFi.template().property("AssignSegments", "Model Version Field", VERSION).property("AssignSegments", "Model Refresh Interval", "200 ms")
                    .property("ClusterCustomers", "Promotion Margin", "0.1");
            final SegmentationRun run = TestNiFi.start(NightlyTrainingIT.class, nifi, template, "nightly", Map.of("Number of Segments", Integer.toString(Texts.THEMES)));
            final List<String> trained = new ArrayList<>();
            for (int night = 0; night < NIGHTS; night++) {
                if (night > 0) {
                    serve(run);
                }
                final List<String> texts = Texts.english(TRAINING_RECORDS + 30 * night, 1000 + night);
                trained.addAll(texts);
                run.train(TestNiFi.file(NightlyTrainingIT.class, "night-" + night + ".jsonl", texts));
                if (night > 0) {
                    serve(run);
                }
                final String name = "night-" + night;
                TestNiFi.await(() -> run.isTrained(name) || run.problem().isPresent());
                assertEquals("", run.problem().orElse(""));
            }
            serve(run);
            TestNiFi.await(run::isIdle);

            assertTrue(run.problem().isEmpty());
            assertEquals(Texts.ids(trained), TestNiFi.sortedIds(TestNiFi.records(run, "trained", ".segments.jsonl")));
            final Map<String, SegmentModel> models = models(run);
            checkLineage(List.copyOf(models.values()));
            checkIdsOfTraining(run);
            checkServed(run, models);
        }
    }

    /** Returns when the first of the files is through: the model of the night before has decided something. */
    private void serve(final SegmentationRun run) throws IOException {
        final int first = files;
        for (int i = 0; i < FILES_PER_NIGHT / 2; i++) {
            final List<String> texts = Texts.english(RECORDS_PER_FILE, files);
            served.addAll(texts);
            run.serve(TestNiFi.file(NightlyTrainingIT.class, name(files), texts));
            files++;
        }
        TestNiFi.await(() -> Stream.iterate(first, file -> file < files, file -> file + 1).anyMatch(file -> Files.exists(run.output("assigned").resolve(name(file)))));
    }

    private static String name(final int file) {
        return "new-" + file + ".jsonl";
    }

    private static Map<String, SegmentModel> models(final SegmentationRun run) throws IOException {
        final Map<String, SegmentModel> models = new LinkedHashMap<>();
        for (int night = 0; night < NIGHTS; night++) {
            final SegmentModel model = SegmentModel.read(Files.readAllBytes(run.trained("night-" + night, "model.zip")));
            models.put(model.version(), model);
        }
        assertEquals(NIGHTS, models.size());
        return models;
    }

    private static void checkLineage(final List<SegmentModel> models) {
        for (int night = 1; night < NIGHTS; night++) {
            final JsonNode manifest = models.get(night).manifest();
            assertEquals(models.get(night - 1).version(), manifest.path("parent_version").asText());
            assertEquals(Texts.THEMES, manifest.path("next_id").asInt());
            manifest.path("lineage").path("segments").forEach(segment -> assertEquals("survived", segment.path("kind").asText(), manifest::toString));
            assertTrue(manifest.path("lineage").path("gone").isEmpty());
        }
    }

    /** Every theme has one id, on every night. */
    private static void checkIdsOfTraining(final SegmentationRun run) throws IOException {
        final Map<Integer, Integer> idOf = new HashMap<>();
        for (int night = 0; night < NIGHTS; night++) {
            final int[][] counts = new int[Texts.THEMES][Texts.THEMES];
            final List<JsonNode> records = TestNiFi.records(run.trained("night-" + night, "segments.jsonl"));
            records.forEach(record -> counts[theme(record)][record.path("segment").asInt()]++);
            for (int theme = 0; theme < Texts.THEMES; theme++) {
                final int[] ofTheme = counts[theme];
                final int most = Stream.iterate(0, id -> id < Texts.THEMES, id -> id + 1).max((a, b) -> Integer.compare(ofTheme[a], ofTheme[b])).orElseThrow();
                assertTrue(ofTheme[most] > 0.8 * records.size() / Texts.THEMES);
                assertEquals(idOf.computeIfAbsent(theme, first -> most), most);
            }
        }
        assertEquals(Texts.THEMES, Set.copyOf(idOf.values()).size());
    }

    private static int theme(final JsonNode record) {
        final String id = record.path("id").asText();
        return Integer.parseInt(id.substring(id.indexOf('-') + 1)) % Texts.THEMES;
    }

    /** What a record says is what the model that it names says, and no other model says the same distance. */
    private void checkServed(final SegmentationRun run, final Map<String, SegmentModel> models) throws IOException {
        final List<JsonNode> all = new ArrayList<>();
        final Set<String> versions = new HashSet<>();
        for (int file = 0; file < files; file++) {
            final List<JsonNode> records = new ArrayList<>();
            for (final String kind : List.of("assigned", "unknown")) {
                final Path output = run.output(kind).resolve(name(file));
                records.addAll(Files.exists(output) ? TestNiFi.records(output) : List.of());
            }
            assertEquals(1, records.stream().map(record -> record.path(VERSION).asText()).distinct().count());
            records.forEach(record -> check(record, models));
            versions.add(records.getFirst().path(VERSION).asText());
            all.addAll(records);
        }
        assertEquals(Texts.ids(served), TestNiFi.sortedIds(all));
        assertEquals(models.keySet(), versions);
    }

    private static void check(final JsonNode record, final Map<String, SegmentModel> models) {
        final float[] vector = new float[record.path("embedding").size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = record.path("embedding").path(i).floatValue();
        }
        models.forEach((version, model) -> {
            final Nearest nearest = model.centroids().nearest(vector);
            final boolean named = version.equals(record.path(VERSION).asText());
            assertEquals(named, Math.abs(nearest.distance() - record.path("segment_distance").floatValue()) < 1e-6, record::toString);
            if (named && record.path("segment").asInt() != -1) {
                assertEquals(model.ids().of(nearest.segment()), record.path("segment").asInt());
            }
        });
    }
}
