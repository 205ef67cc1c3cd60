// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.model.SegmentModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Customers who asked to be forgotten, on the canvas: left out by a list, and taken out of a model that knows them. Their ids stand nowhere but in the records and in the list.
 */
class ErasureIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 120;
    private static final int CUSTOMERS = RECORDS / 2;
    private static final int SMOOTHED_RECORDS = 300;
    private static final String FORGOTTEN = "forgotten-person-";
    private static final int FORGOTTEN_CUSTOMERS = 6;
    private static final double TOLERANCE = 1e-5;
    private static final List<String> KEPT_BY_NIFI = List.of("logs", "flowfile_repository", "database_repository", "state", "conf");

    private static NiFiInstance nifi;
    private static Path list;

    @BeforeAll
    static void startNiFi() throws IOException, InterruptedException {
        nifi = TestNiFi.create(ErasureIT.class);
        nifi.start();
        list = TestNiFi.file(ErasureIT.class, "list.txt", lines(1).stream().map(ErasureIT::customer).filter(id -> id.startsWith(FORGOTTEN)).distinct().toList());
        assertEquals(FORGOTTEN_CUSTOMERS, Files.readAllLines(list).size());
    }

    /** In each of the tests the ids went through all of the flow, and in one of them to failure. Provenance is asked for, since its files are compressed in parts. */
    @AfterAll
    static void nobodyIsNamed() throws IOException {
        try (NiFiInstance stopped = nifi) {
            final List<JsonNode> events = stopped.client().provenance(TestNiFi.PATIENCE);
            assertTrue(events.stream().anyMatch(event -> event.toString().contains("segmentation.erasure")), "events tell attributes");
            events.forEach(event -> assertFalse(event.toString().contains(FORGOTTEN)));
        }
        for (final String directory : KEPT_BY_NIFI) {
            checkFiles(nifi.directory().resolve(directory));
        }
        try (Stream<Path> runs = Files.list(TestNiFi.directory(ErasureIT.class))) {
            for (final Path models : runs.map(run -> run.resolve("models")).filter(Files::isDirectory).toList()) {
                checkFiles(models);
            }
        }
    }

    @Test
    void listedCustomersAreLeftOut() throws IOException {
        final FlowDefinition flow = flow("ClusterCustomers").property("ClusterCustomers", "Erasure List", list.toString()).property("AssignSegments", "Erasure List", list.toString());
        final SegmentationRun run = start(flow, "listed", Map.of());
        final List<JsonNode> records = train(run, "listed", lines(1));
        for (final JsonNode record : records) {
            assertEquals(isForgotten(record), record.path("segment").asInt() == -1, "a listed customer has no segment, and all others have one");
            assertEquals(isForgotten(record), record.path("segment_distance").isNull());
        }
        assertEquals(records.stream().filter(record -> !isForgotten(record)).map(record -> record.path("customer_id").asText()).distinct().sorted().toList(),
                TestNiFi.records(run.trained("listed", "customers.jsonl")).stream().map(customer -> customer.path("customer_id").asText()).sorted().toList());
        final SegmentModel model = models("listed").getFirst();
        assertEquals(CUSTOMERS - FORGOTTEN_CUSTOMERS, model.members());
        assertEquals(0, farthest(model, records), TOLERANCE);

        run.serve(TestNiFi.file(ErasureIT.class, "fresh.jsonl", lines(2)));
        TestNiFi.await(run::isIdle);
        assertEquals("", run.problem().orElse(""));
        final List<JsonNode> unknown = TestNiFi.records(run.output("unknown").resolve("fresh.jsonl"));
        assertEquals(2 * FORGOTTEN_CUSTOMERS, unknown.stream().filter(ErasureIT::isForgotten).count());
        unknown.forEach(record -> assertEquals(-1, record.path("segment").asInt()));
        assertTrue(TestNiFi.records(run.output("assigned").resolve("fresh.jsonl")).stream().noneMatch(ErasureIT::isForgotten));
        nifi.client().schedule(run.groupId(), "STOPPED");
    }

    @Test
    void customersAreTakenOutOfTheCentroidsOnce() throws IOException {
        final SegmentationRun run = start(flow("ClusterCustomers").property("AssignSegments", "Online Update", "erase"), "erased", Map.of());
        final List<JsonNode> records = train(run, "erased", lines(1));
        final SegmentModel before = models("erased").getFirst();
        assertEquals(CUSTOMERS, before.members());
        assertTrue(farthest(before, records) > 100 * TOLERANCE);

        erase(run, "erase", lines(1));
        final SegmentModel after = models("erased").getLast();
        assertEquals(2, models("erased").size());
        assertTrue(after.version().compareTo(before.version()) > 0);
        assertEquals(before.version(), after.manifest().path("parent_version").asText());
        assertEquals(CUSTOMERS - FORGOTTEN_CUSTOMERS, after.members());
        assertEquals(0, farthest(after, records), TOLERANCE);

        erase(run, "replay", lines(1));
        assertEquals("", run.problem().orElse(""));
        assertEquals(2, models("erased").size());
        assertEquals(List.of("erased", after.version()), erasure("erase.jsonl"));
        assertEquals(List.of("repeated", after.version()), erasure("replay.jsonl"));
        nifi.client().schedule(run.groupId(), "STOPPED");
    }

    /** With the settings that everybody has who sets none, and customers who write about two of the themes. */
    @Test
    void smoothedSegmentsAreNotErasedFrom() throws IOException {
        final FlowDefinition flow = TestNiFi.template().property("AssignSegments", "Customer ID Field", "customer_id").property("AssignSegments", "Online Update", "erase");
        final SegmentationRun run = start(flow, "smoothed", Map.of("Number of Segments", "8"));
        final List<String> lines = new ArrayList<>();
        for (final String line : Texts.english(SMOOTHED_RECORDS, 1)) {
            final int customer = lines.size() / 2;
            lines.add(((ObjectNode) JSON.readTree(line)).put("customer_id", (customer % 10 == 0 ? FORGOTTEN : "c") + customer).toString());
        }
        train(run, "smoothed", lines);
        erase(run, "refused", lines);
        final String reason = run.problem().orElse("");
        final SegmentModel model = models("smoothed").getFirst();
        assertTrue(reason.startsWith("nothing can be taken out of version " + model.version() + " of the model: some of the training lie nearer to another segment's centroid"), reason);
        assertTrue(reason.endsWith("without Neighbour Smoothing, k-means makes no such segments. Train anew with an Erasure List"), reason);
        assertEquals(1, models("smoothed").size());
        nifi.client().schedule(run.groupId(), "STOPPED");
    }

    @Test
    void reasonsNameWordsNumbersAndCategories() throws IOException {
        final FlowDefinition flow = flow("ClusterCustomers", "AssignSegments").property("ClusterCustomers", "Numeric Fields", "age").property("ClusterCustomers", "Categorical Fields", "plan")
                .property("ClusterCustomers", "Erasure List", list.toString()).property("AssignSegments", "Erasure List", list.toString());
        final SegmentationRun run = start(flow, "features", Map.of("Unknown Beyond", "never"));
        train(run, "features", lines(1));
        run.serve(TestNiFi.file(ErasureIT.class, "mixed.jsonl", lines(2)));
        TestNiFi.await(run::isIdle);
        assertEquals("", run.problem().orElse(""));
        final List<JsonNode> assigned = TestNiFi.records(run.output("assigned").resolve("mixed.jsonl"));
        assertEquals(RECORDS - 2 * FORGOTTEN_CUSTOMERS, assigned.size());
        for (final JsonNode record : assigned) {
            final List<String> reasons = new ArrayList<>();
            record.path("segment_reasons").forEach(reason -> reasons.add(reason.asText()));
            final String plan = record.path("plan").asText();
            assertTrue(reasons.contains("age") || reasons.contains("plan=" + plan), record::toString);
            assertTrue(reasons.stream().allMatch(reason -> !reason.contains("=") || reason.equals("plan=" + plan)), record::toString);
        }
        final List<String> all = assigned.stream().map(record -> record.path("segment_reasons").toString()).toList();
        assertTrue(all.stream().anyMatch(reasons -> reasons.contains("\"age\"")));
        assertTrue(all.stream().anyMatch(reasons -> reasons.contains("\"plan=")));
        assertTrue(all.stream().anyMatch(reasons -> reasons.contains("parcel") || reasons.contains("battery") || reasons.contains("jacket")), all::toString);
        final List<String> customers = TestNiFi.records(run.output("assigned").resolve("mixed.jsonl.customers")).stream().map(customer -> customer.path("customer_id").asText()).sorted().toList();
        assertEquals(assigned.stream().map(record -> record.path("customer_id").asText()).distinct().sorted().toList(), customers);
        nifi.client().schedule(run.groupId(), "STOPPED");
    }

    /** Texts about three themes, of customers of whom some have an id that is looked for; numbers and categories go with the themes. */
    private static List<String> lines(final long seed) throws IOException {
        final List<String> lines = new ArrayList<>();
        int i = 0;
        for (final String line : Texts.english(RECORDS, seed)) {
            final ObjectNode record = (ObjectNode) JSON.readTree(line);
            record.put("customer_id", record.path("customer_id").asText().replaceFirst("^c(3|7)-", FORGOTTEN + "$1-"));
            final int theme = i % Texts.THEMES;
            record.put("age", theme == 0 ? 60 + i % 7 : 20 + i % 7).put("plan", theme == 1 ? "gold" : "basic");
            lines.add(record.toString());
            i++;
        }
        return lines;
    }

    private static String customer(final String line) {
        try {
            return JSON.readTree(line).path("customer_id").asText();
        } catch (final IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isForgotten(final JsonNode record) {
        return record.path("customer_id").asText().startsWith(FORGOTTEN);
    }

    /**
     * @param withCustomers processors whose customers are written too
     * @return the template by customers, whose centroids are means
     */
    private static FlowDefinition flow(final String... withCustomers) throws IOException {
        final FlowDefinition flow = TestNiFi.template().property("AssignSegments", "Customer ID Field", "customer_id").property("ClusterCustomers", "Neighbour Smoothing", "0");
        for (final String type : withCustomers) {
            writeCustomers(flow, type);
        }
        return flow;
    }

    private static SegmentationRun start(final FlowDefinition flow, final String name, final Map<String, String> parameters) throws IOException {
        final Map<String, String> all = new LinkedHashMap<>(Map.of("Embedding Method", "tf-idf", "Customer ID Field", "customer_id", "Number of Segments", Integer.toString(Texts.THEMES)));
        all.putAll(parameters);
        return TestNiFi.start(ErasureIT.class, nifi, flow, name, all);
    }

    private static List<JsonNode> train(final SegmentationRun run, final String name, final List<String> lines) throws IOException {
        run.train(TestNiFi.file(ErasureIT.class, name + ".jsonl", lines));
        TestNiFi.await(() -> run.isTrained(name) && run.isIdle() || run.problem().isPresent());
        assertEquals("", run.problem().orElse(""));
        return TestNiFi.records(run.trained(name, "segments.jsonl"));
    }

    private static void erase(final SegmentationRun run, final String name, final List<String> lines) throws IOException {
        run.serve(TestNiFi.file(ErasureIT.class, name + ".jsonl", lines.stream().filter(line -> customer(line).startsWith(FORGOTTEN)).toList()));
        TestNiFi.await(run::isIdle);
    }

    /** In the order of their versions. */
    private static List<SegmentModel> models(final String run) throws IOException {
        final List<Path> files;
        try (Stream<Path> found = Files.walk(TestNiFi.directory(ErasureIT.class).resolve(run).resolve("models"))) {
            files = found.filter(file -> file.getParent().getFileName().toString().equals("segments") && file.toString().endsWith(".zip")).sorted().toList();
        }
        final List<SegmentModel> models = new ArrayList<>();
        for (final Path file : files) {
            models.add(SegmentModel.read(Files.readAllBytes(file)));
        }
        return models;
    }

    /** How far a centroid lies from the mean of its customers who are not forgotten. */
    private static double farthest(final SegmentModel model, final List<JsonNode> records) {
        final int dimension = model.centroids().dimension();
        final Map<String, double[]> customers = new LinkedHashMap<>();
        records.stream().filter(record -> !isForgotten(record)).forEach(record -> add(customers.computeIfAbsent(record.path("customer_id").asText(), id -> new double[dimension]),
                record.path("embedding")));
        final double[][] sums = new double[model.centroids().size()][dimension];
        final int[] counts = new int[sums.length];
        for (final double[] sum : customers.values()) {
            final double length = length(sum);
            final float[] direction = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                direction[i] = (float) (sum[i] / length);
            }
            final int segment = model.centroids().nearest(direction).segment();
            counts[segment]++;
            for (int i = 0; i < dimension; i++) {
                sums[segment][i] += direction[i];
            }
        }
        double farthest = 0;
        for (int segment = 0; segment < sums.length; segment++) {
            final double[] difference = new double[dimension];
            for (int i = 0; i < dimension; i++) {
                difference[i] = sums[segment][i] / counts[segment] - model.centroids().toArray()[segment][i];
            }
            farthest = Math.max(farthest, length(difference));
        }
        return farthest;
    }

    private static void add(final double[] sum, final JsonNode vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector.path(i).asDouble();
        }
    }

    private static double length(final double[] vector) {
        double squares = 0;
        for (final double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /**
     * @return what the attributes of a file's records tell of its erasure
     */
    private static List<String> erasure(final String filename) {
        for (final JsonNode event : nifi.client().provenance(TestNiFi.PATIENCE)) {
            final Map<String, String> attributes = new LinkedHashMap<>();
            event.path("attributes").forEach(attribute -> attributes.put(attribute.path("name").asText(), attribute.path("value").asText()));
            if (filename.equals(attributes.get("filename")) && attributes.containsKey("segmentation.erasure")) {
                return List.of(attributes.get("segmentation.erasure"), attributes.get("segmentation.erasure.version"));
            }
        }
        return List.of();
    }

    private static void checkFiles(final Path directory) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (final Path file : files) {
            if (file.toString().endsWith(".zip")) {
                try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                        checkNobody(file, zip.readAllBytes());
                    }
                }
            } else {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    checkNobody(file, file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes());
                }
            }
        }
    }

    private static void checkNobody(final Path file, final byte[] content) {
        assertFalse(new String(content, StandardCharsets.ISO_8859_1).contains(FORGOTTEN), file::toString);
    }

    /** Another output of the processor, through a copy of what names another of its outputs; a processor without such a one writes beside its records. */
    private static void writeCustomers(final FlowDefinition flow, final String type) {
        for (final JsonNode group : flow.json().path("flowContents").path("processGroups")) {
            final ArrayNode processors = (ArrayNode) group.path("processors");
            final ObjectNode source = find(processors, "type", type);
            if (source == null) {
                continue;
            }
            final boolean training = type.equals("ClusterCustomers");
            source.putArray("autoTerminatedRelationships").addAll(training ? List.of(JSON.getNodeFactory().textNode("rejected")) : List.of());
            final ArrayNode connections = (ArrayNode) group.path("connections");
            final ObjectNode writer = find(processors, "name", training ? "Write results" : "Write assigned records");
            final ObjectNode naming = find((ArrayNode) flow.json().path("flowContents").path("processGroups").path(0).path("processors"), "name", "Name the records").deepCopy();
            naming.put("identifier", UUID.randomUUID().toString()).put("name", "Name the customers").put("groupIdentifier", group.path("identifier").asText());
            naming.putObject("properties").put("filename", training ? "${source.name}.customers.jsonl" : "${filename}.customers");
            processors.add(naming);
            final ObjectNode pattern = (ObjectNode) connections.path(0);
            connections.add(connection(pattern, source, naming, "customers"));
            connections.add(connection(pattern, naming, writer, "success"));
        }
    }

    private static ObjectNode connection(final ObjectNode pattern, final ObjectNode source, final ObjectNode destination, final String relationship) {
        final ObjectNode connection = pattern.deepCopy().put("identifier", UUID.randomUUID().toString());
        ((ObjectNode) connection.path("source")).put("id", source.path("identifier").asText()).put("name", source.path("name").asText());
        ((ObjectNode) connection.path("destination")).put("id", destination.path("identifier").asText()).put("name", destination.path("name").asText());
        connection.putArray("selectedRelationships").add(relationship);
        return connection;
    }

    private static ObjectNode find(final ArrayNode components, final String key, final String ending) {
        for (final JsonNode component : components) {
            if (component.path(key).asText().endsWith(ending)) {
                return (ObjectNode) component;
            }
        }
        return null;
    }
}
