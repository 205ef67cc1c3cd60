// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AssignDriftTest {

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(new AssignSegments(), store);
        store.models().put("segments/v1", TestModels.segments("v1", "minilm"));
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.Q100);
        runner.setProperty(DriftWatch.MINIMUM_RECORDS, "60");
        runner.setProperty(DriftWatch.WINDOW, "100");
    }

    /** As at the training: twice as many in the first segment, at distances in even steps up to the farthest member. */
    @Test
    void recordsLikeThoseOfTheTraining() {
        run(1, 40, 20);
        final MockFlowFile success = success(0);
        success.assertAttributeEquals("segmentation.drift.count", "60");
        success.assertAttributeEquals("segmentation.drift.psi", "0.0000");
        success.assertAttributeEquals("segmentation.drift.beyond.50", "0.5000");
        success.assertAttributeEquals("segmentation.drift.beyond.90", "0.1000");
        success.assertAttributeEquals("segmentation.drift.beyond.95", "0.0500");
        success.assertAttributeEquals("segmentation.drift.unknown", "0.0000");
        success.assertAttributeEquals("segmentation.drift.unknown.expected", "0.0000");
        assertTrue(number(success, "psi.chance") > 0.05);
        assertTrue(number(success, "distance.psi") < 0.02);
        assertEquals(40, runner.getCounterValue("Assigned To Segment 0"));
        assertEquals(30, runner.getCounterValue("Beyond 50 % Of The Training"));
    }

    @Test
    void otherSharesAndDistances() {
        run(1, 20, 60);
        final MockFlowFile success = success(0);
        // (1/4 - 2/3) ln(3/8) + (3/4 - 1/3) ln(9/4)
        assertEquals(5 / 12.0 * Math.log(6), number(success, "psi"), 1e-4);
        assertTrue(number(success, "psi") > number(success, "psi.chance"));
        runner.clearTransferState();
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.Q99);
        run(3, 40, 20);
        final MockFlowFile unknown = SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN);
        assertTrue(number(unknown, "unknown") > 0.6);
        unknown.assertAttributeEquals("segmentation.drift.unknown.expected", "0.0100");
        assertEquals(unknown.getAttribute("segmentation.drift.unknown"), success(0).getAttribute("segmentation.drift.unknown"));
        assertTrue(number(unknown, "distance.psi") > 1);
    }

    @Test
    void fewRecordsTellNothingUntilTheyAreEnoughTogether() {
        runner.enqueue(records(1, 20, 10), Map.of("segmentation.drift.psi", "7"));
        runner.run(1, false);
        success(0).assertAttributeNotExists("segmentation.drift.psi");
        success(0).assertAttributeNotExists("segmentation.drift.window.psi");
        runner.enqueue(records(1, 20, 10));
        runner.run(1, true, false);
        success(1).assertAttributeNotExists("segmentation.drift.psi");
        success(1).assertAttributeEquals("segmentation.drift.window.count", "60");
        success(1).assertAttributeEquals("segmentation.drift.window.psi", "0.0000");
    }

    @Test
    void windowForgetsAndStartsAnewWithATraining() {
        for (final int first : new int[]{60, 60, 0, 0, 0}) {
            runner.enqueue(records(1, first, 60 - first));
        }
        runner.run(5, false);
        assertEquals(List.of("60", "120", "180", "120", "180"), windows());
        assertTrue(number(success(4), "window.psi") > 2);
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.enqueue(records(1, 40, 20));
        runner.run(1, true, false);
        success(5).assertAttributeEquals("segmentation.drift.window.count", "60");
        success(5).assertAttributeEquals("segmentation.drift.window.psi", "0.0000");
    }

    @Test
    void modelsInTurnHaveWindowsOfTheirOwn() {
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        runner.setProperty(AssignSegments.MODEL_VERSION, "${wanted}");
        for (final String version : List.of("v1", "v2", "v1", "v2")) {
            runner.enqueue(records(1, 40, 20), Map.of("wanted", version));
        }
        runner.run(4);
        assertEquals(List.of("60", "60", "120", "120"), windows());
    }

    @Test
    void whatFailsIsNotCounted() throws InitializationException {
        final MockRecordWriter writer = new MockRecordWriter("", false, 1);
        runner.addControllerService("failing", writer);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        runner.enqueue(records(1, 40, 20));
        runner.run(1, false);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 1);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        runner.enqueue(records(1, 40, 20));
        runner.run(1, true, false);
        success(0).assertAttributeEquals("segmentation.drift.window.count", "60");
    }

    @Test
    void recordsAndCustomersAreNotCompared() {
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "id");
        run(1, 40, 20);
        final MockFlowFile success = success(0);
        success.assertAttributeEquals("segmentation.drift.count", "60");
        success.assertAttributeNotExists("segmentation.drift.psi");
        success.assertAttributeNotExists("segmentation.drift.distance.psi");
    }

    private void run(final double stretch, final int first, final int second) {
        runner.enqueue(records(stretch, first, second));
        runner.run();
    }

    private MockFlowFile success(final int index) {
        return runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).get(index);
    }

    private List<String> windows() {
        return runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).stream().map(flowFile -> flowFile.getAttribute("segmentation.drift.window.count")).toList();
    }

    private static double number(final MockFlowFile flowFile, final String name) {
        return Double.parseDouble(flowFile.getAttribute(SegmentationAttributes.DRIFT + name));
    }

    /** Distances in even steps up to twice the stretch, as the members of the model have them up to 2; just below them, since these are limits. */
    private static String records(final double stretch, final int first, final int second) {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < first + second; i++) {
            final double distance = stretch * (i < first ? 2.0 * (i + 1) / first : 2.0 * (i - first + 1) / second) - 1e-3;
            lines.append("{\"id\":").append(i).append(",\"embedding\":[").append(i < first ? 0 : 10).append(',').append(i % 2 == 0 ? distance : -distance).append("]}\n");
        }
        return lines.toString();
    }
}
