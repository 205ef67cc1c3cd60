// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The metrics of a training, as a table for people and as a file.
 */
final class SegmentTable {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> OVERALL = List.of("records", "scored", "customers", "segments", "silhouette_cosine", "silhouette_euclidean", "calinski_harabasz", "davies_bouldin", "note");

    private final JsonNode metrics;

    private SegmentTable(final JsonNode metrics) {
        this.metrics = metrics;
    }

    /**
     * @param file one metrics record
     */
    static SegmentTable read(final Path file) throws IOException {
        return new SegmentTable(JSON.readTree(file.toFile()));
    }

    /**
     * Writes the metrics so that a person can read them.
     */
    void write(final Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(metrics) + "\n");
    }

    void print(final PrintStream out) {
        out.println();
        out.printf("segment %9s   share  silhouette  top terms%n", metrics.hasNonNull("customers") ? "customers" : "records");
        for (final JsonNode segment : metrics.path("segment_metrics")) {
            final List<String> terms = new ArrayList<>();
            segment.path("terms").forEach(term -> terms.add(term.asText()));
            out.printf(Locale.ROOT, "%7d %9d %6.1f%%  %10s  %s%n", segment.path("segment").asInt(), segment.path("size").asLong(), 100 * segment.path("share").asDouble(),
                    number(segment.path("silhouette_cosine")), String.join(", ", terms));
        }
        out.println();
        for (final String name : OVERALL) {
            if (metrics.hasNonNull(name)) {
                out.printf("%-22s%s%n", name, number(metrics.path(name)));
            }
        }
        out.println();
    }

    private static String number(final JsonNode value) {
        return value.isFloatingPointNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : value.asText();
    }
}
