// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.services.DirectoryModelStore;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordParser;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusterCustomersTest {

    private final ClusterCustomers processor = new ClusterCustomers();
    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, store);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
    }

    @Test
    void recordsGetTheirSegment() throws IOException {
        run(SegmentRunner.records(300, 1));
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        final List<JsonNode> records = SegmentRunner.parse(success);
        assertEquals(300, records.size());
        for (int i = 0; i < 300; i++) {
            assertEquals(Integer.toString(i), records.get(i).path("id").asText());
            assertEquals(i % 3, records.get(i).path("segment").asInt());
            assertTrue(records.get(i).path("segment_distance").floatValue() < 0.3);
            assertTrue(records.get(i).path("segment_confidence").floatValue() > 0.7);
            assertEquals(3, records.get(i).path("embedding").size());
        }
        success.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "300");
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "3");
        success.assertAttributeEquals("mime.type", "application/json");
        assertEquals(300, runner.getCounterValue("Records Processed"));
    }

    @Test
    void modelIsPublishedAndEmitted() throws IOException {
        runner.setProperty(SegmentProperties.MODEL_NAME, "${country}-segments");
        runner.enqueue(SegmentRunner.records(60, 1), Map.of("country", "nz", SegmentationAttributes.EMBEDDER, "minilm"));
        runner.run();
        final MockFlowFile emitted = SegmentRunner.only(runner, ClusterCustomers.REL_MODEL);
        final SegmentModel model = SegmentModel.read(emitted.toByteArray());
        emitted.assertAttributeEquals("mime.type", "application/zip");
        emitted.assertAttributeEquals(SegmentationAttributes.MODEL_NAME, "nz-segments");
        emitted.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, model.version());
        emitted.assertAttributeEquals("filename", "nz-segments-" + model.version() + ".zip");
        assertEquals(Set.of("nz-segments/" + model.version()), store.models().keySet());
        assertArrayEquals(store.models().values().iterator().next(), emitted.toByteArray());
        assertEquals("minilm", model.embedder());
        assertEquals(42, model.manifest().path("seed").asInt());
        assertEquals(60, model.manifest().path("training_rows").asInt());
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.MODEL_NAME, "nz-segments");
        success.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, model.version());
    }

    @Test
    void customersArePooled() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        run("""
                {"id":"a","customer":"x","embedding":[1,0]}
                {"id":"b","customer":"y","embedding":[0,1]}
                {"id":"c","customer":"x","embedding":[0.6,0.8]}
                {"id":"d","customer":"x","embedding":null}
                {"id":"e","customer":null,"embedding":[0,2]}
                {"id":"f","customer":"z","embedding":[3,1]}
                """);
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(List.of(0, 1, 0, -1, 1, 0), records.stream().map(record -> record.path("segment").asInt()).toList());
        assertEquals(records.get(0).path("segment_distance"), records.get(2).path("segment_distance"));
        assertEquals(records.get(0).path("segment_confidence"), records.get(2).path("segment_confidence"));
        assertTrue(records.get(3).path("segment_distance").isNull());
        final JsonNode manifest = SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray()).manifest();
        assertEquals(4, manifest.path("training_rows").asInt());
        assertTrue(manifest.path("pooled_by_customer").asBoolean());
    }

    /** Means of a customer's records lie closer together than the records: new records are compared with records. */
    @Test
    void quantilesOfPooledSegmentsAreThoseOfRecords() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "1");
        run("""
                {"customer":"x","embedding":[1,0]}
                {"customer":"x","embedding":[0,1]}
                {"customer":"y","embedding":[0,1]}
                {"customer":"y","embedding":[1,0]}
                """);
        final SegmentModel model = SegmentModel.read(runner.getFlowFilesForRelationship(ClusterCustomers.REL_MODEL).getFirst().toByteArray());
        final double fromCentroidToRecord = Math.sqrt(2 - Math.sqrt(2));
        assertEquals(fromCentroidToRecord, model.distanceQuantile(0, 0.99), 1e-6);
    }

    @Test
    void numericCustomerIds() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "/customer");
        run(SegmentRunner.records(60, 1));
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        for (int i = 6; i < 60; i++) {
            assertEquals(records.get(i - 6).path("segment"), records.get(i).path("segment"));
            assertEquals(records.get(i - 6).path("segment_distance"), records.get(i).path("segment_distance"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void threadsDoNotChangeTheModel(final int threads) throws IOException {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "5");
        runner.setProperty(ClusterCustomers.THREADS, "1");
        run(SegmentRunner.records(2000, 1));
        runner.setProperty(ClusterCustomers.THREADS, Integer.toString(threads));
        run(SegmentRunner.records(2000, 1));
        final List<MockFlowFile> models = runner.getFlowFilesForRelationship(ClusterCustomers.REL_MODEL);
        final float[][] first = SegmentModel.read(models.get(0).toByteArray()).centroids().toArray();
        final float[][] second = SegmentModel.read(models.get(1).toByteArray()).centroids().toArray();
        for (int s = 0; s < 5; s++) {
            assertArrayEquals(first[s], second[s]);
        }
        final List<MockFlowFile> records = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        records.get(1).assertContentEquals(records.get(0).toByteArray());
    }

    @Test
    void noRecords() throws IOException {
        run("[]");
        assertNothingSegmented(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"embedding\":null,\"id\":1}", "{\"embedding\":null,\"id\":1}\n{\"embedding\":null,\"id\":2}"})
    void noVectors(final String records) throws IOException {
        run(records);
        assertNothingSegmented(records.split("\n").length);
    }

    @Test
    void oneRecord() throws IOException {
        run("{\"embedding\":[1,2,3]}");
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(0, records.getFirst().path("segment").asInt());
        assertEquals(0, records.getFirst().path("segment_distance").asDouble());
        assertEquals(1, records.getFirst().path("segment_confidence").asDouble());
        assertWarned("1 different vectors for 3 segments");
    }

    @Test
    void fewerDifferentVectorsThanSegments() throws IOException {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "9");
        run("{\"embedding\":[1,0]}\n{\"embedding\":[0,1]}\n".repeat(20));
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeEquals(SegmentationAttributes.SEGMENTS, "2");
        assertWarned("2 different vectors for 9 segments");
        final JsonNode manifest = SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray()).manifest();
        assertEquals(9, manifest.path("requested_segments").asInt());
        assertEquals(2, manifest.path("segments").asInt());
        assertEquals(1, manifest.path("notes").size());
    }

    @ParameterizedTest
    @MethodSource("badVectors")
    void badVectorsGoToFailureAsTheyCame(final String input, final String message) {
        run(input);
        assertFailed(input).assertAttributeEquals(SegmentationAttributes.ERROR, message);
    }

    static List<Arguments> badVectors() {
        return List.of(
                Arguments.of("{\"embedding\":[1,2]}\n{\"embedding\":[1,2,3]}", "record 1, field 'embedding': has 3 values, expected 2"),
                Arguments.of("{\"embedding\":[1,\"NaN\"]}", "record 0, field 'embedding': value 1 of the vector is not a finite float32 number"),
                Arguments.of("{\"embedding\":[1,2]}\n{\"embedding\":[1,null]}", "record 1, field 'embedding': value 1 of the vector is null"),
                Arguments.of("{\"embedding\":[1,2]}\n{\"embedding\":[1e39,2]}", "record 1, field 'embedding': value 0 of the vector is not a finite float32 number"),
                Arguments.of("{\"embedding\":[]}", "record 0, field 'embedding': is an empty vector"),
                Arguments.of("{\"other\":1}", "the records have no field 'embedding' among their 1"));
    }

    @Test
    void missingCustomerField() {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "buyer");
        final String input = "{\"embedding\":[1,2]}";
        run(input);
        assertTrue(assertFailed(input).getAttribute(SegmentationAttributes.ERROR).contains("'buyer'"));
    }

    @Test
    void brokenJsonAfterGoodRecords() {
        final String input = SegmentRunner.records(5, 1) + "{\"embedding\":[1,";
        run(input);
        assertFailed(input);
    }

    @Test
    void samplesWhatDoesNotFit() throws IOException {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "100 KB");
        run(SegmentRunner.records(6000, 1));
        final JsonNode manifest = SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray()).manifest();
        assertTrue(manifest.path("training_rows").asInt() < 6000);
        assertEquals(6000, manifest.path("vectors").asInt());
        assertEquals(1, manifest.path("notes").size());
        assertWarned("random sample");
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(6000, records.size());
        final Set<String> pairs = new HashSet<>();
        for (int i = 0; i < 6000; i++) {
            pairs.add(i % 3 + "-" + records.get(i).path("segment").asInt());
        }
        assertEquals(3, pairs.size());
    }

    @Test
    void customersThatDoNotFit() {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "100 KB");
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "id");
        final String input = SegmentRunner.records(6000, 1);
        run(input);
        assertTrue(assertFailed(input).getAttribute(SegmentationAttributes.ERROR).contains("Training Memory Limit"));
    }

    @Test
    void textsOfFewCustomersThatDoNotFit() {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "600 KB");
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "id");
        final String input = "{\"id\":\"a\",\"embedding\":[1,0]}\n{\"id\":\"b\",\"embedding\":[0,1]}\n".repeat(30_000);
        run(input);
        assertTrue(assertFailed(input).getAttribute(SegmentationAttributes.ERROR).contains("Training Memory Limit"));
    }

    @Test
    void memoryLimitBelowTheNumberOfSegments() {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "1 B");
        final String input = SegmentRunner.records(5, 1);
        run(input);
        assertTrue(assertFailed(input).getAttribute(SegmentationAttributes.ERROR).contains("Training Memory Limit"));
    }

    @Test
    void storeInTroubleKeepsTheFlowFile() {
        for (final Exception failure : List.of(new IOException("disk full"), new IllegalStateException("disabled"))) {
            store.failWith(failure);
            run(SegmentRunner.records(30, 1));
            runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
            runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
            runner.assertTransferCount(ClusterCustomers.REL_MODEL, 0);
        }
        assertEquals(2, runner.getQueueSize().getObjectCount());
        assertTrue(runner.isYieldCalled());
        store.failWith(null);
        runner.run(2);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 2);
    }

    @Test
    void lostDirectoryKeepsTheFlowFile(@TempDir final Path temporary) throws Exception {
        final Path directory = temporary.resolve("models");
        final DirectoryModelStore files = new DirectoryModelStore();
        runner.addControllerService("files", files);
        runner.setProperty(files, "Directory", directory.toString());
        runner.enableControllerService(files);
        runner.setProperty(SegmentProperties.MODEL_STORE, "files");
        Files.delete(directory);
        Files.writeString(directory, "x");

        final String input = SegmentRunner.records(30, 1);
        run(input);
        processor.getRelationships().forEach(relationship -> runner.assertTransferCount(relationship, 0));
        assertEquals(1, runner.getQueueSize().getObjectCount());
        assertEquals(1, runner.getPenalizedFlowFiles().size());
        runner.getPenalizedFlowFiles().getFirst().assertContentEquals(input);
        assertTrue(runner.isYieldCalled());

        Files.delete(directory);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        assertEquals(1, files.versions("segments").size());
    }

    @Test
    void unusableModelName() {
        runner.setProperty(SegmentProperties.MODEL_NAME, "${customer}");
        runner.enqueue(SegmentRunner.records(3, 1), Map.of("customer", "../secret"));
        runner.run();
        final String message = assertFailed(SegmentRunner.records(3, 1)).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(message.contains("'Model Name'") && !message.contains("secret"), message);
    }

    @Test
    void failingWriterPublishesNothing() throws InitializationException {
        final MockRecordWriter writer = new MockRecordWriter("", false, 2);
        addService("failing", writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        final String input = SegmentRunner.records(9, 1);
        run(input);
        assertFailed(input);
        assertTrue(store.models().isEmpty());
    }

    @Test
    void failingReader() throws InitializationException {
        final MockRecordParser reader = new MockRecordParser(2);
        reader.addSchemaField("embedding", RecordFieldType.STRING);
        reader.addRecord("AACAPwAAgD8=");
        reader.addRecord("AACAPwAAgD8=");
        reader.addRecord("AACAPwAAgD8=");
        addService("failing", reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "failing");
        run("anything");
        assertFailed("anything");
    }

    @Test
    void stoppedTrainingKeepsTheFlowFile() throws InterruptedException {
        runner.setProperty(ClusterCustomers.RESTARTS, "1000");
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "500");
        runner.enqueue(SegmentRunner.records(3000, 1));
        final Thread stopper = SegmentRunner.stopWhenTraining(processor);
        runner.run(1, false);
        stopper.join();
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        assertTrue(store.models().isEmpty());
    }

    @Test
    void nothingOfACustomerLeaksOut() {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        run("{\"customer\":\"Ms Secret\",\"embedding\":[1,2]}\n{\"customer\":\"Mr Secret\",\"embedding\":[2,1]}");
        final byte[] model = SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray();
        assertFalse(new String(model, StandardCharsets.ISO_8859_1).contains("Secret"));
        final String events = runner.getProvenanceEvents().stream().map(ProvenanceEventRecord::getDetails).collect(Collectors.joining());
        assertFalse(events.contains("Secret"), events);
        final String logged = messages(runner.getLogger().getWarnMessages()) + messages(runner.getLogger().getInfoMessages());
        assertFalse(logged.contains("Secret"), logged);
    }

    @Test
    void outputFieldsNeedDifferentNames() {
        runner.assertValid();
        runner.setProperty(SegmentProperties.DISTANCE_FIELD, "segment");
        runner.assertNotValid();
    }

    @Test
    void emptyCustomerFieldIsNone() {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "");
        runner.assertValid();
        run(SegmentRunner.records(9, 1));
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    @Test
    void verifyAsksTheStore() {
        assertEquals(Outcome.SUCCESSFUL, verify());
        store.failWith(new IOException("unreachable"));
        assertEquals(Outcome.FAILED, verify());
    }

    private Outcome verify() {
        return ((VerifiableProcessor) processor).verify(runner.getProcessContext(), runner.getLogger(), Map.of()).getFirst().getOutcome();
    }

    private void addService(final String id, final ControllerService service) throws InitializationException {
        runner.addControllerService(id, service);
        runner.enableControllerService(service);
    }

    private void run(final String input) {
        runner.enqueue(input);
        runner.run();
    }

    private MockFlowFile assertFailed(final String input) {
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(input);
        assertNotNull(failed.getAttribute(SegmentationAttributes.ERROR));
        return failed;
    }

    private void assertNothingSegmented(final int count) throws IOException {
        runner.assertTransferCount(ClusterCustomers.REL_MODEL, 0);
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
        success.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, Integer.toString(count));
        for (final JsonNode record : SegmentRunner.parse(success)) {
            assertEquals(-1, record.path("segment").asInt());
            assertTrue(record.path("segment_distance").isNull());
            assertTrue(record.path("segment_confidence").isNull());
        }
        assertTrue(store.models().isEmpty());
        assertWarned("No record");
    }

    private void assertWarned(final String text) {
        final String messages = messages(runner.getLogger().getWarnMessages());
        assertTrue(messages.contains(text), messages);
    }

    private static String messages(final List<LogMessage> logged) {
        return logged.stream().map(LogMessage::getMsg).collect(Collectors.joining("\n"));
    }
}
