// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.DianaMethod;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How ClusterCustomers makes customers of texts. */
class CustomerPoolingTest {

    /** C1 went from the first axis to the second, C2 and C3 stayed. By the mean C1 belongs to C2, by its recent text to C3. */
    private static final List<Written> CHANGED = List.of(
            new Written("C1", "2024-01-01", 1, 0),
            new Written("C1", "2024-03-01", 1, 0.1f),
            new Written("C2", "2026-01-31", 1, 0),
            new Written("C1", "2026-01-30", 0, 1),
            new Written("C3", "2020-06-15", 0, 1));

    private final ClusterCustomers processor = new ClusterCustomers();
    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, store);
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
    }

    @Test
    void oneRecordPerCustomer() throws IOException {
        final List<JsonNode> customers = customersOf("""
                {"customer":"x","embedding":[1,0]}
                {"customer":"y","embedding":[0,1]}
                {"customer":"x","embedding":[0.6,0.8]}
                {"customer":"x","embedding":null}
                {"customer":null,"embedding":[0,2]}
                {"customer":"z","embedding":[3,1]}
                """);
        assertEquals(List.of("x", "y", "null", "z"), customers.stream().map(customer -> customer.path("customer").asText()).toList());
        assertEquals(List.of(2, 1, 1, 1), customers.stream().map(customer -> customer.path("texts").asInt()).toList());
        assertEquals(List.of(0, 1, 1, 0), customers.stream().map(customer -> customer.path("segment").asInt()).toList());
        // Half of a half: (0.2, 0.4) from the mean (0.8, 0.4).
        assertEquals(0.2, customers.getFirst().path("dispersion").asDouble(), 1e-6);
        assertEquals(0, customers.get(1).path("dispersion").asDouble());
        assertFalse(customers.getFirst().has("first_date"));

        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        for (final String field : List.of("segment", "segment_distance", "segment_confidence")) {
            assertEquals(records.getFirst().path(field), customers.getFirst().path(field));
            assertEquals(records.getLast().path(field), customers.getLast().path(field));
        }
        final MockFlowFile flowFile = SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS);
        flowFile.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "4");
        flowFile.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "2");
        flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_NAME, "segments");
        flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).getAttribute(SegmentationAttributes.MODEL_VERSION));
        flowFile.assertAttributeEquals("mime.type", "application/json");
    }

    @Test
    void wholeNumbersStayNumbersAndAPathGivesItsLastName() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "/buyer/number");
        final List<JsonNode> customers = customersOf("{\"buyer\":{\"number\":17},\"embedding\":[1,0]}\n{\"buyer\":{\"number\":3},\"embedding\":[0,1]}");
        assertTrue(customers.getFirst().path("number").isIntegralNumber());
        assertEquals(17, customers.getFirst().path("number").asInt());
    }

    @Test
    void withoutCustomersThereIsNothingToSay() {
        runner.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        run(SegmentRunner.records(9, 1));
        runner.assertTransferCount(ClusterCustomers.REL_CUSTOMERS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    @Test
    void aTerminatedRelationshipGetsNothing() {
        runner.enqueue(SegmentRunner.records(9, 1));
        processor.updateScheduledTrue();
        final ProcessContext context = (ProcessContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ProcessContext.class}, (proxy, method, arguments) ->
                method.getName().equals("isAutoTerminated") ? ClusterCustomers.REL_CUSTOMERS.equals(arguments[0]) : method.invoke(runner.getProcessContext(), arguments));
        final ProcessSession session = runner.getProcessSessionFactory().createSession();
        processor.onTrigger(context, session);
        session.commitAsync();
        runner.assertTransferCount(ClusterCustomers.REL_CUSTOMERS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    @Test
    void theMeanForgetsNothing() throws IOException {
        runner.setProperty(CustomerProperties.DATE_FIELD, "written");
        final List<JsonNode> customers = customersOf(json(CHANGED, "\"%s\""));
        assertEquals(customers.get(1).path("segment"), customers.getFirst().path("segment"));
        assertDates(customers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "instant", "millis"})
    void recentTextsWeighMoreInJson(final String form) throws IOException {
        recencyWeighted();
        final List<JsonNode> customers = customersOf(switch (form) {
            case "text" -> json(CHANGED, "\"%s\"");
            case "instant" -> json(CHANGED, "\"%sT02:00:00+02:00\"");
            default -> CHANGED.stream().map(written -> written.json(Long.toString(written.millis()))).reduce("", String::concat);
        });
        assertRecent(customers);
    }

    @Test
    void recentTextsWeighMoreInCsv() throws InitializationException {
        recencyWeighted();
        final CSVReader reader = new CSVReader();
        runner.addControllerService("csv reader", reader);
        runner.setProperty(reader, "schema-access-strategy", "csv-header-derived");
        runner.enableControllerService(reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "csv reader");
        add("csv writer", new CSVRecordSetWriter());
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "csv writer");
        run("customer,written,embedding\n" + CHANGED.stream().map(written -> written.customer + "," + written.date + " 00:00:00," + written.base64() + "\n").reduce("", String::concat));
        final List<String> lines = SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS).getContent().lines().toList();
        assertEquals("customer,texts,first_date,last_date,dispersion,segment,segment_distance,segment_confidence", lines.getFirst());
        final String start = "C1,3," + CHANGED.getFirst().millis() + "," + CHANGED.get(3).millis() + ",";
        assertTrue(lines.get(1).startsWith(start), lines.get(1));
        assertEquals(lines.get(3).split(",")[5], lines.get(1).split(",")[5]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recentTextsWeighMoreInAvro(final boolean days) throws InitializationException, IOException {
        recencyWeighted();
        add("avro reader", new AvroReader());
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "avro reader");
        runner.enqueue(avro(days));
        runner.run();
        assertRecent(SegmentRunner.parse(SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS)));
    }

    @Test
    void theModelSaysHowCustomersWerePooled() throws IOException {
        recencyWeighted();
        runner.setProperty(CustomerProperties.HALF_LIFE, "30 days");
        run(json(CHANGED, "\"%s\""));
        final JsonNode pooling = model().manifest().path("customer_pooling");
        assertEquals("recency-weighted-mean", pooling.path("method").asText());
        assertEquals(30L * 86_400_000, pooling.path("half_life_millis").asLong());
        assertEquals(1, pooling.path("minimum_texts").asInt());

        runner.clearTransferState();
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.MEAN);
        runner.setProperty(CustomerProperties.MINIMUM_TEXTS, "2");
        run(json(CHANGED, "\"%s\""));
        assertEquals("{\"minimum_texts\":2,\"method\":\"mean\"}", model().manifest().path("customer_pooling").toString());

        runner.clearTransferState();
        runner.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        run(json(CHANGED, "\"%s\""));
        assertTrue(model().manifest().path("customer_pooling").isMissingNode());
    }

    @Test
    void neitherIdsNorDatesAreInModelOrAttributes() throws IOException {
        recencyWeighted();
        run(json(CHANGED, "\"%s\""));
        final MockFlowFile model = SegmentRunner.only(runner, ClusterCustomers.REL_MODEL);
        final String seen = new String(model.toByteArray(), StandardCharsets.ISO_8859_1) + model().manifest() + model.getAttributes()
                + SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS).getAttributes();
        for (final Written written : CHANGED) {
            assertFalse(seen.contains('"' + written.customer) || seen.contains(written.date) || seen.contains(Long.toString(written.millis())), seen);
        }
    }

    @Test
    void customersWithTooFewTextsDoNotTrain() throws IOException {
        runner.setProperty(CustomerProperties.MINIMUM_TEXTS, "2");
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "1");
        final List<JsonNode> customers = customersOf("""
                {"customer":"few","embedding":[0,1]}
                {"customer":"enough","embedding":[1,0]}
                {"customer":"few","embedding":null}
                {"customer":"enough","embedding":[1,0]}
                {"embedding":[0,1]}
                """);
        assertEquals(List.of(-1, 0, -1), customers.stream().map(customer -> customer.path("segment").asInt()).toList());
        assertTrue(customers.getFirst().path("segment_confidence").isNull());
        assertEquals(1, customers.getFirst().path("texts").asInt());
        assertSegments(-1, 0, -1, 0, -1);
        assertEquals(1, model().manifest().path("training_rows").asInt());
        assertEquals(1, model().manifest().path("vectors").asInt());
        assertEquals(0, model().distanceQuantile(0, 1));
    }

    @Test
    void nobodyHasEnoughTexts() throws IOException {
        runner.setProperty(CustomerProperties.MINIMUM_TEXTS, "3");
        final List<JsonNode> customers = customersOf("{\"customer\":\"a\",\"embedding\":[0,1]}\n{\"customer\":\"b\",\"embedding\":[0,1]}");
        assertEquals(List.of(-1, -1), customers.stream().map(customer -> customer.path("segment").asInt()).toList());
        SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS).assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
        SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS).assertAttributeNotExists(SegmentationAttributes.MODEL_VERSION);
        runner.assertTransferCount(ClusterCustomers.REL_MODEL, 0);
        assertSegments(-1, -1);
        assertTrue(store.models().isEmpty());
    }

    @Test
    void nobodyHasAVector() {
        run("{\"customer\":\"a\",\"embedding\":null}");
        runner.assertTransferCount(ClusterCustomers.REL_CUSTOMERS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsThatOptedOutAreNotUsed(final boolean pooled) throws IOException {
        if (!pooled) {
            runner.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        }
        runner.setProperty(CustomerProperties.OPT_OUT_FIELD, "opt_out");
        run("""
                {"customer":"in","opt_out":"no","embedding":[1,0]}
                {"customer":"out","opt_out":"YES","embedding":[0.5,0.5]}
                {"customer":"partly","opt_out":null,"embedding":[0,1]}
                {"customer":"partly","opt_out":"true","embedding":[1,0]}
                {"customer":"in","opt_out":"","embedding":[1,0]}
                {"customer":"out","opt_out":"1","embedding":[1,2,3]}
                """);
        assertSegments(0, -1, 1, -1, 0, -1);
        assertEquals(pooled ? 2 : 3, model().manifest().path("vectors").asInt());
        assertEquals(0, model().distanceQuantile(0, 1));
        assertEquals(0, model().distanceQuantile(1, 1));
        if (pooled) {
            final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS));
            assertEquals(List.of("in", "partly"), customers.stream().map(customer -> customer.path("customer").asText()).toList());
            assertEquals(1, customers.getLast().path("texts").asInt());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Opt-Out Field | opt_out | {\"customer\":\"a\",\"opt_out\":\"maybe Secret\",\"embedding\":[1,0]} | record 0, field 'opt_out': is neither true nor false",
            "Opt-Out Field | opt_out | {\"customer\":\"a\",\"embedding\":[1,0]} | the records have no field 'opt_out' among their 2",
            "Opt-Out Field | opt_out | {\"customer\":\"a\",\"opt_out\":\"maybe Secret\",\"embedding\":null} | record 0, field 'opt_out': is neither true nor false",
            "Date Field | written | {\"customer\":\"a\",\"embedding\":[1,0]} | the records have no field 'written' among their 2",
            "Date Field | written | {\"customer\":\"a\",\"written\":true,\"embedding\":[1,0]} | record 0, field 'written': is neither a date nor a number nor a text"})
    void problemsGoToFailure(final String property, final String value, final String input, final String message) {
        runner.setProperty(property, value);
        run(input);
        assertFailed(input, message);
    }

    @Test
    void aDateThatIsNone() {
        recencyWeighted();
        final String input = json(CHANGED, "\"%s\"") + "{\"customer\":\"a\",\"written\":\"Secret\",\"embedding\":[1,0]}";
        run(input);
        assertFailed(input, "record 5, field 'written': is a text that is no date; it takes yyyy-MM-dd, alone or with a time as in "
                + "2026-01-31T08:30:00, 2026-01-31 08:30:00 or 2026-01-31T08:30:00+01:00");
    }

    @Test
    void aWriterThatFailsAtTheCustomersLeavesNothing() throws InitializationException {
        add("failing", new MockRecordWriter("", false, 1));
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        final String input = json(CHANGED, "\"%s\"");
        run(input);
        assertFailed(input, "record 1: the Record Writer cannot write it (IOException)");
        assertTrue(store.models().isEmpty());
    }

    @Test
    void writingCustomersEndsWhenTheProcessorIsStopped() {
        final FieldPath customer = FieldPath.of("customer");
        final CustomerVectors vectors = new CustomerVectors(customer, null, new CustomerPooling(null, 1), new Training(new SegmentSearch(new DianaMethod(2), 0, 1), null, 1 << 20));
        vectors.add(new MapRecord(new SimpleRecordSchema(List.of()), Map.of("customer", "a")), 0, new float[]{1, 0});
        final TrainingMonitor stopped = new ProcessorMonitor(() -> false, runner.getLogger());
        assertThrows(TrainingCancelledException.class, () -> vectors.writeCustomers(null, SegmentIds.first(0), new SegmentFields("segment", "distance", "confidence"), null, stopped));
    }

    @Test
    void validation() {
        runner.assertValid();
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
        runner.assertNotValid();
        runner.setProperty(CustomerProperties.DATE_FIELD, "/written");
        runner.assertValid();
        runner.setProperty(CustomerProperties.HALF_LIFE, "0 days");
        runner.assertNotValid();
        runner.setProperty(CustomerProperties.HALF_LIFE, "1 ms");
        runner.assertValid();
        runner.setProperty(CustomerProperties.MINIMUM_TEXTS, "0");
        runner.assertNotValid();
        runner.removeProperty(CustomerProperties.MINIMUM_TEXTS);
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "/author/texts");
        runner.assertNotValid();
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "");
        runner.setProperty(CustomerProperties.DATE_FIELD, "");
        runner.setProperty(CustomerProperties.OPT_OUT_FIELD, "");
        runner.assertValid();
    }

    private void recencyWeighted() {
        runner.setProperty(CustomerProperties.DATE_FIELD, "written");
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
    }

    private static void assertRecent(final List<JsonNode> customers) {
        assertEquals(3, customers.size());
        assertEquals(customers.get(2).path("segment"), customers.getFirst().path("segment"));
        assertTrue(customers.get(2).path("segment").asInt() != customers.get(1).path("segment").asInt());
        assertDates(customers);
    }

    private static void assertDates(final List<JsonNode> customers) {
        assertEquals(CHANGED.getFirst().millis(), customers.getFirst().path("first_date").asLong());
        assertEquals(CHANGED.get(3).millis(), customers.getFirst().path("last_date").asLong());
        assertEquals(customers.get(1).path("first_date"), customers.get(1).path("last_date"));
    }

    private void assertSegments(final Integer... segments) throws IOException {
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(List.of(segments), records.stream().map(record -> record.path("segment").asInt()).toList());
    }

    private void assertFailed(final String input, final String message) {
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE);
        failed.assertContentEquals(input);
        failed.assertAttributeEquals(SegmentationAttributes.ERROR, message);
    }

    private SegmentModel model() throws IOException {
        return SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray());
    }

    private List<JsonNode> customersOf(final String input) throws IOException {
        run(input);
        return SegmentRunner.parse(SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS));
    }

    private void run(final String input) {
        runner.enqueue(input);
        runner.run();
    }

    private void add(final String id, final ControllerService service) throws InitializationException {
        runner.addControllerService(id, service);
        runner.enableControllerService(service);
    }

    private static String json(final List<Written> texts, final String dateFormat) {
        return texts.stream().map(written -> written.json(dateFormat.formatted(written.date))).reduce("", String::concat);
    }

    private static byte[] avro(final boolean days) throws IOException {
        final Schema date = days ? LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)) : LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        final Schema schema = SchemaBuilder.record("text").fields().requiredString("customer").name("written").type(date).noDefault()
                .name("embedding").type().array().items().floatType().noDefault().endRecord();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema)).create(schema, out)) {
            for (final Written written : CHANGED) {
                final GenericRecord record = new GenericData.Record(schema);
                record.put("customer", written.customer);
                record.put("written", days ? (Object) (int) LocalDate.parse(written.date).toEpochDay() : (Object) written.millis());
                record.put("embedding", List.of(written.x, written.y));
                writer.append(record);
            }
        }
        return out.toByteArray();
    }

    /** A text of a customer. */
    private record Written(String customer, String date, float x, float y) {

        private long millis() {
            return Instant.parse(date + "T00:00:00Z").toEpochMilli();
        }

        private String json(final String dateValue) {
            return "{\"customer\":\"" + customer + "\",\"written\":" + dateValue + ",\"embedding\":[" + x + "," + y + "]}\n";
        }

        private String base64() {
            return Base64.getEncoder().encodeToString(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(x).putFloat(y).array());
        }
    }
}
