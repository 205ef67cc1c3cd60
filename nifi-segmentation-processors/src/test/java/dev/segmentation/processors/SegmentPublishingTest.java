// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.lineage.DriftingSegments;
import dev.segmentation.core.cluster.lineage.DriftingSegments.Night;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.services.DirectoryModelStore;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentPublishingTest {

    private final ClusterCustomers processor = new ClusterCustomers();
    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, store);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
    }

    /** Each training knows nothing but the newest model in a directory; the generator knows what happened. */
    @Test
    void aSegmentHasOneIdThroughTenNightlyRetrainings(@TempDir final Path directory) throws Exception {
        final DirectoryModelStore files = new DirectoryModelStore();
        runner.addControllerService("files", files);
        runner.setProperty(files, "Directory", directory.toString());
        runner.enableControllerService(files);
        runner.setProperty(SegmentProperties.MODEL_STORE, "files");
        // These vectors are no embeddings: between the parts of a split segment smoothing moves some rows over the border.
        runner.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        final List<String> lineages = List.of("new 8", "survived 8", "survived 8", "survived 8, new 1", "survived 8, grew 1", "survived 8, shrank 1", "survived 8, split 2",
                "survived 8, merged 1, gone 1", "survived 8, gone 1", "survived 8", "survived 8");

        final DriftingSegments generator = new DriftingSegments();
        final Map<String, Integer> idOf = new HashMap<>();
        String parent = null;
        for (int number = 0; number <= DriftingSegments.NIGHTS; number++) {
            final Night night = generator.next(number);
            runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, Integer.toString(night.segments()));
            final MockFlowFile success = train(lines(night), Map.of());
            success.assertAttributeEquals(SegmentationAttributes.LINEAGE, lineages.get(number));
            assertEquals(parent, success.getAttribute(SegmentationAttributes.PARENT_VERSION));
            success.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
            parent = success.getAttribute(SegmentationAttributes.MODEL_VERSION);
            assertEquals(parent, files.latestVersion("segments").orElseThrow());

            final Map<String, Integer> idTonight = idsByName(night, SegmentRunner.parse(success));
            assertEquals(night.segments(), Set.copyOf(idTonight.values()).size());
            idTonight.forEach((name, id) -> assertEquals(idOf.computeIfAbsent(name, born -> id), id, name));
        }
        assertEquals(10, Set.copyOf(idOf.values()).size());
        assertEquals(DriftingSegments.NIGHTS + 1, files.versions("segments").size());
        final JsonNode manifest = SegmentModel.read(files.load("segments", parent)).manifest();
        assertEquals(10, manifest.path("next_id").asInt());
        assertEquals(8, manifest.path("lineage").path("segments").size());
    }

    @ParameterizedTest
    @CsvSource({"'', 1 GB", "customer, 1 GB", "'', 100 KB"})
    void aWorseModelIsNotPublishedAndRecordsGetTheSegmentsOfTheOneInUse(final String customerField, final String memory) throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, customerField);
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, memory);
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0.05");
        final String input = SegmentRunner.records(3000, 1);
        final MockFlowFile first = train(input, Map.of());
        final String version = first.getAttribute(SegmentationAttributes.MODEL_VERSION);
        final MockFlowFile firstCustomers = customerField.isEmpty() ? null : only(ClusterCustomers.REL_CUSTOMERS);
        final Set<String> stored = Set.copyOf(store.models().keySet());

        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        final MockFlowFile second = train(input, Map.of());
        second.assertContentEquals(first.toByteArray());
        assertRejected(second, version);
        second.assertAttributeNotExists(SegmentationAttributes.LINEAGE);
        second.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "3");
        if (firstCustomers != null) {
            only(ClusterCustomers.REL_CUSTOMERS).assertContentEquals(firstCustomers.toByteArray());
            assertRejected(only(ClusterCustomers.REL_CUSTOMERS), version);
        }

        assertEquals(stored, store.models().keySet());
        runner.assertTransferCount(ClusterCustomers.REL_MODEL, 0);
        final MockFlowFile rejected = only(ClusterCustomers.REL_REJECTED);
        final SegmentModel model = SegmentModel.read(rejected.toByteArray());
        assertRejected(rejected, model.version());
        rejected.assertAttributeEquals(SegmentationAttributes.PARENT_VERSION, version);
        rejected.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "2");
        rejected.assertAttributeEquals("mime.type", "application/zip");
        rejected.assertAttributeEquals("filename", "segments-" + model.version() + ".zip");
        rejected.assertAttributeEquals(SegmentationAttributes.LINEAGE, "survived 1, merged 1, gone 1");
        assertTrue(warnings().contains("version " + version + " stays in use. The silhouette went from"), warnings());
    }

    /** On vectors that lie everywhere the model in use has no better silhouette than the new one, but the new one would come out otherwise on any other such vectors. */
    @Test
    void anUnstableModelIsNotPublished() throws IOException {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0.2");
        final MockFlowFile first = train(SegmentRunner.records(300, 1), Map.of());
        final String version = first.getAttribute(SegmentationAttributes.MODEL_VERSION);
        assertEquals(1, SegmentModel.read(only(ClusterCustomers.REL_MODEL).toByteArray()).manifest().path("metrics").path("stability").asDouble());

        final MockFlowFile second = train(everywhere(), Map.of());
        assertRejectedFor(second, version, "The stability went from 1.000 to 0.");
        final String reason = second.getAttribute(SegmentationAttributes.PROMOTION_REASON);
        assertTrue(reason.startsWith("The silhouette went from") && reason.contains("no fall of more than 0.2"), reason);
        final JsonNode metrics = SegmentModel.read(only(ClusterCustomers.REL_REJECTED).toByteArray()).manifest().path("metrics");
        assertTrue(metrics.path("stability").asDouble() < 0.8, metrics::toString);
    }

    @Test
    void theStabilityIsMeasuredForAMarginOnly() throws IOException {
        train(SegmentRunner.records(300, 1), Map.of());
        assertFalse(SegmentModel.read(only(ClusterCustomers.REL_MODEL).toByteArray()).manifest().path("metrics").has("stability"));
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0.2");
        final MockFlowFile second = train(everywhere(), Map.of());
        second.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
        assertTrue(second.getAttribute(SegmentationAttributes.PROMOTION_REASON).contains("no two values of the stability"));
    }

    /** An id that only a rejected model gave is given again: it stands in no record. */
    @Test
    void theTrainingAfterARejectionFollowsTheModelInUse() throws IOException {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0.05");
        final String version = train(SegmentRunner.records(300, 1), Map.of()).getAttribute(SegmentationAttributes.MODEL_VERSION);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "9");
        assertRejected(train(SegmentRunner.records(300, 2), Map.of()), version);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        final MockFlowFile third = train(SegmentRunner.records(300, 3), Map.of());
        third.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
        third.assertAttributeEquals(SegmentationAttributes.PARENT_VERSION, version);
        third.assertAttributeEquals(SegmentationAttributes.LINEAGE, "survived 3");
        assertTrue(third.getAttribute(SegmentationAttributes.PROMOTION_REASON).contains("no fall of more than 0.05"));
        runner.assertTransferCount(ClusterCustomers.REL_REJECTED, 0);
        assertEquals(3, SegmentModel.read(only(ClusterCustomers.REL_MODEL).toByteArray()).ids().next());
        assertEquals(Set.of(0, 1, 2), ids(third));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5"})
    void aWorseModelIsPublishedWithoutAMarginOrWithinIt(final String margin) throws IOException {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, margin);
        final String version = train(SegmentRunner.records(300, 1), Map.of()).getAttribute(SegmentationAttributes.MODEL_VERSION);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        final MockFlowFile second = train(SegmentRunner.records(300, 1), Map.of());
        second.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
        second.assertAttributeEquals(SegmentationAttributes.PARENT_VERSION, version);
        assertEquals(margin.isEmpty(), second.getAttribute(SegmentationAttributes.PROMOTION_REASON) == null);
        assertEquals(2, store.models().size());
        assertEquals(3, SegmentModel.read(only(ClusterCustomers.REL_MODEL).toByteArray()).ids().next());
    }

    @Test
    void aFirstModelIsPublishedAndNothingOfAnEarlierTrainingInTheFlowStays() throws IOException {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0");
        final MockFlowFile success = train(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.PARENT_VERSION, "other", SegmentationAttributes.PROMOTION, "rejected",
                SegmentationAttributes.PROMOTION_REASON, "other"));
        for (final MockFlowFile flowFile : List.of(success, only(ClusterCustomers.REL_MODEL))) {
            flowFile.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
            flowFile.assertAttributeEquals(SegmentationAttributes.LINEAGE, "new 3");
            flowFile.assertAttributeNotExists(SegmentationAttributes.PARENT_VERSION);
            flowFile.assertAttributeNotExists(SegmentationAttributes.PROMOTION_REASON);
        }
        assertEquals("", warnings());
    }

    @Test
    void nothingIsComparedWithAModelOfAnotherEmbedder() throws IOException {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0");
        train(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.EMBEDDER, "minilm"));
        final MockFlowFile success = train(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.EMBEDDER, "bge"));
        success.assertAttributeEquals(SegmentationAttributes.LINEAGE, "new 3, gone 3");
        success.assertAttributeEquals(SegmentationAttributes.PROMOTION, "published");
        assertEquals(Set.of(3, 4, 5), ids(success));
        assertTrue(warnings().contains("No segment keeps its id"), warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"damaged", "other kind"})
    void aNewestModelThatCannotBeReadStopsTheTraining(final String trouble) throws IOException {
        final String input = SegmentRunner.records(60, 1);
        train(input, Map.of());
        store.models().put("segments/99991231T000000.000Z-abcdef", "damaged".equals(trouble) ? Arrays.copyOf(store.models().values().iterator().next(), 500) : otherKind());
        assertEquals(Outcome.FAILED, verify().getOutcome());
        runner.clearTransferState();
        runner.enqueue(input);
        runner.run();
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = only(AbstractSegmentationProcessor.REL_FAILURE);
        failed.assertContentEquals(input);
        final String message = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(message.contains("version '99991231T000000.000Z-abcdef', cannot be used") && message.contains("Keep Segment Ids"), message);
        assertEquals(2, store.models().size());

        runner.setProperty(SegmentPublishing.KEEP_SEGMENT_IDS, "false");
        assertEquals(Outcome.SUCCESSFUL, verify().getOutcome());
        train(input, Map.of()).assertAttributeEquals(SegmentationAttributes.LINEAGE, "new 3");
        assertEquals(3, store.models().size());
    }

    @Test
    void idsStartAnewWhenTheyAreNotKept() throws IOException {
        train(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.EMBEDDER, "minilm"));
        runner.setProperty(SegmentPublishing.KEEP_SEGMENT_IDS, "false");
        final MockFlowFile success = train(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.EMBEDDER, "bge"));
        success.assertAttributeEquals(SegmentationAttributes.LINEAGE, "new 3");
        success.assertAttributeNotExists(SegmentationAttributes.PARENT_VERSION);
        assertEquals(Set.of(0, 1, 2), ids(success));
        assertFalse(SegmentModel.read(only(ClusterCustomers.REL_MODEL).toByteArray()).manifest().has("parent_version"));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.05, true", "2, true", "'', true", "-0.01, false", "2.1, false", "NaN, false", "some, false"})
    void marginIsANumberThatAScoreCanFallBy(final String margin, final boolean valid) {
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, margin);
        if (valid) {
            runner.assertValid();
        } else {
            runner.assertNotValid();
        }
    }

    /** Directions in space, all equally likely. */
    private static String everywhere() {
        final Random random = new Random(5);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lines.append("{\"id\":\"").append(i).append("\",\"customer\":").append(i).append(",\"embedding\":[").append((float) random.nextGaussian()).append(',')
                    .append((float) random.nextGaussian()).append(',').append((float) random.nextGaussian()).append("]}\n");
        }
        return lines.toString();
    }

    private static void assertRejectedFor(final MockFlowFile flowFile, final String version, final String reason) {
        flowFile.assertAttributeEquals(SegmentationAttributes.PROMOTION, "rejected");
        flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, version);
        assertTrue(flowFile.getAttribute(SegmentationAttributes.PROMOTION_REASON).contains(reason), flowFile.getAttribute(SegmentationAttributes.PROMOTION_REASON));
    }

    private static void assertRejected(final MockFlowFile flowFile, final String version) {
        flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, version);
        flowFile.assertAttributeEquals(SegmentationAttributes.PROMOTION, "rejected");
        final String reason = flowFile.getAttribute(SegmentationAttributes.PROMOTION_REASON);
        assertTrue(reason.matches("The silhouette went from 0\\.\\d+ to 0\\.\\d+, a fall of more than 0\\.05\\. .*"), reason);
    }

    private static byte[] otherKind() throws IOException {
        try (InputStream in = SegmentPublishingTest.class.getResourceAsStream("/models/tf-idf-lsa-format-1.zip")) {
            return in.readAllBytes();
        }
    }

    private ConfigVerificationResult verify() {
        return processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of()).getFirst();
    }

    private MockFlowFile train(final String input, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue(input, attributes);
        runner.run();
        return only(AbstractSegmentationProcessor.REL_SUCCESS);
    }

    private MockFlowFile only(final Relationship relationship) {
        return SegmentRunner.only(runner, relationship);
    }

    private String warnings() {
        return runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).collect(Collectors.joining("\n"));
    }

    private static Set<Integer> ids(final MockFlowFile flowFile) throws IOException {
        return SegmentRunner.parse(flowFile).stream().map(record -> record.path("segment").asInt()).collect(Collectors.toSet());
    }

    private static String lines(final Night night) {
        final StringBuilder lines = new StringBuilder();
        for (int row = 0; row < night.truth().length; row++) {
            lines.append("{\"embedding\":").append(Arrays.toString(night.table().row(row))).append("}\n");
        }
        return lines.toString();
    }

    /** Hardly any record has another id than its true segment's others. */
    private static Map<String, Integer> idsByName(final Night night, final List<JsonNode> records) {
        final Map<String, Map<Integer, Integer>> counts = new HashMap<>();
        for (int row = 0; row < records.size(); row++) {
            counts.computeIfAbsent(night.truth()[row], name -> new HashMap<>()).merge(records.get(row).path("segment").asInt(), 1, Integer::sum);
        }
        final Map<String, Integer> ids = new HashMap<>();
        counts.forEach((name, byId) -> {
            final Map.Entry<Integer, Integer> most = byId.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            assertTrue(most.getValue() > 0.98 * byId.values().stream().mapToInt(Integer::intValue).sum(), byId::toString);
            ids.put(name, most.getKey());
        });
        return ids;
    }
}
