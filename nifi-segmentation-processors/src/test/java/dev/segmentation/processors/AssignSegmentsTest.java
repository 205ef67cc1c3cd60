// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.model.ModelContainer;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.services.DirectoryModelStore;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordParser;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AssignSegmentsTest {

    private static final String NEAR_FIRST = "{\"id\":\"a\",\"embedding\":[0.5,0]}\n";
    private static final String NEAR_SECOND = "{\"id\":\"b\",\"embedding\":[10,1]}\n";
    private static final String FAR = "{\"id\":\"c\",\"embedding\":[0,-40]}\n";
    private static final String NO_VECTOR = "{\"id\":\"d\",\"embedding\":null}\n";

    private final AssignSegments processor = new AssignSegments();
    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, store);
        store.models().put("segments/v1", TestModels.segments("v1", "minilm"));
    }

    @Test
    void recordsGoWhereTheyBelong() throws IOException {
        run(NEAR_FIRST + FAR + NEAR_SECOND + NO_VECTOR + NEAR_FIRST);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        final List<JsonNode> assigned = SegmentRunner.parse(success);
        assertEquals(List.of("a", "b", "a"), texts(assigned, "id"));
        assertEquals(List.of("0", "1", "0"), texts(assigned, "segment"));
        assertEquals(0.5, assigned.getFirst().path("segment_distance").asDouble(), 1e-6);
        assertEquals(1 - 0.5 / 9.5, assigned.getFirst().path("segment_confidence").asDouble(), 1e-6);

        final MockFlowFile unknown = SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN);
        final List<JsonNode> rejected = SegmentRunner.parse(unknown);
        assertEquals(List.of("c", "d"), texts(rejected, "id"));
        assertEquals(List.of("-1", "-1"), texts(rejected, "segment"));
        assertEquals(40, rejected.get(0).path("segment_distance").asDouble(), 1e-6);
        assertTrue(rejected.get(0).path("segment_confidence").isNull());
        assertTrue(rejected.get(1).path("segment_distance").isNull());

        for (final MockFlowFile flowFile : List.of(success, unknown)) {
            flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_NAME, "segments");
            flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, "v1");
            flowFile.assertAttributeEquals("mime.type", "application/json");
        }
        success.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "3");
        unknown.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "2");
        assertEquals(3, runner.getCounterValue("Records Assigned"));
        assertEquals(2, runner.getCounterValue("Records Unknown"));
        runner.assertQueueEmpty();
    }

    @Test
    void recordsGetTheIdsOfTheModelAndNotTheNumbersOfItsRows() throws IOException {
        store.models().put("segments/v2", TestModels.segments("v2", "minilm", new SegmentIds(new int[]{7, 3}, 9)));
        run(NEAR_FIRST + FAR + NEAR_SECOND + NO_VECTOR);
        assertEquals(List.of("7", "3"), texts(SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)), "segment"));
        assertEquals(List.of("-1", "-1"), texts(SegmentRunner.parse(SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN)), "segment"));
    }

    @Test
    void onlyWhatIsNeededIsMade() {
        run(NEAR_FIRST);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        runner.assertTransferCount(AssignSegments.REL_UNKNOWN, 0);
        runner.clearTransferState();
        run(FAR);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        runner.assertTransferCount(AssignSegments.REL_UNKNOWN, 1);
    }

    @Test
    void noRecords() throws IOException {
        run("[]");
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "0");
        assertEquals(List.of(), SegmentRunner.parse(success));
    }

    @Test
    void oneRecord() throws IOException {
        run(NEAR_SECOND);
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "1");
        final List<JsonNode> records = SegmentRunner.parse(success);
        assertEquals(List.of("b"), texts(records, "id"));
        assertEquals(List.of("1"), texts(records, "segment"));
        assertEquals(1, records.getFirst().path("segment_distance").asDouble(), 1e-6);
        assertEquals(1 - 1 / Math.sqrt(101), records.getFirst().path("segment_confidence").asDouble(), 1e-6);
        runner.assertQueueEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.90, 1", "0.95, 2", "0.99, 3", "1.00, 4", "never, 5"})
    void limitIsTheQuantileChosen(final String beyond, final int expected) throws IOException {
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, beyond);
        final SegmentModel model = SegmentModel.read(store.models().get("segments/v1"));
        final StringBuilder input = new StringBuilder();
        for (final double level : new double[]{0.9, 0.95, 0.99, 1}) {
            input.append("{\"embedding\":[0,").append(-model.distanceQuantile(0, level)).append("]}\n");
        }
        run(input + FAR);
        assertEquals(expected, SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).size());
    }

    @Test
    void trainedRecordsGetTheSegmentOfTheTraining() throws Exception {
        final TestRunner training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "7");
        training.setProperty(SegmentProperties.MODEL_NAME, "trained");
        // Smoothed vectors decide otherwise here and there than the nearest centroid does.
        training.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        training.enqueue(SegmentRunner.records(900, 3));
        training.run();
        runner.setProperty(SegmentProperties.MODEL_NAME, "trained");
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, "1.00");
        run(SegmentRunner.records(900, 3));
        runner.assertTransferCount(AssignSegments.REL_UNKNOWN, 0);
        assertEquals(SegmentRunner.parse(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS)),
                SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)));
    }

    @Test
    void latestVersionIsLookedUpForEveryFlowFileAndLoadedOnce() {
        runner.enqueue(NEAR_FIRST);
        runner.enqueue(NEAR_FIRST);
        runner.run(2, false);
        assertEquals(1, store.loads());
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.enqueue(NEAR_FIRST);
        runner.run(1, true, false);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of("v1", "v1", "v2"), assigned.stream().map(flowFile -> flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION)).toList());
        assertEquals(2, store.loads());
    }

    @Test
    void newModelIsUsedAfterTheRefreshInterval() {
        runner.setProperty(AssignSegments.MODEL_REFRESH_INTERVAL, "1 hour");
        runner.enqueue(NEAR_FIRST);
        runner.run(1, false);
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.enqueue(NEAR_FIRST);
        runner.run(1, true, false);
        runner.enqueue(NEAR_FIRST);
        runner.run();
        // Whoever stops and starts the processor wants to know what is there now.
        assertEquals(List.of("v1", "v1", "v2"), versions());
    }

    @Test
    void modelPublishedWhileAFlowFileIsReadDecidesNoneOfItsRecords() throws Exception {
        final PausingReader reader = new PausingReader(3, () -> store.models().put("segments/v2", TestModels.segments("v2", "minilm")));
        addService("pausing", reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "pausing");
        runner.setProperty(AssignSegments.MODEL_VERSION_FIELD, "decided_by");
        runner.enqueue(NEAR_FIRST.repeat(10));
        runner.enqueue(NEAR_FIRST.repeat(2));
        runner.run(2);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of("v1", "v2"), versions());
        assertEquals(Collections.nCopies(10, "v1"), texts(SegmentRunner.parse(assigned.get(0)), "decided_by"));
        assertEquals(List.of("v2", "v2"), texts(SegmentRunner.parse(assigned.get(1)), "decided_by"));
    }

    @Test
    void recordsCanNameTheModelThatDecided() throws IOException {
        runner.setProperty(AssignSegments.MODEL_VERSION_FIELD, "decided_by");
        runner.enqueue(NEAR_FIRST + FAR + NO_VECTOR);
        runner.run(1, false);
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.enqueue(NEAR_FIRST + FAR);
        runner.run(1, true, false);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        final List<MockFlowFile> unknown = runner.getFlowFilesForRelationship(AssignSegments.REL_UNKNOWN);
        assertEquals(List.of("v1"), texts(SegmentRunner.parse(assigned.get(0)), "decided_by"));
        assertEquals(List.of("v1", "v1"), texts(SegmentRunner.parse(unknown.get(0)), "decided_by"));
        assertEquals(List.of("v2"), texts(SegmentRunner.parse(assigned.get(1)), "decided_by"));
        assertEquals(List.of("v2"), texts(SegmentRunner.parse(unknown.get(1)), "decided_by"));
    }

    @Test
    void modelVersionFieldNeedsANameOfItsOwn() {
        runner.setProperty(AssignSegments.MODEL_VERSION_FIELD, "decided_by");
        runner.assertValid();
        runner.setProperty(AssignSegments.MODEL_VERSION_FIELD, "segment");
        runner.assertNotValid();
    }

    @Test
    void versionCanBeNamed() {
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.setProperty(AssignSegments.MODEL_VERSION, "${wanted}");
        runner.enqueue(NEAR_FIRST, Map.of("wanted", "v1"));
        runner.enqueue(NEAR_FIRST, Map.of("wanted", ""));
        runner.run(2);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of("v1", "v2"), assigned.stream().map(flowFile -> flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION)).toList());
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void badRecordsGoToFailureAsTheyCame(final String input, final String message) {
        run(input);
        assertFailed(input, message);
    }

    static List<Arguments> badRecords() {
        return List.of(
                Arguments.of(NEAR_FIRST + "{\"embedding\":[1,2,3]}", "record 1, field 'embedding': has 3 values, expected 2"),
                Arguments.of(NEAR_FIRST + FAR + "{\"embedding\":[1,\"NaN\"]}", "record 2, field 'embedding': value 1 of the vector is not a finite float32 number"),
                Arguments.of("{\"embedding\":\"no vector\"}", "record 0, field 'embedding': is a text that is not base64"),
                Arguments.of("{\"other\":[1,2]}", "the records have no field 'embedding' among their 1"),
                Arguments.of(NEAR_FIRST + FAR + "{\"embedding\":[1,", "the Record Reader cannot read"));
    }

    @Test
    void missingModel() {
        runner.setProperty(SegmentProperties.MODEL_NAME, "other");
        run(NEAR_FIRST);
        assertFailed(NEAR_FIRST, "the Model Store has no model named 'other'");
    }

    @Test
    void missingVersion() {
        runner.setProperty(AssignSegments.MODEL_VERSION, "v9");
        run(NEAR_FIRST);
        assertFailed(NEAR_FIRST, "the Model Store has no version 'v9' of the model 'segments'");
    }

    @Test
    void unusableVersion() {
        runner.setProperty(AssignSegments.MODEL_VERSION, "${wanted}");
        runner.enqueue(NEAR_FIRST, Map.of("wanted", "../secret"));
        runner.run();
        assertFailed(NEAR_FIRST, "'Model Version' does not resolve");
    }

    @Test
    void damagedModel() {
        store.models().computeIfPresent("segments/v1", (key, bytes) -> Arrays.copyOf(bytes, bytes.length / 2));
        run(NEAR_FIRST);
        assertFailed(NEAR_FIRST, "truncated or altered");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.6, 1})
    void modelFileWithOneFlippedBit(final double place, @TempDir final Path directory) throws Exception {
        final DirectoryModelStore files = new DirectoryModelStore();
        runner.addControllerService("files", files);
        runner.setProperty(files, "Directory", directory.toString());
        runner.enableControllerService(files);
        runner.setProperty(SegmentProperties.MODEL_STORE, "files");
        files.publish("segments", "v1", TestModels.segments("v1", "minilm"));
        final Path file = directory.resolve("segments").resolve("v1.zip");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (place * (bytes.length - 1))] ^= 1;
        Files.write(file, bytes);
        run(NEAR_FIRST);
        assertFailed(NEAR_FIRST, "the model file is truncated or altered: its checksum does not match its content");
    }

    @Test
    void modelOfAnotherKind() {
        store.models().put("segments/v1", ModelContainer.of("tf-idf", ModelContainer.newManifest(), Map.of(), Map.of()).toBytes());
        run(NEAR_FIRST);
        assertFailed(NEAR_FIRST, "of kind 'tf-idf', expected 'segments'");
    }

    @Test
    void recordsOfAnEarlierEmbedderFindTheirModel() {
        store.models().put("segments/v2", TestModels.segments("v2", "tf-idf/2"));
        runner.enqueue(NEAR_FIRST, Map.of(SegmentationAttributes.EMBEDDER, "minilm"));
        runner.enqueue(NEAR_FIRST, Map.of(SegmentationAttributes.EMBEDDER, "tf-idf/2"));
        runner.run(2);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of("v1", "v2"), assigned.stream().map(flowFile -> flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION)).toList());
    }

    @Test
    void vectorsOfAnotherEmbedder() {
        runner.enqueue(NEAR_FIRST, Map.of(SegmentationAttributes.EMBEDDER, "bge"));
        runner.run();
        assertFailed(NEAR_FIRST, "of the embedder 'bge', the model was trained on vectors of 'minilm'");
    }

    @Test
    void storeInTroubleKeepsTheFlowFile() {
        for (final Exception failure : List.of(new IOException("share is gone"), new IllegalStateException("disabled"))) {
            store.failWith(failure);
            run(NEAR_FIRST);
        }
        assertEquals(2, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        store.failWith(null);
        runner.run(2);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 2);
    }

    @Test
    void failingWriter() throws InitializationException {
        addService("failing", new MockRecordWriter("", false, 1));
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        run(FAR + NEAR_FIRST + NEAR_SECOND);
        assertFailed(FAR + NEAR_FIRST + NEAR_SECOND, "");
    }

    @Test
    void failingReader() throws InitializationException {
        final MockRecordParser reader = new MockRecordParser(1);
        reader.addSchemaField("embedding", RecordFieldType.STRING);
        reader.addRecord("AACAPwAAgD8=");
        reader.addRecord("AACAPwAAgD8=");
        addService("failing", reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "failing");
        run("anything");
        assertFailed("anything", "record 1: the Record Reader cannot read it");
    }

    @Test
    void manyRecordsAreNeitherLostNorDoubled() throws IOException {
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, "0.90");
        final StringBuilder input = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            input.append(i % 7 == 0 ? "{\"id\":" + i + ",\"embedding\":null}\n" : "{\"id\":" + i + ",\"embedding\":[" + i % 11 + "," + i % 3 + "]}\n");
        }
        run(input.toString());
        final Map<Integer, Integer> seen = new HashMap<>();
        for (final Relationship relationship : List.of(AbstractSegmentationProcessor.REL_SUCCESS, AssignSegments.REL_UNKNOWN)) {
            final List<JsonNode> records = new ArrayList<>(SegmentRunner.parse(SegmentRunner.only(runner, relationship)));
            assertTrue(records.size() > 500);
            records.forEach(record -> seen.merge(record.path("id").asInt(), 1, Integer::sum));
        }
        assertEquals(5000, seen.size());
        assertFalse(seen.containsValue(2));
    }

    @Test
    void verifyLoadsTheModel() {
        final ConfigVerificationResult loaded = verify();
        assertEquals(Outcome.SUCCESSFUL, loaded.getOutcome());
        assertEquals("Load Model", loaded.getVerificationStepName());
        assertTrue(loaded.getExplanation().contains("2 segments of 2 values"), loaded.getExplanation());
        runner.setProperty(AssignSegments.MODEL_VERSION, "v9");
        assertEquals(Outcome.FAILED, verify().getOutcome());
        store.failWith(new IOException("gone"));
        assertEquals(Outcome.FAILED, verify().getOutcome());
    }

    private ConfigVerificationResult verify() {
        return processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of()).getFirst();
    }

    private static List<String> texts(final List<JsonNode> records, final String field) {
        return records.stream().map(record -> record.path(field).asText()).toList();
    }

    private List<String> versions() {
        return runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).stream().map(flowFile -> flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION)).toList();
    }

    private void run(final String input) {
        runner.enqueue(input);
        runner.run();
    }

    private void addService(final String id, final ControllerService service) throws InitializationException {
        runner.addControllerService(id, service);
        runner.enableControllerService(service);
    }

    private void assertFailed(final String input, final String message) {
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(input);
        final String actual = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(actual.contains(message), actual);
        assertFalse(actual.contains("secret"), actual);
    }
}
