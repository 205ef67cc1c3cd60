// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Numbers, categories and purchases in ClusterCustomers and AssignSegments. */
class MixedFeaturesTest {

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner assigning;

    @BeforeEach
    void setUp() throws InitializationException {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        training.setProperty(FeatureProperties.MINIMUM_CATEGORY_SHARE, "0");
        assigning = SegmentRunner.create(new AssignSegments(), store);
        assigning.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
    }

    @Test
    void customersByTheirPurchases() throws IOException {
        byPurchases();
        final List<JsonNode> records = train(purchases());
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(40, customers.size());
        // Every second customer buys often, much and lately.
        for (int i = 0; i < customers.size(); i++) {
            assertEquals(customers.get(i % 2).path("segment"), customers.get(i).path("segment"));
        }
        assertFalse(customers.get(0).path("segment").equals(customers.get(1).path("segment")));
        final JsonNode first = customers.getFirst();
        assertEquals("C0", first.path("customer").asText());
        assertEquals(0, first.path("texts").asInt());
        assertTrue(first.path("dispersion").isNull());
        assertEquals(0, first.path("recency").asDouble());
        assertEquals(10, first.path("frequency").asDouble());
        assertEquals(10 * 100 - 5, first.path("monetary").asDouble());

        final JsonNode features = model().manifest().path("features");
        assertEquals(1, features.path("version").asInt());
        assertEquals(LocalDate.of(2026, 1, 10).toEpochDay() * 86_400_000, features.path("reference_date_millis").asLong());
        assertEquals("rfm", features.path("blocks").path(0).path("block").asText());
        assertEquals(1, features.path("blocks").path(0).path("variance_share").asDouble());
        assertTrue(model().manifest().path("embedder").isNull());
        assertEquals(0, model().manifest().path("options").path("neighbour_smoothing").asInt());
        assertEquals("rfm 1.00", SegmentRunner.only(training, ClusterCustomers.REL_MODEL).getAttribute(SegmentationAttributes.VARIANCE_SHARES));
        assertEquals("rfm 1.00", SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute(SegmentationAttributes.VARIANCE_SHARES));

        assertEquals(records, assign(purchases()));
    }

    /** As the training wrote them, also when the model alone knows that it goes by customers. */
    @Test
    void assignedCustomersAreWritten() throws IOException {
        byPurchases();
        train(purchases());
        final List<JsonNode> trained = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assign(purchases());
        final MockFlowFile written = SegmentRunner.only(assigning, CustomerSegments.REL_CUSTOMERS);
        assertEquals(trained, SegmentRunner.parse(written));
        written.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "40");
        written.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, model().version());
    }

    @Test
    void assignedCustomersWhoAreListedOrLackTheirVectors() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "client");
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            records.append("{\"client\":").append(i).append(",\"age\":").append(i % 2 == 0 ? 20 : 70).append(",\"embedding\":").append(i % 2 == 0 ? "[1,0]" : "[0,1]").append("}\n");
        }
        train(records.toString());
        assigning.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "client");
        assigning.setProperty(ErasureList.PROPERTY, "2");
        assigning.enqueue("""
                {"client":1,"age":20,"embedding":[1,0]}
                {"client":2,"age":20,"embedding":[1,0]}
                {"client":3,"age":20,"embedding":null}
                """);
        assigning.run();
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(assigning, CustomerSegments.REL_CUSTOMERS));
        assertEquals(List.of(1, 3), customers.stream().map(customer -> customer.path("client").asInt()).toList());
        assertTrue(customers.getFirst().path("client").isInt());
        assertEquals(1, customers.getFirst().path("texts").asInt());
        assertTrue(customers.getFirst().path("segment").asInt() >= 0);
        assertEquals(-1, customers.getLast().path("segment").asInt());
        assertTrue(customers.getLast().path("segment_distance").isNull());
    }

    @Test
    void recordsThatAreNoCustomersAreNotWrittenAsCustomers() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        train(mixed(60));
        assign(mixed(60));
        assigning.assertTransferCount(CustomerSegments.REL_CUSTOMERS, 0);
    }

    @Test
    void customersNeedFieldsOfTheirOwn() throws IOException {
        byPurchases();
        train(purchases());
        assigning.setProperty(SegmentProperties.SEGMENT_FIELD, "customer");
        assigning.enqueue(purchases());
        assigning.run();
        assertEquals("the records of customers would have two fields of one name: the model's customer field is 'customer'",
                SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR));
    }

    @Test
    void customersThatAreAssignedHaveAMemoryLimit() throws IOException {
        byPurchases();
        train(purchases());
        assigning.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        assigning.setProperty(CustomerSegments.MEMORY_LIMIT, "5 KB");
        assigning.enqueue(purchases());
        assigning.run();
        final String error = SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.startsWith("the first ") && error.contains("raise the Customer Memory Limit"), error);
    }

    @Test
    void aLaterPurchaseOrAReferenceDateMovesRecency() throws IOException {
        byPurchases();
        training.setProperty(FeatureProperties.REFERENCE_DATE, "${closing}");
        training.setProperty(SegmentProperties.SEGMENT_FIELD, "was");
        training.enqueue(purchases(), Map.of("closing", "2026-02-01"));
        training.run();
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(22, customers.getFirst().path("recency").asDouble());

        final String one = "{\"customer\":\"X\",\"day\":\"2026-02-03\",\"amount\":40}\n";
        final String pair = one + "{\"customer\":\"Y\",\"day\":\"2026-06-03\",\"amount\":40}\n";
        final double known = assign(one).getFirst().path("segment_distance").asDouble();
        assertTrue(assign(pair).getFirst().path("segment_distance").asDouble() != known);
        assigning.setProperty(AssignSegments.REFERENCE_DATE, "2026-02-03");
        assertEquals(known, assign(pair).getFirst().path("segment_distance").asDouble());

        assigning.setProperty(AssignSegments.REFERENCE_DATE, "${closing}");
        assigning.enqueue(one, Map.of("closing", "yesterday"));
        assigning.run();
        final MockFlowFile failed = SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_FAILURE);
        assertTrue(failed.getAttribute(SegmentationAttributes.ERROR).startsWith("the property 'Reference Date' does not resolve to a date"), failed.getAttribute(SegmentationAttributes.ERROR));
        assertFalse(failed.getAttribute(SegmentationAttributes.ERROR).contains("yesterday"));
    }

    /** The axes of the vectors say nothing: the country decides. */
    @Test
    void recordsByTextsNumbersAndCategories() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age, /order/total");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        training.setProperty(FeatureProperties.CATEGORICAL_WEIGHT, "5");
        final List<JsonNode> records = train(mixed(60));
        for (int i = 0; i < 60; i++) {
            assertEquals(records.get(i % 2).path("segment"), records.get(i).path("segment"));
        }
        // The last record has no vector.
        assertEquals(-1, records.getLast().path("segment").asInt());
        final List<JsonNode> assigned = assign(mixed(60));
        assertEquals(records.subList(0, 60), assigned.subList(0, 60));
        assertEquals(1, SegmentRunner.parse(assigning.getFlowFilesForRelationship(AssignSegments.REL_UNKNOWN).getFirst()).size());

        final JsonNode features = model().manifest().path("features");
        assertEquals(List.of("text", "numeric", "categorical"), features.path("blocks").findValuesAsText("block"));
        assertEquals(1, IntStream.range(0, 3).mapToDouble(block -> features.path("blocks").path(block).path("variance_share").asDouble()).sum(), 1e-12);
        assertEquals(1, IntStream.range(0, 3).mapToDouble(block -> features.path("blocks").path(block).path("separation_share").asDouble()).sum(), 1e-12);
        assertEquals(model().centroids().dimension(), features.path("blocks").path(2).path("to").asInt());
        assertTrue(features.path("numbers").path(0).path("indicator").asBoolean());
        assertTrue(features.path("numbers").path(1).path("log").asBoolean());
        assertEquals("[\"de\",\"fr\"]", features.path("categories").path(0).path("values").toString());
    }

    @Test
    void rareCategoriesAreNowhereToBeFound() throws IOException {
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        final String records = mixed(60).replaceFirst("\"country\":\"de\"", "\"country\":\"Tuvalu\"");
        train(records);
        assertFalse(model().manifest().toString().contains("Tuvalu"));
        for (final List<LogMessage> messages : List.of(training.getLogger().getInfoMessages(), training.getLogger().getWarnMessages(), training.getLogger().getErrorMessages())) {
            assertTrue(messages.stream().noneMatch(message -> message.getMsg().contains("Tuvalu")));
        }
        // What was rare and what was never seen is one.
        final List<JsonNode> assigned = assign(records.lines().findFirst().orElseThrow() + "\n" + records.lines().findFirst().orElseThrow().replace("Tuvalu", "Nauru"));
        assertEquals(assigned.getFirst().path("segment_distance"), assigned.getLast().path("segment_distance"));
    }

    @Test
    void recordsWithoutATextCountForTheirCustomer() throws IOException {
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "spent");
        training.setProperty(FeatureProperties.SUMMED_FIELDS, "spent");
        training.setProperty(FeatureProperties.NUMERIC_WEIGHT, "3");
        final String records = """
                {"customer":"a","embedding":[1,0],"spent":null}
                {"customer":"b","embedding":[1,0.1],"spent":1}
                {"customer":"a","embedding":null,"spent":40}
                {"customer":"c","embedding":[1,0.2],"spent":42}
                {"customer":"a","embedding":null,"spent":2}
                {"customer":"d","embedding":[1,0.1],"spent":2}
                {"customer":"e","embedding":null,"spent":2}
                """;
        final List<JsonNode> trained = train(records);
        assertEquals(trained.get(0).path("segment"), trained.get(2).path("segment"));
        assertEquals(trained.get(3).path("segment"), trained.get(2).path("segment"));
        assertFalse(trained.get(1).path("segment").equals(trained.get(2).path("segment")));
        assertEquals(-1, trained.get(6).path("segment").asInt());
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(List.of(1, 1, 1, 1, 0), customers.stream().map(customer -> customer.path("texts").asInt()).toList());
        assertEquals(trained.subList(0, 6), assign(records).subList(0, 6));
    }

    @Test
    void withoutTextsTheRecordsAreCounted() throws IOException {
        byPurchases();
        training.setProperty(CustomerProperties.MINIMUM_TEXTS, "3");
        train(purchases() + "{\"customer\":\"once\",\"day\":\"2026-01-01\",\"amount\":1}\n");
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(-1, customers.getLast().path("segment").asInt());
        assertEquals(0, customers.stream().limit(40).filter(customer -> customer.path("segment").asInt() < 0).count());
    }

    @Test
    void optedOutRecordsCountForNothing() throws IOException {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "x");
        training.setProperty(CustomerProperties.OPT_OUT_FIELD, "no");
        final List<JsonNode> records = train("""
                {"x":1,"no":false}
                {"x":1000000,"no":true}
                {"x":2,"no":false}
                {"x":3,"no":false}
                """);
        assertEquals(-1, records.get(1).path("segment").asInt());
        assertEquals(2, model().manifest().path("features").path("numbers").path(0).path("fill").asDouble());
        assertEquals(3, model().manifest().path("vectors").asInt());
    }

    @Test
    void threadsDoNotChangeAByte() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age,/order/total");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        final List<SegmentModel> models = new ArrayList<>();
        for (final String threads : List.of("1", "3")) {
            training.setProperty(ClusterCustomers.THREADS, threads);
            training.setProperty(SegmentProperties.MODEL_NAME, "threads" + threads);
            train(mixed(500));
            models.add(model());
        }
        assertArrayEquals(models.get(0).centroids().toArray(), models.get(1).centroids().toArray());
        assertEquals(models.get(0).manifest().path("features").toString(), models.get(1).manifest().path("features").toString());
    }

    @Test
    void numbersAndCategoriesOfAnyReader() throws Exception {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "plan");
        final StringBuilder json = new StringBuilder();
        final StringBuilder csv = new StringBuilder("age,plan\n");
        for (int i = 0; i < 40; i++) {
            json.append(i % 5 == 0 ? "{\"age\":null,\"plan\":%d}%n".formatted(i % 2) : "{\"age\":%d,\"plan\":%d.0}%n".formatted(i, i % 2));
            csv.append(i % 5 == 0 ? ", %d \n".formatted(i % 2) : "%d.0,%d\n".formatted(i, i % 2));
        }
        final List<JsonNode> trained = train(json.toString());
        final CSVReader reader = new CSVReader();
        assigning.addControllerService("csv", reader);
        assigning.setProperty(reader, "schema-access-strategy", "csv-header-derived");
        assigning.enableControllerService(reader);
        assigning.setProperty(AbstractSegmentationProcessor.RECORD_READER, "csv");
        final List<JsonNode> assigned = assign(csv.toString());
        assertEquals(trained.stream().map(record -> record.path("segment_distance")).toList(), assigned.stream().map(record -> record.path("segment_distance")).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"x\":\"secret\",\"c\":\"a\"}|record 1, field 'x': is a text that is no number; it takes digits with a point, such as 1234.50",
        "{\"x\":\"NaN\",\"c\":\"a\"}|record 1, field 'x': is a text that is no number; it takes digits with a point, such as 1234.50",
        "{\"x\":\"1e400\",\"c\":\"a\"}|record 1, field 'x': is not a finite number",
        "{\"x\":1e91,\"c\":\"a\"}|record 1, field 'x': is a number beyond 1.0E90",
        "{\"x\":true,\"c\":\"a\"}|record 1, field 'x': is neither a number nor a text with a number",
        "{\"x\":1,\"c\":[\"secret\"]}|record 1, field 'c': is not a single value",
        "{\"x\":1,\"c\":{\"name\":\"secret\"}}|record 1, field 'c': is not a single value"})
    void whatIsNoFeatureIsNamedWithoutItsValue(final String record, final String message) throws IOException {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "x");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "c");
        train("{\"x\":1,\"c\":\"a\"}\n{\"x\":2,\"c\":\"a\"}\n");
        for (final TestRunner runner : List.of(training, assigning)) {
            runner.clearTransferState();
            runner.enqueue("{\"x\":1,\"c\":\"a\"}\n" + record);
            runner.run();
            final MockFlowFile failed = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE);
            failed.assertAttributeEquals(SegmentationAttributes.ERROR, message);
        }
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "x");
        train("{\"x\":1}\n{\"x\":2}\n");
        for (final TestRunner runner : List.of(training, assigning)) {
            runner.clearTransferState();
            runner.enqueue("{\"y\":1}");
            runner.run();
            SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).assertAttributeEquals(SegmentationAttributes.ERROR, "the records have no field 'x' among their 1");
        }
    }

    @Test
    void vectorsOfAnotherKindAreRefused() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        train(mixed(20));
        assigning.enqueue("{\"age\":1,\"embedding\":[1,0,0,0]}");
        assigning.run();
        SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_FAILURE).assertAttributeEquals(SegmentationAttributes.ERROR, "record 0, field 'embedding': has 4 values, expected 3");
        assigning.clearTransferState();
        assigning.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        assigning.enqueue("{\"age\":1}");
        assigning.run();
        SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_FAILURE).assertAttributeEquals(SegmentationAttributes.ERROR,
                "the model goes by vectors, and the property 'Embedding Field' is empty");
    }

    @Test
    void whatDoesNotFitIsNotTrainedOn() {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age,/order/total");
        training.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "100 KB");
        training.enqueue(mixed(2000));
        training.run();
        final String error = SegmentRunner.only(training, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.startsWith("the vectors of the first ") && error.contains(" records need "), error);
    }

    /** Prices double, a country comes, and a segment is still itself. */
    @Test
    void idsLastWhenTheScalingMoves() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age,/order/total");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        training.setProperty(FeatureProperties.CATEGORICAL_WEIGHT, "5");
        train(mixed(60));
        final List<JsonNode> later = train(mixed(60).replaceAll("\"total\":", "\"total\":2") + mixed(24).replace("\"fr\"", "\"it\"").replace("\"de\"", "\"it\""));
        final MockFlowFile model = SegmentRunner.only(training, ClusterCustomers.REL_MODEL);
        assertEquals("compared", model().manifest().path("lineage").path("basis").asText());
        assertEquals(List.of(0, 1), later.stream().limit(2).map(record -> record.path("segment").asInt()).sorted().toList(), model.getAttribute(SegmentationAttributes.LINEAGE));
        assertFalse(model().manifest().path("metrics").path("silhouette").isMissingNode());

        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "");
        training.clearTransferState();
        train(mixed(60));
        assertEquals("other_features", model().manifest().path("lineage").path("basis").asText());
        assertTrue(training.getLogger().getWarnMessages().stream().anyMatch(message -> message.getMsg().contains("No segment keeps its id")));
    }

    @Test
    void recordsOfARejectedModelGetTheSegmentsInUse() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age,/order/total");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        training.setProperty(FeatureProperties.CATEGORICAL_WEIGHT, "5");
        train(mixed(60));
        training.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0");
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "9");
        final List<JsonNode> records = train(mixed(60));
        training.assertTransferCount(ClusterCustomers.REL_REJECTED, 1);
        assertEquals(List.of(0, 1), records.stream().limit(60).map(record -> record.path("segment").asInt()).distinct().sorted().toList());
        assertEquals(records.subList(0, 60), assign(mixed(60)).subList(0, 60));
        assertEquals(null, SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute(SegmentationAttributes.VARIANCE_SHARES));
    }

    @Test
    void aTextOfWeightZeroNeedsNoVector() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        training.setProperty(FeatureProperties.TEXT_WEIGHT, "0");
        final String records = mixed(40);
        final List<JsonNode> muted = train(records);
        training.setProperty(FeatureProperties.TEXT_WEIGHT, "1");
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(SegmentProperties.MODEL_NAME, "absent");
        assertEquals(muted, train(records));
        assertTrue(muted.getLast().path("segment").asInt() >= 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Embedding Field=", "Text Weight=0", "Numeric Weight=-1", "Numeric Weight=many", "Log Fields=other", "Summed Fields=other", "Distance=cosine", "Amount Field=paid",
        "Numeric Fields=x,x", "Numeric Fields=/x[", "Minimum Category Count=1", "Minimum Category Share=2", "Reference Date=soon"})
    void whatMakesNoSenseIsInvalid(final String setting) {
        final String[] pair = setting.split("=", 2);
        if (!setting.startsWith("Embedding") && !setting.startsWith("Text")) {
            training.setProperty(FeatureProperties.NUMERIC_FIELDS, "x");
        }
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, setting.startsWith("Minimum") ? "c" : "");
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        if (setting.startsWith("Reference")) {
            training.setProperty(CustomerProperties.DATE_FIELD, "day");
            training.setProperty(FeatureProperties.AMOUNT_FIELD, "paid");
        }
        training.assertValid();
        final PropertyDescriptor property = training.getProcessor().getPropertyDescriptor(pair[0]);
        training.setProperty(property, pair[1]);
        training.assertNotValid();
    }

    private void byPurchases() {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(CustomerProperties.DATE_FIELD, "day");
        training.setProperty(FeatureProperties.AMOUNT_FIELD, "amount");
    }

    /** Customers with even numbers bought on ten days of January, the others once, long ago. */
    private static String purchases() {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            final int days = i % 2 == 0 ? 10 : 1;
            for (int day = 1; day <= days; day++) {
                lines.append("{\"customer\":\"C%d\",\"day\":\"%s\",\"amount\":%d}%n".formatted(i, LocalDate.of(i % 2 == 0 ? 2026 : 2024, 1, day), i % 2 == 0 ? 100 : 10 + i));
            }
            lines.append("{\"customer\":\"C%d\",\"day\":\"2026-01-20\",\"amount\":-5}%n".formatted(i));
            lines.append("{\"customer\":\"C%d\",\"day\":\"2026-01-20\",\"amount\":null}%n".formatted(i));
        }
        return lines.toString();
    }

    /** A last record has no vector. */
    private static String mixed(final int count) {
        final Random random = new Random(4);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= count; i++) {
            final String embedding = i == count ? "null" : String.format(Locale.ROOT, "[%.3f,%.3f,1]", random.nextGaussian(), random.nextGaussian());
            final String age = i % 10 == 9 ? "null" : Integer.toString(20 + random.nextInt(50));
            lines.append("{\"embedding\":%s,\"age\":%s,\"order\":{\"total\":%d},\"country\":\"%s\"}%n".formatted(embedding, age, (long) Math.exp(4 + random.nextGaussian()),
                    i % 2 == 0 ? "de" : "fr"));
        }
        return lines.toString();
    }

    private List<JsonNode> train(final String records) throws IOException {
        training.clearTransferState();
        training.enqueue(records);
        training.run();
        return SegmentRunner.parse(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS));
    }

    private List<JsonNode> assign(final String records) throws IOException {
        assigning.clearTransferState();
        assigning.enqueue(records);
        assigning.run();
        return SegmentRunner.parse(SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_SUCCESS));
    }

    private SegmentModel model() throws IOException {
        return SegmentModel.read(SegmentRunner.only(training, ClusterCustomers.REL_MODEL).toByteArray());
    }
}
