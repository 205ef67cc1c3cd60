// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The NiFi of one test class, below {@code target/it}, where its logs stay after the tests.
 */
final class TestNiFi {

    static final Path HOME = Path.of(System.getProperty("segmentation.home"));
    static final Path TARGET = HOME.resolve("nifi-segmentation-system-tests").resolve("target");
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestNiFi() {
    }

    static NiFiInstance create(final Class<?> test) throws IOException {
        return NiFiInstance.create(TARGET.resolve("nifi"), directory(test).resolve("nifi"), NiFiInstance.freePort());
    }

    static Path directory(final Class<?> test) {
        return TARGET.resolve("it").resolve(test.getSimpleName());
    }

    static FlowDefinition template() throws IOException {
        return FlowDefinition.read(HOME.resolve("templates").resolve("segment-customers.json"));
    }

    /**
     * Imports and starts the template with empty directories of its own.
     */
    static SegmentationRun start(final Class<?> test, final NiFiInstance nifi, final FlowDefinition template, final String name, final Map<String, String> parameters)
            throws IOException {
        return SegmentationRun.start(nifi.client(), template, name, Directories.makeEmpty(directory(test).resolve(name)), parameters, 0);
    }

    /**
     * @return a file of the lines, outside of the directories that a flow reads
     */
    static Path file(final Class<?> test, final String name, final List<String> lines) throws IOException {
        return Files.write(Files.createDirectories(directory(test).resolve("stage")).resolve(name), lines);
    }

    static void await(final Progress.Condition condition) {
        assertTrue(NiFiClient.await(PATIENCE, () -> {
            try {
                return condition.holds();
            } catch (final IOException e) {
                return false;
            }
        }));
    }

    static List<JsonNode> records(final Path file) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        for (final String line : Files.readAllLines(file)) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    /**
     * @return all records of all files of one kind of output
     */
    static List<JsonNode> records(final SegmentationRun run, final String kind, final String suffix) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        if (Files.isDirectory(run.output(kind))) {
            try (Stream<Path> files = Files.list(run.output(kind))) {
                for (final Path file : files.filter(file -> file.getFileName().toString().endsWith(suffix)).toList()) {
                    records.addAll(records(file));
                }
            }
        }
        return records;
    }

    static List<String> sortedIds(final List<JsonNode> records) {
        return records.stream().map(record -> record.path("id").asText()).sorted().toList();
    }
}
