// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The demo from its command line to its results.
 */
class DemoIT {

    private static final Path WORK = TestNiFi.directory(DemoIT.class).resolve("work");

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @AfterEach
    void stopNiFi() {
        NiFiInstance.stopRunning(WORK.resolve("nifi"));
    }

    @Test
    void segmentsAFileAndLeavesNiFiRunning() throws IOException, InterruptedException {
        final List<String> lines = Texts.english(90, 7);
        final Path input = TestNiFi.file(DemoIT.class, "customers of ours.jsonl", lines);
        final Path output = TestNiFi.directory(DemoIT.class).resolve("results");
        final int port = NiFiInstance.freePort();
        demo("--input", input.toString(), "--text", "text", "--customer", "customer_id", "--segments", "3", "--output", output.toString(), "--port", Integer.toString(port)).run();

        assertEquals(Texts.ids(lines), TestNiFi.sortedIds(TestNiFi.records(output.resolve("segments.jsonl"))));
        assertEquals(90, new ObjectMapper().readTree(output.resolve("metrics.json").toFile()).path("records").asInt());
        assertTrue(Files.size(output.resolve("report.html")) > 0);
        assertTrue(Files.size(output.resolve("model.zip")) > 0);
        final String said = console.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("silhouette_cosine") && said.contains(output.resolve("report.html").toString()), said);
        assertTrue(said.contains("http://127.0.0.1:" + port + "/nifi/#/process-groups/"), said);

        console.reset();
        demo("--stop").run();
        assertEquals("The demo's NiFi is stopped." + System.lineSeparator(), console.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhyTheFlowRefusedAFile() throws IOException {
        final Path input = TestNiFi.file(DemoIT.class, "different.jsonl", List.of("{\"text\":\"apples\"}", "{\"text\":\"carpets\"}"));
        final Demo demo = demo("--input", input.toString(), "--text", "text", "--embedding", "tfidf", "--output", TestNiFi.directory(DemoIT.class).resolve("none").toString());
        final String sentence = assertThrows(DemoError.class, demo::run).getMessage();
        assertTrue(sentence.startsWith("The flow could not process the file: "), sentence);
        assertTrue(sentence.contains("no term occurs"), sentence);
        assertFalse(NiFiInstance.stopRunning(WORK.resolve("nifi")));
    }

    private Demo demo(final String... arguments) {
        return new Demo(DemoOptions.parse(arguments), TestNiFi.HOME, WORK, new PrintStream(console, true, StandardCharsets.UTF_8));
    }
}
