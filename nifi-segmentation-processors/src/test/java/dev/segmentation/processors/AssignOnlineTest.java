// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * AssignSegments whose segments move with what is assigned to them.
 */
class AssignOnlineTest {

    private static final String FIRST = "20200101T000000.000Z-000000";
    private static final String NEAR_FIRST = "{\"embedding\":[1,0]}\n";
    private static final String FAR = "{\"embedding\":[0,-40]}\n";

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;
    private boolean started;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(new AssignSegments(), store);
        store.models().put("segments/" + FIRST, TestModels.segments(FIRST, "minilm"));
        runner.setProperty(OnlineUpdate.MODE, OnlineMode.HALF_LIFE);
        runner.setProperty(OnlineUpdate.HALF_LIFE, "100");
        runner.setProperty(OnlineUpdate.INTERVAL, "1 hour");
    }

    /** 200 members at 0 weigh 100 after 100 records, which lie at 1; the 100 of the other segment weigh 50. */
    @Test
    void segmentsMoveByTheRuleAndKeepTheirIds() throws IOException {
        run(NEAR_FIRST.repeat(60) + FAR.repeat(7), false);
        run(NEAR_FIRST.repeat(40), true);
        final SegmentModel moved = newest();
        assertEquals(2, store.models().size());
        final double weight = 200 * Math.pow(0.5, 0.6) + 60;
        final double centroid = 60 / weight;
        final double weightAfter = weight * Math.pow(0.5, 0.4) + 40;
        assertEquals((centroid * weight * Math.pow(0.5, 0.4) + 40) / weightAfter, moved.centroids().toArray()[0][0], 1e-6);
        assertArrayEquals(new float[]{10, 0}, moved.centroids().toArray()[1], 1e-6f);
        assertArrayEquals(new double[]{weightAfter, 50}, moved.weights(), 1e-4);
        assertArrayEquals(new int[]{0, 1}, moved.ids().toArray());
        assertEquals(200, moved.size(0));
        assertEquals(FIRST, moved.trainedVersion());
        assertEquals(FIRST, moved.manifest().path("parent_version").asText());
        assertEquals(100, moved.manifest().path("online_update").path("records").asInt());
        moved.manifest().path("lineage").path("segments").forEach(segment -> assertEquals("survived", segment.path("kind").asText()));
        assertEquals(2, moved.manifest().path("lineage").path("segments").size());
    }

    @Test
    void recordsAreAssignedByPublishedVersionsOnly() throws IOException {
        runner.setProperty(OnlineUpdate.INTERVAL, "0 secs");
        runner.setProperty(AssignSegments.MODEL_REFRESH_INTERVAL, "1 hour");
        run(NEAR_FIRST.repeat(100), false);
        assertEquals(1, store.models().size());
        run(NEAR_FIRST, false);
        final List<MockFlowFile> assigned = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assigned.get(0).assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, FIRST);
        assigned.get(1).assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, newest().version());
        assertEquals(0.5, SegmentRunner.parse(assigned.get(1)).getFirst().path("segment_distance").asDouble(), 1e-6);
        run(NEAR_FIRST, true);
        assertEquals(4, store.models().size());
        assertEquals(FIRST, newest().trainedVersion());
    }

    @Test
    void sameFlowFilesSameCentroids() throws IOException {
        final String input = NEAR_FIRST.repeat(13) + "{\"embedding\":[10.3,0.7]}\n".repeat(9);
        run(input, false);
        run(NEAR_FIRST, true);
        final float[][] first = newest().centroids().toArray();
        store.models().keySet().removeIf(key -> !key.endsWith(FIRST));
        run(input, false);
        run(NEAR_FIRST, true);
        assertArrayEquals(first, newest().centroids().toArray());
    }

    @Test
    void whatFailsOrIsTriedAgainCountsOnce() throws Exception {
        final MockRecordWriter writer = new MockRecordWriter("", false, 1);
        runner.addControllerService("failing", writer);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        run(NEAR_FIRST.repeat(10), false);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 1);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        run(NEAR_FIRST.repeat(10), true);
        assertEquals(10, newest().manifest().path("online_update").path("records").asInt());
    }

    @Test
    void storeInTroubleLosesNothing() throws IOException {
        runner.setProperty(OnlineUpdate.INTERVAL, "0 secs");
        run(NEAR_FIRST.repeat(100), false);
        store.failWith(new IOException("share is gone"));
        run(NEAR_FIRST, false);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        store.failWith(null);
        runner.run(1, false, false);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 2);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        assertEquals(100, newest().manifest().path("online_update").path("records").asInt());
        store.failWith(new IOException("share is gone"));
        runner.stop();
        store.failWith(null);
        assertEquals(2, store.models().size());
    }

    @Test
    void newTrainingWins() throws IOException {
        run(NEAR_FIRST.repeat(100), false);
        final String trained = "20210101T000000.000Z-000000";
        store.models().put("segments/" + trained, TestModels.segments(trained, "minilm"));
        runner.stop();
        started = false;
        assertEquals(trained, newest().version());
        run(NEAR_FIRST.repeat(10), true);
        assertEquals(trained, newest().trainedVersion());
        assertEquals(10, newest().manifest().path("online_update").path("records").asInt());
    }

    @Test
    void versionsThatWouldNotComeLastAreNotPublished() {
        store.models().put("segments/v9", TestModels.segments("v9", "minilm"));
        run(NEAR_FIRST.repeat(10), true);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        assertEquals(2, store.models().size());
    }

    @Test
    void nothingAssignedNothingPublished() {
        run(FAR, true);
        assertEquals(1, store.models().size());
    }

    @Test
    void onlyThePrimaryNodeMovesSegments() {
        runner.setIsConfiguredForClustering(true);
        runner.setClustered(true);
        runner.setPrimaryNode(false);
        run(NEAR_FIRST.repeat(10), true);
        assertEquals(1, store.models().size());
        runner.setPrimaryNode(true);
        run(NEAR_FIRST.repeat(10), true);
        assertEquals(2, store.models().size());
    }

    @Test
    void aNodeThatIsNotPrimaryAnyMoreTellsWhatIsLost() throws IOException {
        runner.setIsConfiguredForClustering(true);
        runner.setClustered(true);
        runner.setPrimaryNode(true);
        run(NEAR_FIRST.repeat(10), false);
        runner.setPrimaryNode(false);
        final List<LogMessage> warnings = runner.getLogger().getWarnMessages();
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().getMsg().endsWith("This node is not the primary one any more: the 10 records that moved the segments since version " + FIRST
                + " was published are lost for the segments"), warnings.getFirst()::getMsg);
        run(NEAR_FIRST.repeat(5), false);
        runner.setPrimaryNode(true);
        run(NEAR_FIRST.repeat(7), true);
        assertEquals(7, newest().manifest().path("online_update").path("records").asInt());
        assertEquals(1, runner.getLogger().getWarnMessages().size());
    }

    /** A FlowFile that was under way when the role went counts after that. */
    @Test
    void whatIsUnderWayWhenTheRoleIsLostIsToldAtTheStop() {
        run(NEAR_FIRST.repeat(10), false);
        runner.setIsConfiguredForClustering(true);
        runner.setClustered(true);
        runner.stop();
        assertEquals(1, store.models().size());
        assertEquals(1, runner.getLogger().getWarnMessages().size());
    }

    @Test
    void needsOneModelAndSingleRecords() {
        runner.assertValid();
        runner.setProperty(SegmentProperties.MODEL_NAME, "segments-${country}");
        runner.assertNotValid();
        runner.setProperty(SegmentProperties.MODEL_NAME, "segments");
        runner.setProperty(AssignSegments.MODEL_VERSION, FIRST);
        runner.assertNotValid();
        runner.removeProperty(AssignSegments.MODEL_VERSION);
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        runner.assertNotValid();
        runner.removeProperty(CustomerProperties.CUSTOMER_ID_FIELD);
        runner.assertValid();
    }

    private SegmentModel newest() throws IOException {
        final SegmentModel model = SegmentModel.read(store.models().entrySet().stream().reduce((first, second) -> second).orElseThrow().getValue());
        assertTrue(store.models().containsKey("segments/" + model.version()));
        return model;
    }

    private void run(final String input, final boolean stop) {
        runner.enqueue(input);
        runner.run(1, stop, !started);
        started = !stop;
    }
}
