// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordParser;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScoreClustersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScoreClusters processor = new ScoreClusters();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = TestRunners.newTestRunner(processor);
        enable("reader", new JsonTreeReader());
        enable("writer", new JsonRecordSetWriter());
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
    }

    @Test
    void recordsMetricsAndReport() throws IOException {
        final Map<String, String> attributes = Map.of(SegmentationAttributes.MODEL_VERSION, "v1", SegmentationAttributes.MODEL_NAME, "segments", "record.count", "60", "who", "Shop");
        runner.setProperty(ScoreClusters.REPORT_TITLE, "Segments of ${who}");
        run(records(60), attributes);
        runner.assertTransferCount(ScoreClusters.REL_SUCCESS, 1);
        runner.assertTransferCount(ScoreClusters.REL_METRICS, 1);
        runner.assertTransferCount(ScoreClusters.REL_REPORT, 1);

        final MockFlowFile success = only("success");
        final JsonNode records = JSON.readTree(success.toByteArray());
        assertEquals(60, records.size());
        assertEquals("id5", records.get(5).get("id").asText());
        assertTrue(records.get(5).get("silhouette").asDouble() > 0.5);
        success.assertAttributeEquals("record.count", "60");
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "3");

        final JsonNode metrics = metrics();
        assertEquals("v1", metrics.get("model_version").asText());
        assertEquals(60, metrics.get("records").asInt());
        assertEquals(60, metrics.get("scored").asInt());
        assertTrue(metrics.get("customers").isNull());
        assertTrue(metrics.get("note").isNull());
        assertFalse(metrics.get("silhouette_sampled").asBoolean());
        assertEquals(metrics.get("silhouette_cosine").asDouble(), Double.parseDouble(success.getAttribute(SegmentationAttributes.SILHOUETTE)));
        assertEquals(metrics.get("davies_bouldin").asDouble(), Double.parseDouble(only("report").getAttribute(SegmentationAttributes.DAVIES_BOULDIN)));
        assertEquals(metrics.get("calinski_harabasz").asDouble(), Double.parseDouble(only("metrics").getAttribute(SegmentationAttributes.CALINSKI_HARABASZ)));
        assertEquals(3, metrics.get("segment_metrics").size());
        final JsonNode first = metrics.get("segment_metrics").get(0);
        assertEquals(20, first.get("size").asInt());
        assertTrue(first.get("terms").get(0).asText().startsWith("topic0"));
        only("metrics").assertAttributeEquals("record.count", "1");
        only("metrics").assertAttributeEquals("mime.type", "application/json");

        final MockFlowFile report = only("report");
        report.assertAttributeEquals("filename", "report.html");
        report.assertAttributeEquals("mime.type", "text/html");
        report.assertAttributeNotExists("record.count");
        assertTrue(report.getContent().contains("<h1><bdi>Segments of Shop</bdi></h1>"));
        assertTrue(report.getContent().contains("topic2"));
        assertFalse(report.getContent().contains("id5"));
        assertEquals(60, runner.getCounterValue("Records Processed"));
        assertTrue(runner.getProvenanceEvents().stream().noneMatch(event -> event.getDetails() != null && event.getDetails().contains("id5")));
    }

    @Test
    void recordsWithoutVectorOrSegmentAreKeptAndNotScored() throws IOException {
        run(records(30).replaceFirst("\"segment\":0", "\"segment\":-1").replaceFirst("\"segment\":1", "\"segment\":null").replaceFirst("\"embedding\":\\[[^]]*]", "\"embedding\":null"), Map.of());
        final JsonNode records = JSON.readTree(only("success").toByteArray());
        assertEquals(30, records.size());
        assertTrue(records.get(0).get("silhouette").isNull());
        assertTrue(records.get(1).get("silhouette").isNull());
        assertFalse(records.get(2).get("silhouette").isNull());
        assertEquals(28, metrics().get("scored").asInt());
        assertEquals(30, metrics().get("records").asInt());
    }

    @Test
    void threadsDoNotChangeAByte() {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "4");
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "id,segment");
        runner.setProperty(ScoreClusters.THREADS, "1");
        run(records(90), Map.of());
        runner.setProperty(ScoreClusters.THREADS, "5");
        run(records(90), Map.of());
        for (final String relationship : List.of("success", "metrics", "report")) {
            final List<MockFlowFile> twice = runner.getFlowFilesForRelationship(relationship);
            assertArrayEquals(twice.get(0).toByteArray(), twice.get(1).toByteArray());
        }
    }

    @Test
    void customersAreScoredByTheMeanOfTheirRecords() throws IOException {
        runner.setProperty(ScoreClusters.CUSTOMER_ID_FIELD, "customer");
        run(records(60), Map.of());
        assertEquals(30, metrics().get("customers").asInt());
        assertEquals(60, metrics().get("scored").asInt());
        final JsonNode records = JSON.readTree(only("success").toByteArray());
        assertEquals(records.get(0).get("silhouette"), records.get(30).get("silhouette"));
        assertEquals(10, metrics().get("segment_metrics").get(0).get("size").asInt());
        assertTrue(only("report").getContent().contains("30 customers in 3 segments"));
    }

    @Test
    void recentTextsOfACustomerWeighMore() throws IOException {
        runner.setProperty(ScoreClusters.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        final String input = "[" + dated("a", 0, "1,0", "2026-01-01") + "," + dated("a", 0, "0,1", "2020-01-01") + "," + dated("b", 0, "1,0", "2026-01-01") + ","
                + dated("c", 1, "0,1", "2026-01-01") + "," + dated("d", 1, "0,1", "2026-01-01") + "]";
        run(input, Map.of());
        final double alike = JSON.readTree(only("success").toByteArray()).get(0).get("silhouette").asDouble();
        runner.clearTransferState();
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
        runner.assertNotValid();
        runner.setProperty(ScoreProperties.DATE_FIELD, "date");
        run(input, Map.of());
        assertEquals(0, alike, 1e-6);
        assertEquals(1, JSON.readTree(only("success").toByteArray()).get(0).get("silhouette").asDouble(), 1e-6);
    }

    private static String dated(final String customer, final int segment, final String vector, final String date) {
        return "{\"customer\":\"" + customer + "\",\"segment\":" + segment + ",\"embedding\":[" + vector + "],\"date\":\"" + date + "\"}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Minimum Silhouette|0.5|1.0|silhouette 0.",
        "Minimum Segment Share|0.3|0.4|smallest segment share 0.33",
        "Maximum Davies-Bouldin|2|0.01|davies-bouldin 0.",
        "Minimum Stability|0.5|0.999999|"})
    void thresholdsPassOrRejectACopy(final String property, final String reached, final String missed, final String reason) throws IOException {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "3");
        runner.setProperty(property, reached);
        run(records(60), Map.of());
        runner.assertTransferCount(ScoreClusters.REL_REJECTED, 0);
        assertArrayEquals(only("success").toByteArray(), only("passed").toByteArray());
        assertEquals(only("success").getAttribute("record.count"), only("passed").getAttribute("record.count"));
        for (final String relationship : List.of("success", "passed", "metrics", "report")) {
            only(relationship).assertAttributeEquals(SegmentationAttributes.VERDICT, "passed");
            only(relationship).assertAttributeNotExists(SegmentationAttributes.VERDICT_REASONS);
        }
        assertEquals("passed", metrics().get("verdict").asText());
        assertEquals(0, metrics().get("verdict_reasons").size());

        runner.clearTransferState();
        runner.setProperty(property, missed);
        if (reason != null) {
            run(records(60), Map.of(SegmentationAttributes.VERDICT, "old"));
            runner.assertTransferCount(ScoreClusters.REL_PASSED, 0);
            only("rejected").assertAttributeEquals(SegmentationAttributes.VERDICT, "rejected");
            assertTrue(only("rejected").getAttribute(SegmentationAttributes.VERDICT_REASONS).startsWith(reason), only("rejected").getAttribute(SegmentationAttributes.VERDICT_REASONS));
            assertEquals(only("success").getAttribute(SegmentationAttributes.VERDICT_REASONS), metrics().get("verdict_reasons").get(0).asText());
        }
    }

    @Test
    void segmentsAtRandomAreUnstableAndRejected() {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "5");
        runner.setProperty(ScoreThresholds.MINIMUM_STABILITY, "0.5");
        run(records(90).replaceAll("(\"id\":\"id\\d*([0-9])\",[^}]*\"segment\":)\\d", "$1$2"), Map.of());
        assertTrue(only("rejected").getAttribute(SegmentationAttributes.VERDICT_REASONS).startsWith("stability "));
        assertTrue(Double.parseDouble(only("rejected").getAttribute(SegmentationAttributes.STABILITY)) < 0.5);
    }

    @Test
    void undefinedScoresRejectWithTheReason() throws IOException {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "2");
        for (final String property : List.of("Minimum Silhouette", "Minimum Stability", "Minimum Segment Share")) {
            runner.setProperty(property, "0");
        }
        runner.setProperty(ScoreThresholds.MAXIMUM_DAVIES_BOULDIN, "9");
        run("[]", Map.of());
        final JsonNode reasons = metrics().get("verdict_reasons");
        assertEquals(4, reasons.size());
        reasons.forEach(each -> assertTrue(each.asText().contains(" is undefined: "), each.asText()));
        runner.assertTransferCount(ScoreClusters.REL_REJECTED, 1);
    }

    @Test
    void withoutThresholdsThereIsNoVerdict() throws IOException {
        run(records(30), Map.of(SegmentationAttributes.VERDICT, "passed", SegmentationAttributes.VERDICT_REASONS, "old"));
        runner.assertTransferCount(ScoreClusters.REL_PASSED, 0);
        runner.assertTransferCount(ScoreClusters.REL_REJECTED, 0);
        only("success").assertAttributeNotExists(SegmentationAttributes.VERDICT);
        only("success").assertAttributeNotExists(SegmentationAttributes.VERDICT_REASONS);
        assertTrue(metrics().get("verdict").isNull());
    }

    @Test
    void labelsAreCompared() throws IOException {
        runner.setProperty(ScoreProperties.LABEL_FIELD, "label");
        // Labels are the segments by other names; the first record has none, the second another.
        final String input = records(60).replaceAll("\"segment\":(\\d)", "\"label\":\"topic $1\",\"segment\":$1").replaceFirst("\"label\":\"topic 0\"", "\"label\":null")
                .replaceFirst("topic 1", "topic 2");
        run(input, Map.of());
        final JsonNode metrics = metrics();
        assertEquals(59, metrics.get("labelled").asInt());
        assertEquals(1, metrics.get("unlabelled").asInt());
        assertEquals(58 / 59.0, metrics.get("label_accuracy").asDouble(), 1e-12);
        for (final String score : List.of("adjusted_rand_index", "normalized_mutual_information", "adjusted_mutual_information", "homogeneity", "completeness", "v_measure")) {
            assertTrue(metrics.get(score).asDouble() > 0.9 && metrics.get(score).asDouble() < 1, score);
        }
        assertEquals(metrics.get("adjusted_rand_index").asDouble(), Double.parseDouble(only("success").getAttribute(SegmentationAttributes.ADJUSTED_RAND_INDEX)));
        assertEquals(metrics.get("v_measure").asDouble(), Double.parseDouble(only("success").getAttribute(SegmentationAttributes.V_MEASURE)));
        assertTrue(metrics.get("agreement_reason").isNull());
        // 19 topic 0; 19 topic 1 and 1 topic 2; 20 topic 2. The single one is hidden, and the 19 topic 0: it could be 18, with the one in segment 1 and a topic 2 here.
        assertEquals("[{\"segment\":1,\"label\":\"topic 1\",\"count\":19},{\"segment\":2,\"label\":\"topic 2\",\"count\":20}]", metrics.get("confusion").toString());
    }

    @Test
    void labelsThatAreMissingOrNoneHaveAReason() throws IOException {
        run(records(30), Map.of());
        assertTrue(metrics().get("adjusted_rand_index").isNull());
        assertEquals("there is no field of labels", metrics().get("agreement_reason").asText());
        runner.clearTransferState();
        runner.setProperty(ScoreProperties.LABEL_FIELD, "label");
        run(records(30).replace("\"segment\"", "\"label\":null,\"segment\""), Map.of(SegmentationAttributes.ADJUSTED_RAND_INDEX, "1"));
        assertEquals("no record with a segment has a label", metrics().get("agreement_reason").asText());
        assertEquals(30, metrics().get("unlabelled").asInt());
        only("success").assertAttributeNotExists(SegmentationAttributes.ADJUSTED_RAND_INDEX);
        runner.clearTransferState();
        runner.setProperty(ScoreProperties.LABEL_FIELD, "id");
        run(records(1002), Map.of());
        assertEquals("the field has more than 1000 different values", metrics().get("agreement_reason").asText());
        runner.clearTransferState();
        runner.setProperty(ScoreProperties.LABEL_FIELD, "absent");
        assertFailure(records(30), "no field 'absent'");
    }

    @Test
    void sensitiveFieldsAreMeasuredFlaggedAndSuppressed() throws IOException {
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "age, /region");
        // Age follows the segment but for a rare value; the region does not.
        final String input = records(90).replaceAll("\"segment\":(\\d)", "\"age\":\"group $1\",\"region\":\"north\",\"segment\":$1").replaceFirst("group 0", "centenarian")
                .replaceAll("(\"id\":\"id\\d*[02468]\",[^}]*)north", "$1south").replaceFirst("\"age\":\"group 1\"", "\"age\":null");
        run(input, Map.of());
        final JsonNode age = metrics().get("sensitive").get(0);
        assertEquals("age", age.get("field").asText());
        assertEquals(88, age.get("rows").asInt());
        assertEquals(1, age.get("missing").asInt());
        assertEquals(1, age.get("small_categories").asInt());
        assertEquals(1, age.get("cramers_v").asDouble(), 1e-12);
        assertEquals(0.001, age.get("p_value").asDouble(), 1e-12);
        assertTrue(age.get("flagged").asBoolean());
        assertEquals(3, age.get("categories").size());
        assertEquals(3, age.get("distribution").size());
        assertEquals(1, age.get("distribution").get(0).get("share").asDouble());
        final JsonNode region = metrics().get("sensitive").get(1);
        assertTrue(region.get("cramers_v").asDouble() < 0.1);
        assertTrue(region.get("p_value").asDouble() > 0.5);
        assertFalse(region.get("flagged").asBoolean());
        assertTrue(region.get("disparity_ratio").asDouble() > 0.8);
        assertEquals(6, region.get("distribution").size());
        only("success").assertAttributeEquals(SegmentationAttributes.FLAGGED_FIELDS, "age");
        assertFalse(only("metrics").getContent().contains("centenarian"));
        assertFalse(only("report").getContent().contains("centenarian"));
    }

    @Test
    void numbersWithManyValuesAreGroupedAndCodesAndTextsAreNot() throws IOException {
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "age,code,member,text_age");
        final StringBuilder input = new StringBuilder();
        final String[] lines = records(300).split("\n");
        for (int i = 0; i < lines.length; i++) {
            input.append(lines[i].replace("\"segment\"", "\"age\":" + (18 + i * 7 % 73) + ",\"code\":" + i % 10 + ",\"member\":" + (i % 2 == 0) + ",\"text_age\":\"" + (18 + i * 7 % 73)
                    + "\",\"segment\"")).append('\n');
        }
        run(input.toString(), Map.of());
        final JsonNode sensitive = metrics().get("sensitive");
        final List<String> ages = new ArrayList<>();
        sensitive.get(0).get("categories").forEach(category -> ages.add(category.get("category").asText()));
        assertEquals(Set.of("under 30", "30-44", "45-59", "60-74", "75 and over"), Set.copyOf(ages));
        assertEquals(300, sensitive.get(0).get("rows").asInt());
        assertEquals(10, sensitive.get(1).get("categories").size());
        assertEquals(2, sensitive.get(2).get("categories").size());
        assertEquals(73, sensitive.get(3).get("categories").size() + sensitive.get(3).get("small_categories").asInt());
    }

    @Test
    void sensitiveFieldsThatCannotBeMeasuredHaveAReason() throws IOException {
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "id,same,none");
        run(records(120).replace("\"segment\"", "\"same\":1,\"none\":null,\"segment\""), Map.of(SegmentationAttributes.FLAGGED_FIELDS, "id"));
        final JsonNode sensitive = metrics().get("sensitive");
        assertEquals("the field has more than 100 different values", sensitive.get(0).get("reason").asText());
        assertEquals("there is only one category that is large enough", sensitive.get(1).get("reason").asText());
        assertEquals("no record with a segment has a value", sensitive.get(2).get("reason").asText());
        sensitive.forEach(each -> assertTrue(each.get("cramers_v").isNull()));
        only("success").assertAttributeNotExists(SegmentationAttributes.FLAGGED_FIELDS);
    }

    @Test
    void smallSegmentsAreCountedAndNotShown() throws IOException {
        final String input = records(60).replaceFirst("\"segment\":2", "\"segment\":77").replace("topic2\",\"shared\",\"only2\"", "secretword\",\"secretword\",\"only2\"");
        run(input, Map.of());
        assertEquals(4, metrics().get("segments").asInt());
        assertEquals(1, metrics().get("small_segments").asInt());
        assertEquals(3, metrics().get("segment_metrics").size());
        assertEquals(1 / 60.0, metrics().get("smallest_share").asDouble(), 1e-12);
        metrics().get("segment_metrics").forEach(segment -> assertTrue(segment.get("segment").asInt() < 3));
        assertFalse(only("report").getContent().contains("Segment 77"));
        assertTrue(only("report").getContent().contains("are not shown, to protect the people in them: 1."));

        runner.clearTransferState();
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        run(input, Map.of());
        assertEquals(4, metrics().get("segment_metrics").size());
        assertTrue(only("report").getContent().contains("Segment 77"));

        runner.clearTransferState();
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "50");
        run(input, Map.of());
        assertEquals(0, metrics().get("segment_metrics").size());
        assertFalse(metrics().get("silhouette_cosine").isNull());
        runner.assertTransferCount(ScoreClusters.REL_REPORT, 1);
    }

    @Test
    void simplifiedSilhouettesAreThereForRecordsOutsideOfTheSample() throws IOException {
        runner.setProperty(ScoreClusters.SILHOUETTE_SAMPLE_SIZE, "210");
        run(records(600), Map.of());
        int simplified = 0;
        for (final JsonNode each : JSON.readTree(only("success").toByteArray())) {
            simplified += each.get("simplified_silhouette").isNull() ? 0 : 1;
        }
        assertEquals(600, simplified);
        final JsonNode metrics = metrics();
        assertTrue(metrics.get("silhouette_cosine_low").asDouble() < metrics.get("silhouette_cosine").asDouble());
        assertTrue(metrics.get("silhouette_euclidean_high").asDouble() > metrics.get("silhouette_euclidean").asDouble());
        assertEquals(210, metrics.get("silhouette_rows").asInt());
    }

    @Test
    void badInputHasReasonsAndNoNaN() throws IOException {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "2");
        final Map<String, String> inputs = Map.of(
                "only one segment", records(30).replaceAll("\"segment\":\\d", "\"segment\":4"),
                "no record", records(30).replaceAll("\"segment\":\\d", "\"segment\":-1"),
                "more than one member", records(30).replaceAll("(\"id\":\"id(\\d+)\",[^}]*\"segment\":)\\d", "$1$2"),
                "same mean", records(30).replaceAll("\"embedding\":\\[[^]]*]", "\"embedding\":[1,2]"));
        for (final Map.Entry<String, String> each : inputs.entrySet()) {
            runner.clearTransferState();
            run(each.getValue(), Map.of());
            final JsonNode metrics = metrics();
            assertFalse(only("metrics").getContent().contains("NaN"), each.getKey());
            assertTrue(metrics.get("davies_bouldin").isNull());
            assertTrue(metrics.get("davies_bouldin_reason").asText().contains(each.getKey()), metrics.toString());
            for (final String score : List.of("calinski_harabasz", "davies_bouldin", "separation")) {
                assertEquals(metrics.get(score).isNull() || metrics.get(score + "_cosine").isNull(), !metrics.get(score + "_reason").isNull(), score);
            }
            assertEquals(metrics.get("silhouette_euclidean").isNull(), !metrics.get("silhouette_reason").isNull());
            assertEquals(metrics.get("stability").isNull(), !metrics.get("stability_reason").isNull());
        }
    }

    @Test
    void zeroVectorsTakeOnlyTheCosine() throws IOException {
        run(records(30).replaceFirst("\"embedding\":\\[[^]]*]", "\"embedding\":[0,0,0]"), Map.of());
        final JsonNode metrics = metrics();
        assertTrue(metrics.get("silhouette_cosine").isNull());
        assertEquals("cosine: zero vectors (1) have no direction", metrics.get("silhouette_reason").asText());
        assertTrue(metrics.get("davies_bouldin_cosine").isNull());
        assertFalse(metrics.get("davies_bouldin").isNull());
        assertTrue(metrics.get("segment_metrics").get(0).get("simplified_silhouette_cosine").isNull());
        assertTrue(JSON.readTree(only("success").toByteArray()).get(3).get("simplified_silhouette").isNull());
    }

    @Test
    void hugeNumberOfSegmentsIsScored() throws IOException {
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "1");
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        run(records(4000).replaceAll("(\"id\":\"id(\\d+)\\d\",[^}]*\"segment\":)\\d", "$1$2"), Map.of());
        assertTrue(metrics().get("segments").asInt() >= 400);
        assertFalse(metrics().get("stability").isNull());
    }

    @Test
    void customerInTwoSegmentsIsRefused() {
        runner.setProperty(ScoreClusters.CUSTOMER_ID_FIELD, "customer");
        final String input = records(60);
        final int last = input.lastIndexOf("\"segment\":2");
        assertFailure(input.substring(0, last) + "\"segment\":1" + input.substring(last + 11), "record 59, field 'segment': differs from the segment of an earlier record of the same customer");
    }

    @Test
    void nothingToScoreIsNoFailure() throws IOException {
        run("[]", Map.of(SegmentationAttributes.SILHOUETTE, "0.9"));
        assertEquals(0, JSON.readTree(only("success").toByteArray()).size());
        only("success").assertAttributeNotExists(SegmentationAttributes.SILHOUETTE);
        only("success").assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
        assertTrue(metrics().get("silhouette_cosine").isNull());
        assertTrue(metrics().get("note").asText().contains("no record"));
    }

    @Test
    void undefinedScoresAreNullWithAReason() throws IOException {
        run(records(30).replaceAll("\"segment\":\\d", "\"segment\":4"), Map.of(SegmentationAttributes.SILHOUETTE, "0.9", SegmentationAttributes.DAVIES_BOULDIN, "1"));
        only("success").assertAttributeNotExists(SegmentationAttributes.SILHOUETTE);
        only("metrics").assertAttributeNotExists(SegmentationAttributes.DAVIES_BOULDIN);
        assertTrue(metrics().get("note").asText().contains("only one segment"));
        assertTrue(JSON.readTree(only("success").toByteArray()).get(0).get("silhouette").isNull());
    }

    @Test
    void oneRecordIsKeptAndNotCompared() throws IOException {
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        run("[{\"id\":\"only\",\"segment\":0,\"embedding\":[1,2,3],\"tokens\":[\"alone\"]}]", Map.of());
        final JsonNode records = JSON.readTree(only("success").toByteArray());
        assertEquals(1, records.size());
        assertEquals("only", records.get(0).get("id").asText());
        assertEquals(0, records.get(0).get("segment").asInt());
        assertTrue(records.get(0).get("silhouette").isNull());
        only("success").assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "1");
        only("success").assertAttributeEquals(SegmentationAttributes.SEGMENTS, "1");
        only("success").assertAttributeNotExists(SegmentationAttributes.SILHOUETTE);

        final JsonNode metrics = metrics();
        assertEquals(1, metrics.get("records").asInt());
        assertEquals(1, metrics.get("scored").asInt());
        for (final String score : List.of("silhouette_cosine", "silhouette_euclidean", "calinski_harabasz", "davies_bouldin")) {
            assertTrue(metrics.get(score).isNull(), score);
        }
        assertTrue(metrics.get("note").asText().contains("only one segment"), metrics.get("note").asText());
        assertEquals(1, metrics.get("segment_metrics").size());
        assertEquals(1, metrics.get("segment_metrics").get(0).get("size").asInt());
        runner.assertTransferCount(ScoreClusters.REL_REPORT, 1);
    }

    @Test
    void aboveTheSampleSizeSilhouettesAreSampled() throws IOException {
        runner.setProperty(ScoreClusters.SILHOUETTE_SAMPLE_SIZE, "25");
        run(records(60), Map.of());
        int scored = 0;
        for (final JsonNode each : JSON.readTree(only("success").toByteArray())) {
            scored += each.get("silhouette").isNull() ? 0 : 1;
        }
        assertEquals(25, scored);
        assertTrue(metrics().get("silhouette_sampled").asBoolean());
        assertTrue(only("report").getContent().contains("of a uniform sample of <bdi>25 / 60</bdi>"));
    }

    @Test
    void withoutTokensThereAreNoTerms() throws IOException {
        runner.setProperty(ScoreClusters.TOKENS_FIELD, "");
        run(records(30), Map.of());
        assertEquals(0, metrics().get("segment_metrics").get(0).get("terms").size());
        runner.clearTransferState();
        runner.setProperty(ScoreClusters.TOKENS_FIELD, "absent");
        run(records(30), Map.of());
        assertEquals(0, metrics().get("segment_metrics").get(0).get("terms").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "segment|no field 'segment'",
        "embedding|no field 'embedding'"})
    void missingFieldsAreRefused(final String field, final String message) {
        assertFailure(records(12).replace('"' + field + '"', "\"other\""), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"segment\":1|\"segment\":\"x\"|record 1, field 'segment': is not a whole number",
        "\"segment\":1|\"segment\":1.5|record 1, field 'segment': is not a segment id",
        "\"segment\":1|\"segment\":-7|record 1, field 'segment': is not a segment id",
        "\"embedding\":\\[[^]]*]|\"embedding\":[1,\"NaN\",2]|record 0, field 'embedding': value 1",
        "\"segment\":2,\"embedding\":\\[[^]]*]|\"segment\":2,\"embedding\":[1,2]|record 2, field 'embedding': has 2 values, expected 3",
        "\"embedding\":\\[[^]]*]|\"embedding\":{\"a\":1}|record 0, field 'embedding'",
        "\"tokens\":\\[[^]]*]|\"tokens\":\"words\"|record 0, field 'tokens': is not an array of words",
        "\"id\":\"id3\"|\"id\":\"id3|the Record Reader cannot read the FlowFile (JsonParseException at line 4"})
    void badRecordsAreRefusedWithTheirPlace(final String find, final String replacement, final String message) {
        assertFailure(records(12).replaceFirst(find, replacement), message);
    }

    @Test
    void memoryLimitIsObeyed() {
        runner.setProperty(ScoreClusters.MEMORY_LIMIT, "1 KB");
        assertFailure(records(120), "more than the Memory Limit of 1024 bytes");
    }

    @Test
    void failingWriterLosesNothing() throws InitializationException {
        final MockRecordWriter writer = new MockRecordWriter("header", true, 5);
        runner.addControllerService("failing", writer);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        assertFailure(records(30), "");
    }

    @Test
    void failingReaderLosesNothing() throws InitializationException {
        final MockRecordParser reader = new MockRecordParser();
        reader.addSchemaField("segment", RecordFieldType.INT);
        reader.addSchemaField("embedding", RecordFieldType.STRING);
        reader.addRecord(1, "AACAPwAAgD8=");
        reader.addRecord(1, "AACAPwAAgD8=");
        reader.failAfter(1);
        enable("failing", reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "failing");
        assertFailure("any", "the Record Reader cannot read it");
    }

    @Test
    void whatIsTerminatedIsNotMade() {
        runner.enqueue(records(30));
        processor.updateScheduledTrue();
        final ProcessContext context = (ProcessContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ProcessContext.class}, (proxy, method, arguments) ->
                method.getName().equals("isAutoTerminated") ? !ScoreClusters.REL_SUCCESS.equals(arguments[0]) : method.invoke(runner.getProcessContext(), arguments));
        final ProcessSession session = runner.getProcessSessionFactory().createSession();
        processor.onTrigger(context, session);
        session.commitAsync();
        runner.assertAllFlowFilesTransferred(ScoreClusters.REL_SUCCESS, 1);
        only("success").assertAttributeExists(SegmentationAttributes.SILHOUETTE);
    }

    @Test
    void stoppingPutsTheFlowFileBack() {
        runner.enqueue(records(30));
        processor.updateScheduledFalse();
        processor.onTrigger(runner.getProcessContext(), runner.getProcessSessionFactory().createSession());
        assertEquals(1, runner.getQueueSize().getObjectCount());
        processor.getRelationships().forEach(relationship -> runner.assertTransferCount(relationship, 0));
    }

    @Test
    void avroIsReadAndWritten() throws InitializationException, IOException {
        runner.setProperty(ScoreProperties.LABEL_FIELD, "segment");
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "segment");
        runner.setProperty(ScoreThresholds.MINIMUM_SILHOUETTE, "1");
        run(records(30), Map.of());
        final JsonNode expected = JSON.readTree(only("success").toByteArray());
        final JsonNode expectedMetrics = metrics();
        runner.clearTransferState();
        enable("avroWriter", new AvroRecordSetWriter());
        enable("avroReader", new AvroReader());
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "avroWriter");
        run(records(30), Map.of());
        final byte[] avro = only("success").toByteArray();
        runner.clearTransferState();
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "avroReader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        runner.enqueue(avro);
        runner.run();
        assertEquals(expected, JSON.readTree(only("success").toByteArray()));
        assertEquals(expectedMetrics, metrics());
    }

    @Test
    void workedExampleIsReal() throws IOException {
        final List<String> blocks = new ArrayList<>();
        try (InputStream in = getClass().getResourceAsStream("/docs/dev.segmentation.processors.ScoreClusters/additionalDetails.md")) {
            final Matcher matcher = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL).matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                blocks.add(matcher.group(1));
            }
        }
        runner.setProperty(ScoreClusters.TERMS_PER_SEGMENT, "2");
        runner.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        runner.setProperty(ScoreThresholds.MINIMUM_SILHOUETTE, "0.8");
        run(blocks.get(0), Map.of());
        assertAlike(JSON.readTree(blocks.get(1)), JSON.readTree(only("success").toByteArray()));
        assertAlike(JSON.readTree(blocks.get(2)), JSON.readTree(only("metrics").toByteArray()));
    }

    @Test
    void verificationComparesTheLimitWithTheHeap() {
        assertEquals(ConfigVerificationResult.Outcome.SUCCESSFUL, verify().getOutcome());
        runner.setProperty(ScoreClusters.MEMORY_LIMIT, "100 TB");
        assertEquals(ConfigVerificationResult.Outcome.FAILED, verify().getOutcome());
    }

    @Test
    void propertiesAreValidated() {
        runner.setProperty(ScoreClusters.SILHOUETTE_SAMPLE_SIZE, "1");
        runner.assertNotValid();
        runner.setProperty(ScoreClusters.SILHOUETTE_SAMPLE_SIZE, "2");
        runner.assertValid();
        runner.setProperty(ScoreThresholds.MINIMUM_STABILITY, "0.5");
        runner.assertNotValid();
        runner.setProperty(ScoreProperties.STABILITY_RESAMPLES, "10");
        runner.assertValid();
        for (final String bad : List.of("x", "NaN", "1.1")) {
            runner.setProperty(ScoreThresholds.MINIMUM_SILHOUETTE, bad);
            runner.assertNotValid();
        }
        runner.setProperty(ScoreThresholds.MINIMUM_SILHOUETTE, "");
        runner.assertValid();
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "a, /b[");
        runner.assertNotValid();
        runner.setProperty(ScoreProperties.SENSITIVE_FIELDS, "a, /b");
        runner.assertValid();
        runner.setProperty(ScoreProperties.ASSOCIATION_LIMIT, "2");
        runner.assertNotValid();
        runner.setProperty(ScoreProperties.ASSOCIATION_LIMIT, "0.2");
        runner.assertValid();
        runner.setProperty(ScoreClusters.EMBEDDING_FIELD, "/a[");
        runner.assertNotValid();
    }

    private ConfigVerificationResult verify() {
        return processor.verify(runner.getProcessContext(), runner.getLogger(), new HashMap<>()).getFirst();
    }

    private void enable(final String name, final ControllerService service) throws InitializationException {
        runner.addControllerService(name, service);
        runner.enableControllerService(service);
    }

    private void run(final String content, final Map<String, String> attributes) {
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
    }

    private void assertFailure(final String content, final String message) {
        runner.enqueue(content);
        runner.run();
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = only("failure");
        failed.assertContentEquals(content);
        assertTrue(failed.getAttribute(SegmentationAttributes.ERROR).contains(message), failed.getAttribute(SegmentationAttributes.ERROR));
        assertNull(failed.getAttribute(SegmentationAttributes.SEGMENTS));
    }

    /** The last digits of a score depend on whether the processor has fused multiply-add. */
    private static void assertAlike(final JsonNode expected, final JsonNode actual) {
        assertTrue(expected.equals((a, b) -> a.equals(b) || a.isDouble() && b.isDouble() && Math.abs(a.asDouble() - b.asDouble()) < 1e-12 ? 0 : 1, actual),
                () -> "expected " + expected + " but was " + actual);
    }

    private MockFlowFile only(final String relationship) {
        final List<MockFlowFile> flowFiles = runner.getFlowFilesForRelationship(relationship);
        assertEquals(1, flowFiles.size());
        return flowFiles.getFirst();
    }

    private JsonNode metrics() throws IOException {
        final JsonNode array = JSON.readTree(only("metrics").toByteArray());
        assertEquals(1, array.size());
        return array.get(0);
    }

    /** Three groups in three directions; customer i has the records i and i + n/2, which are of one group. */
    private static String records(final int n) {
        final Random random = new Random(n);
        final StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < n; i++) {
            final int segment = i % 3;
            json.append(i == 0 ? "" : ",\n").append("{\"id\":\"id").append(i).append("\",\"customer\":\"c").append(i % (n / 2)).append("\",\"segment\":").append(segment).append(",\"embedding\":[");
            for (int t = 0; t < 3; t++) {
                json.append(t == 0 ? "" : ",").append((float) ((t == segment ? 2 : 0) + random.nextGaussian() / 5));
            }
            json.append("],\"tokens\":[\"topic").append(segment).append("\",\"shared\",\"only").append(i).append("\"]}");
        }
        return json.append("]").toString();
    }
}
