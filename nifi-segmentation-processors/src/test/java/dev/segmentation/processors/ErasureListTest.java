// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Customers who are on the Erasure List, in ClusterCustomers and AssignSegments.
 */
class ErasureListTest {

    /** Whose vectors are out of all measure, so that they would be seen everywhere. */
    private static final String SECRET = "Customer-4711";
    private static final String INPUT = """
            {"customer":"a","embedding":[1,0]}
            {"customer":"%1$s","embedding":[0.5,0.5]}
            {"customer":"b","embedding":[0,1]}
            {"customer":"a","embedding":[1,0]}
            {"customer":" %1$s ","embedding":[1,2,3]}
            """.formatted(SECRET);

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
    }

    @Test
    void listedCustomersAreNotTrainedOn() throws IOException {
        training.setProperty(ErasureList.PROPERTY, "\n  " + SECRET + " \r\n\nnobody");
        training.enqueue(INPUT);
        training.run();
        assertEquals(List.of(0, -1, 1, 0, -1), segments(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS)));
        final MockFlowFile customers = SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS);
        assertEquals(List.of("a", "b"), SegmentRunner.parse(customers).stream().map(customer -> customer.path("customer").asText()).toList());
        final SegmentModel model = SegmentModel.read(store.models().values().iterator().next());
        assertEquals(2, model.manifest().path("vectors").asInt());
        assertEquals(0, model.distanceQuantile(0, 1));
        assertSilent(training);
    }

    @Test
    void whoOptsOutAndWhoIsListed() throws IOException {
        training.setProperty(ErasureList.PROPERTY, SECRET);
        training.setProperty(CustomerProperties.OPT_OUT_FIELD, "opt_out");
        training.enqueue("""
                {"customer":"a","opt_out":false,"embedding":[1,0]}
                {"customer":"%s","opt_out":"maybe","embedding":[0,1]}
                {"customer":"b","opt_out":true,"embedding":[0,1]}
                """.formatted(SECRET));
        training.run();
        assertEquals(List.of(0, -1, -1), segments(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS)));
    }

    @Test
    void listedCustomersAreNotAssigned() throws IOException {
        store.models().put("segments/v1", TestModels.segments("v1", null));
        runner.setProperty(ErasureList.PROPERTY, SECRET);
        runner.setProperty(DriftWatch.MINIMUM_RECORDS, "1");
        runner.enqueue(INPUT);
        runner.run();
        final MockFlowFile assigned = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of(0, 0, 0), segments(assigned));
        assigned.assertAttributeEquals("segmentation.drift.count", "2");
        final List<JsonNode> unknown = SegmentRunner.parse(SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN));
        assertEquals(2, unknown.size());
        unknown.forEach(record -> {
            assertEquals(-1, record.path("segment").asInt());
            assertTrue(record.path("segment_distance").isNull());
        });
        assertEquals(List.of("a", "b"), SegmentRunner.parse(SegmentRunner.only(runner, CustomerSegments.REL_CUSTOMERS)).stream().map(customer -> customer.path("customer").asText()).toList());
        assertSilent(runner);
    }

    @Test
    void changedFilesAreReadAgain(@TempDir final Path directory) throws IOException {
        store.models().put("segments/v1", TestModels.segments("v1", null));
        final Path file = directory.resolve("list.txt");
        Files.writeString(file, "\uFEFF" + SECRET + "\n");
        runner.setEnvironmentVariableValue("erasures", directory.toString());
        runner.setProperty(ErasureList.PROPERTY, "${erasures}/list.txt");
        runner.enqueue(INPUT);
        runner.run(1, false, true);
        Files.writeString(file, SECRET + "\na\n");
        runner.enqueue(INPUT);
        runner.run(1, false, false);
        assertEquals(List.of(3, 1), runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).stream().map(ErasureListTest::count).toList());
        assertSilent(runner);
    }

    /** NiFi takes it for a text: nobody is to be used because the list has gone. */
    @Test
    void listsThatHaveGoneKeepTheFlowFile(@TempDir final Path directory) throws IOException {
        store.models().put("segments/v1", TestModels.segments("v1", null));
        final Path file = directory.resolve("list.txt");
        Files.writeString(file, SECRET);
        runner.setProperty(ErasureList.PROPERTY, file.toString());
        runner.run(1, false, true);
        Files.delete(file);
        runner.enqueue(INPUT);
        final AbstractSegmentationProcessor processor = (AbstractSegmentationProcessor) runner.getProcessor();
        processor.onTrigger(runner.getProcessContext(), runner.getProcessSessionFactory().createSession());
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
    }

    @Test
    void recordsMustHaveTheField() throws IOException {
        store.models().put("segments/v1", TestModels.segments("v1", null));
        runner.setProperty(ErasureList.PROPERTY, SECRET);
        runner.enqueue("{\"client\":\"" + SECRET + "\",\"embedding\":[1,0]}");
        runner.run();
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).assertAttributeEquals(SegmentationAttributes.ERROR, "the records have no field 'customer' among their 2");
    }

    @Test
    void whatIsNoListIsNotValid(@TempDir final Path directory) throws IOException {
        for (final TestRunner any : List.of(training, runner)) {
            any.setProperty(ErasureList.PROPERTY, SECRET);
            any.assertValid();
            any.removeProperty(CustomerProperties.CUSTOMER_ID_FIELD);
            assertInvalid(any, "it needs the Customer ID Field");
            any.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
            any.setProperty(ErasureList.PROPERTY, directory.resolve("none.txt").toString());
            assertInvalid(any, "there is no such file");
            any.setProperty(ErasureList.PROPERTY, "${nothing}");
            assertInvalid(any, "it is empty: clear the property when nobody is to be left out");
            any.setProperty(ErasureList.PROPERTY, "short\n" + SECRET.repeat(ErasureList.LONGEST_ID));
            assertInvalid(any, "line 2 is longer than 1000 characters: it takes one customer's id a line");
        }
        final Path file = Files.write(directory.resolve("latin.txt"), new byte[]{'a', (byte) 0xE4});
        runner.setProperty(ErasureList.PROPERTY, file.toString());
        assertInvalid(runner, "it is not UTF-8");
        Files.writeString(file, IntStream.rangeClosed(0, ErasureList.MOST_IDS).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
        assertInvalid(runner, "it has more than 1000000 ids: remove the customers' records from the input, and their ids from the list");
        Files.writeString(file, IntStream.range(0, ErasureList.MOST_IDS).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
        runner.assertValid();
    }

    private static void assertInvalid(final TestRunner runner, final String explanation) {
        final String message = assertThrows(AssertionError.class, runner::assertValid).getMessage();
        assertTrue(message.contains(explanation), message);
        assertFalse(message.contains(SECRET), message);
    }

    private static void assertSilent(final TestRunner runner) {
        Stream.of(runner.getLogger().getDebugMessages(), runner.getLogger().getInfoMessages(), runner.getLogger().getWarnMessages(), runner.getLogger().getErrorMessages())
                .flatMap(List::stream).map(LogMessage::toString).forEach(message -> assertFalse(message.contains(SECRET), message));
        runner.getProvenanceEvents().forEach(event -> assertFalse((event.getDetails() + event.getUpdatedAttributes()).contains(SECRET)));
    }

    private static int count(final MockFlowFile flowFile) {
        return Integer.parseInt(flowFile.getAttribute(SegmentationAttributes.RECORD_COUNT));
    }

    private static List<Integer> segments(final MockFlowFile flowFile) throws IOException {
        return SegmentRunner.parse(flowFile).stream().map(record -> record.path("segment").asInt()).toList();
    }
}
