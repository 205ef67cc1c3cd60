// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AutomaticSegmentsTest {

    private final ClusterCustomers processor = new ClusterCustomers();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, new FaultyModelStore());
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, SegmentCountProperties.AUTOMATIC);
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, "12");
    }

    @ParameterizedTest
    @EnumSource(value = Algorithm.class, mode = EnumSource.Mode.EXCLUDE, names = "HDBSCAN")
    void everyAlgorithmGetsTheNumberThatTheDataHave(final Algorithm algorithm) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        train(SegmentRunner.records(300, 1));
        for (final Relationship relationship : List.of(AbstractSegmentationProcessor.REL_SUCCESS, ClusterCustomers.REL_MODEL)) {
            final MockFlowFile flowFile = SegmentRunner.only(runner, relationship);
            flowFile.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "3");
            flowFile.assertAttributeEquals(SegmentationAttributes.SEGMENTS_CHOSEN, "3");
            flowFile.assertAttributeEquals(SegmentationAttributes.SEGMENTS_EVIDENT, "true");
            assertTrue(flowFile.getAttribute(SegmentationAttributes.SEGMENTS_REASON).startsWith("3 segments have a silhouette of 0.9"));
        }

        final SegmentModel model = model();
        final JsonNode options = model.manifest().path("options");
        assertEquals(3, options.path("segments").asInt());
        assertEquals("automatic", options.path("number_of_segments").asText());
        assertEquals("silhouette-and-stability", options.path("segment_search").asText());
        assertEquals(2, options.path("minimum_segments").asInt());
        assertEquals(12, options.path("maximum_segments").asInt());
        assertEquals(0.001, options.path("minimum_segment_share").asDouble());
        assertEquals(algorithm.getValue(), options.path("algorithm").asText());
        assertEquals(42, model.manifest().path("seed").asInt());
        final SegmentCountCurve curve = model.segmentCount();
        assertEquals(3, curve.chosen());
        assertEquals(300, curve.rows());
        assertEquals(2, curve.points().getFirst().segments());
        assertEquals(12, curve.points().getLast().segments());
        assertEquals(List.of(), warnings());
    }

    @Test
    void xMeansIsAnotherWay() throws IOException {
        runner.setProperty(SegmentCountMethod.PROPERTY, SegmentCountMethod.X_MEANS);
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, "4");
        train(SegmentRunner.records(300, 1));
        final SegmentModel model = model();
        assertEquals("x-means", model.manifest().path("options").path("segment_search").asText());
        assertEquals("x-means", model.segmentCount().method());
        assertEquals(1, model.segmentCount().points().size());
        assertEquals(model.segmentCount().chosen(), model.manifest().path("segments").asInt());
        assertTrue(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute(SegmentationAttributes.SEGMENTS_REASON).startsWith("X-means proposes "));

        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "20 KB");
        train(SegmentRunner.records(300, 1));
        final String error = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains("x-means has room for"), error);
    }

    @Test
    void customersAreCountedNotTheirRecords() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "id");
        train(SegmentRunner.records(300, 1) + SegmentRunner.records(300, 2));
        final MockFlowFile customers = SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS);
        customers.assertAttributeEquals(SegmentationAttributes.SEGMENTS_CHOSEN, "3");
        assertEquals(300, model().segmentCount().rows());
    }

    @Test
    void threadsDoNotChangeTheChoice() throws IOException {
        runner.setProperty(ClusterCustomers.THREADS, "1");
        train(SegmentRunner.records(600, 1));
        final SegmentCountCurve one = model().segmentCount();
        runner.setProperty(ClusterCustomers.THREADS, "3");
        train(SegmentRunner.records(600, 1));
        assertEquals(one, model().segmentCount());
    }

    @Test
    void whereNothingIsEvidentTheFewestAreTakenAndABulletinSaysSo() throws IOException {
        runner.setProperty(SegmentCountProperties.MINIMUM_SEGMENTS, "4");
        train(noise(600));
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS_CHOSEN, "4");
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS_EVIDENT, "false");
        assertFalse(model().segmentCount().evident());
        assertTrue(warnings().stream().anyMatch(warning -> warning.contains("is not evident") && warning.contains("The data do not tell")), warnings()::toString);
    }

    @Test
    void noSegmentSmallerThanTheMinimumShareIsChosen() throws IOException {
        runner.setProperty(SegmentCountProperties.MINIMUM_SEGMENT_SHARE, "0.4");
        train(SegmentRunner.records(300, 1));
        for (final JsonNode statistics : model().manifest().path("segment_statistics")) {
            assertTrue(statistics.path("share").asDouble() >= 1.0 / 3);
        }
        assertEquals(2, model().segmentCount().chosen());
    }

    /** The limit leaves room for some of the rows that would otherwise be looked at, or for too few. */
    @ParameterizedTest
    @CsvSource({"100 KB, false", "900 KB, true"})
    void memoryBoundsTheSearch(final String limit, final boolean enough) throws IOException {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, limit);
        train(SegmentRunner.records(3000, 1));
        if (enough) {
            final SegmentCountCurve curve = model().segmentCount();
            assertEquals(3, curve.chosen());
            assertTrue(curve.rows() < 2000, () -> Integer.toString(curve.rows()));
        } else {
            final String error = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
            assertTrue(error.contains("the Training Memory Limit is too small: choosing among 2 to 12 segments takes"), error);
        }
    }

    @Test
    void nothingOfAnEarlierChoiceInTheFlowStays() throws IOException {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        runner.enqueue(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.SEGMENTS_CHOSEN, "9", SegmentationAttributes.SEGMENTS_EVIDENT, "true",
                SegmentationAttributes.SEGMENTS_REASON, "other"));
        runner.run();
        for (final Relationship relationship : List.of(AbstractSegmentationProcessor.REL_SUCCESS, ClusterCustomers.REL_MODEL)) {
            final MockFlowFile flowFile = SegmentRunner.only(runner, relationship);
            flowFile.assertAttributeNotExists(SegmentationAttributes.SEGMENTS_CHOSEN);
            flowFile.assertAttributeNotExists(SegmentationAttributes.SEGMENTS_EVIDENT);
            flowFile.assertAttributeNotExists(SegmentationAttributes.SEGMENTS_REASON);
        }
        assertNull(model().segmentCount());
    }

    @Test
    void nothingToTrainOn() {
        train("{\"embedding\":null}");
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
    }

    @Test
    void oneVectorIsOneSegment() throws IOException {
        train("{\"embedding\":[1,0]}");
        assertEquals(1, model().segmentCount().chosen());
        assertEquals(1, model().manifest().path("segments").asInt());
    }

    /** The FlowFile stays where it was. */
    @Test
    void stoppingEndsTheSearch() {
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, "1000");
        runner.enqueue(noise(4000));
        SegmentRunner.stopWhenTraining(processor);
        runner.run();
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
    }

    @ParameterizedTest
    @CsvSource({"automatic,2,12,0.01,true", "8,2,12,0.01,true", "8,13,12,0.01,true", "Automatic,2,12,0.01,false", "0,2,12,0.01,false", "automatic,1,12,0.01,false",
            "automatic,13,12,0.01,false", "automatic,12,12,0.5,true", "automatic,2,1001,0.01,false", "automatic,2,12,0.6,false", "automatic,2,12,a hundredth,false",
            "automatic,2,12,NaN,false"})
    void whatIsValid(final String number, final String minimum, final String maximum, final String share, final boolean valid) {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, number);
        runner.setProperty(SegmentCountProperties.MINIMUM_SEGMENTS, minimum);
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, maximum);
        runner.setProperty(SegmentCountProperties.MINIMUM_SEGMENT_SHARE, share);
        if (valid) {
            runner.assertValid();
        } else {
            runner.assertNotValid();
        }
    }

    private static String noise(final int count) {
        final Random random = new Random(7);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"embedding\":[").append((float) random.nextGaussian());
            for (int j = 1; j < 30; j++) {
                lines.append(',').append((float) random.nextGaussian());
            }
            lines.append("]}\n");
        }
        return lines.toString();
    }

    private SegmentModel model() throws IOException {
        return SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray());
    }

    private List<String> warnings() {
        return runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
    }

    private void train(final String input) {
        runner.clearTransferState();
        runner.enqueue(input);
        runner.run();
    }
}
