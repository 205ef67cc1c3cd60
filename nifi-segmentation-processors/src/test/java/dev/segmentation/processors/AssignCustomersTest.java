// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * AssignSegments with a Customer ID Field.
 */
class AssignCustomersTest {

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner runner;

    @BeforeEach
    void train() throws Exception {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        training.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        training.enqueue(SegmentRunner.records(600, 1));
        training.run();
        runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, "1.00");
        runner.setProperty(DriftWatch.MINIMUM_RECORDS, "5");
    }

    @Test
    void customersOfTheTrainingGetWhatTheyGotThere() throws IOException {
        runner.enqueue(SegmentRunner.records(600, 1));
        runner.run();
        runner.assertTransferCount(AssignSegments.REL_UNKNOWN, 0);
        assertEquals(SegmentRunner.parse(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS)),
                SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)));
        final MockFlowFile customers = SegmentRunner.only(runner, CustomerSegments.REL_CUSTOMERS);
        assertEquals(SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS)), SegmentRunner.parse(customers));
        customers.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "6");
        customers.assertAttributeEquals("segmentation.drift.count", "6");
        customers.assertAttributeEquals("segmentation.drift.psi", "0.0000");
        customers.assertAttributeEquals("segmentation.drift.unknown", "0.0000");
        assertEquals(6, runner.getCounterValue("Customers Assigned"));
    }

    @Test
    void allRecordsOfACustomerGetOneSegment() throws IOException {
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
        runner.enqueue("""
                {"customer":"a","embedding":[1,0,0]}
                {"customer":"b","embedding":[0,1,0]}
                {"customer":"a","embedding":[0,0.5,0]}
                {"customer":"a","embedding":null}
                {"customer":null,"embedding":[0,0,1]}
                {"customer":"a","embedding":[1,0,0]}
                """);
        runner.run();
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        final Map<String, List<JsonNode>> byCustomer = records.stream().collect(Collectors.groupingBy(record -> record.path("customer").asText(), TreeMap::new, Collectors.toList()));
        assertEquals(3, byCustomer.get("a").size());
        assertEquals(1, byCustomer.get("a").stream().map(record -> record.path("segment") + " " + record.path("segment_distance")).distinct().count());
        assertEquals(3, byCustomer.values().stream().map(own -> own.getFirst().path("segment").asInt()).distinct().count());
        assertEquals(1, SegmentRunner.parse(SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN)).size());
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(runner, CustomerSegments.REL_CUSTOMERS));
        assertEquals(List.of("a", "b", "null"), customers.stream().map(customer -> customer.path("customer").asText()).toList());
        assertEquals(3, customers.getFirst().path("texts").asInt());
        assertEquals(byCustomer.get("a").getFirst().path("segment"), customers.getFirst().path("segment"));
    }

    @Test
    void recentTextsWeighMore() throws IOException {
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
        runner.assertNotValid();
        runner.setProperty(CustomerProperties.DATE_FIELD, "written");
        runner.setProperty(CustomerProperties.HALF_LIFE, "10 days");
        runner.enqueue("""
                {"customer":"a","written":"2026-01-01","embedding":[1,0,0]}
                {"customer":"a","written":"2026-01-02","embedding":[1,0,0]}
                {"customer":"a","written":"2026-03-01","embedding":[0,1,0]}
                {"customer":"b","written":"2026-03-01","embedding":[0,1,0]}
                """);
        runner.run();
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(runner, CustomerSegments.REL_CUSTOMERS));
        assertEquals(customers.get(1).path("segment"), customers.get(0).path("segment"));
        assertTrue(customers.getFirst().has("last_date"));
    }

    /** A customer is known by the distances of customers, which lie nearer than single records. */
    @Test
    void customersAreUnknownBeyondTheDistancesOfCustomers() throws IOException {
        final SegmentModel model = SegmentModel.read(store.models().values().iterator().next());
        assertTrue(model.knowsCustomerDistances());
        assertTrue(model.distanceQuantile(0, 1, true) < model.distanceQuantile(0, 1, false));
        final String stray = "{\"customer\":\"a\",\"embedding\":[0.995,0.1,0]}\n";
        runner.enqueue(stray);
        runner.run();
        final List<JsonNode> unknown = SegmentRunner.parse(SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN));
        assertEquals(-1, unknown.getFirst().path("segment").asInt());
        assertFalse(unknown.getFirst().path("segment_distance").isNull());
        assertEquals(-1, SegmentRunner.parse(SegmentRunner.only(runner, CustomerSegments.REL_CUSTOMERS)).getFirst().path("segment").asInt());
        runner.clearTransferState();
        runner.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        runner.enqueue(stray);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    @Test
    void memoryHasALimit() {
        runner.setProperty(CustomerSegments.MEMORY_LIMIT, "20 KB");
        final StringBuilder input = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            input.append("{\"customer\":\"secret").append(i).append("\",\"embedding\":[1,0,0]}\n");
        }
        runner.enqueue(input.toString());
        runner.run();
        final MockFlowFile failed = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE);
        failed.assertContentEquals(input.toString());
        final String error = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains("more than the Customer Memory Limit"), error);
        assertFalse(error.contains("secret"), error);
    }

    @Test
    void otherDimensionsFail() {
        runner.enqueue("{\"customer\":1,\"embedding\":[1,0]}\n");
        runner.run();
        assertEquals("record 0, field 'embedding': has 2 values, expected 3", SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR));
    }

    @Test
    void noRecords() {
        runner.enqueue("[]");
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        runner.assertTransferCount(CustomerSegments.REL_CUSTOMERS, 0);
    }
}
