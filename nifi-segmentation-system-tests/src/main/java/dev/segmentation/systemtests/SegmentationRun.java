// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The template on a NiFi: imported with its own directories and settings, fed with files, watched until results are there.
 */
public final class SegmentationRun {

    private static final Duration ENABLE_LIMIT = Duration.ofMinutes(2);

    private final NiFiClient client;
    private final Path directory;
    private final String groupId;

    private SegmentationRun(final NiFiClient client, final Path directory, final String groupId) {
        this.client = client;
        this.directory = directory;
        this.groupId = groupId;
    }

    /**
     * Imports the template and starts it.
     *
     * @param name name of the process group and of its parameter context
     * @param directory the directories that the flow reads and writes are made below it
     * @param parameters values that differ from the template's
     * @param y position on the canvas
     */
    public static SegmentationRun start(final NiFiClient client, final FlowDefinition template, final String name, final Path directory,
            final Map<String, String> parameters, final int y) throws IOException {
        final Map<String, String> directories = Map.of("Input Directory", "train", "New Records Directory", "new", "Output Directory", "out", "Model Directory", "models");
        template.parameterContext(name);
        for (final Map.Entry<String, String> entry : directories.entrySet()) {
            template.parameter(entry.getKey(), Files.createDirectories(directory.resolve(entry.getValue())).toString());
        }
        parameters.forEach(template::parameter);

        final String groupId = client.importFlow(name, template.json(), 0, y);
        client.enableServices(groupId, ENABLE_LIMIT);
        client.awaitValid(groupId, ENABLE_LIMIT);
        client.schedule(groupId, "RUNNING");
        return new SegmentationRun(client, directory, groupId);
    }

    /**
     * @return the id of the process group
     */
    public String groupId() {
        return groupId;
    }

    /**
     * Moves a complete file where the training lane picks it up.
     */
    public void train(final Path file) throws IOException {
        Files.move(file, directory.resolve("train").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Moves a complete file where the serving lane picks it up.
     */
    public void serve(final Path file) throws IOException {
        Files.move(file, directory.resolve("new").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * @param base name of the trained file without its ending
     * @return true when everything that training writes is there
     */
    public boolean isTrained(final String base) {
        return Stream.of("segments.jsonl", "metrics.json", "report.html", "model.zip").allMatch(suffix -> Files.exists(trained(base, suffix)));
    }

    /**
     * @return a result of training
     */
    public Path trained(final String base, final String suffix) {
        return output("trained").resolve(base + "." + suffix);
    }

    /**
     * @param kind trained, assigned, unknown or errors
     * @return the directory of such results
     */
    public Path output(final String kind) {
        return directory.resolve("out").resolve(kind);
    }

    /**
     * @return the reason why a file was not processed, when there is such a file
     */
    public Optional<String> problem() throws IOException {
        final Optional<Path> reason = error(".error.txt");
        return reason.isEmpty() ? Optional.empty() : Optional.of(Files.readString(reason.get()).strip());
    }

    /**
     * @param suffix of its name
     * @return a complete file among those that tell of a failure
     */
    public Optional<Path> error(final String suffix) throws IOException {
        if (!Files.isDirectory(output("errors"))) {
            return Optional.empty();
        }
        final List<Path> failures;
        try (Stream<Path> directories = Files.list(output("errors"))) {
            failures = directories.toList();
        }
        for (final Path failure : failures) {
            try (Stream<Path> files = Files.list(failure)) {
                final Optional<Path> found = files.filter(file -> file.getFileName().toString().endsWith(suffix) && !file.getFileName().toString().startsWith(".")).findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * @return names of our processors that are at work
     */
    public List<String> working() {
        return client.processors(groupId).stream()
                .filter(processor -> processor.path("component").path("type").asText().startsWith("dev.segmentation."))
                .filter(processor -> processor.path("status").path("aggregateSnapshot").path("activeThreadCount").asInt() > 0)
                .map(processor -> processor.path("component").path("name").asText())
                .distinct()
                .toList();
    }

    /**
     * @return true when no file waits to be read and none is in the flow
     */
    public boolean isIdle() throws IOException {
        return isEmpty("train") && isEmpty("new") && client.queued(groupId) == 0;
    }

    private boolean isEmpty(final String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * @return the components of the flow, as the REST API gives them
     */
    public List<JsonNode> processors() {
        return client.processors(groupId);
    }
}
