// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.record.DateReader;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Segments of numbers, categories and purchases in ScoreClusters: the space is that of the model, computed here once more from the records. */
class ScoreFeaturesTest {

    private static final double EXACT = 1e-5;
    private static final LocalDate LAST = LocalDate.of(2026, 1, 20);

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner scoring;

    @BeforeEach
    void setUp() throws InitializationException {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        training.setProperty(FeatureProperties.NUMERIC_SCALING, FeatureProperties.ScalingOption.STANDARD);
        scoring = SegmentRunner.create(new ScoreClusters(), store);
    }

    @Test
    void purchasesAloneAreScored() throws IOException {
        byPurchases();
        scoring.setProperty(ScoreThresholds.MINIMUM_SILHOUETTE, "0.1");
        scoring.setProperty(ScoreClusters.REPORT_TITLE, "Buyers");
        final MockFlowFile segmented = train(purchases());
        score(segmented, Map.of());

        final List<JsonNode> records = SegmentRunner.parse(success());
        final double[] silhouettes = silhouettes(standard(customers(records, LAST)), segments(records));
        final double mean = Arrays.stream(silhouettes).average().orElseThrow();
        final JsonNode metrics = metrics();
        assertEquals(mean, metrics.path("silhouette_euclidean").asDouble(), EXACT);
        assertEquals("features", metrics.path("space").asText());
        assertEquals(45, metrics.path("customers").asInt());
        assertTrue(metrics.path("silhouette_cosine").isNull() && metrics.path("davies_bouldin_cosine").isNull());
        assertEquals("cosine: the direction of vectors of several features means nothing", metrics.path("silhouette_reason").asText());
        assertEquals(calinskiHarabasz(standard(customers(records, LAST)), segments(records)), metrics.path("calinski_harabasz").asDouble(), 1e-3);
        final List<String> ids = ids(records);
        for (final JsonNode record : records) {
            assertEquals(silhouettes[ids.indexOf(record.path("customer").asText())], record.path("silhouette").asDouble(), EXACT);
            assertFalse(record.path("simplified_silhouette").isNull());
        }
        assertEquals(mean, Double.parseDouble(success().getAttribute(SegmentationAttributes.SILHOUETTE)), EXACT);
        assertEquals(success().getAttribute(SegmentationAttributes.SILHOUETTE_EUCLIDEAN), success().getAttribute(SegmentationAttributes.SILHOUETTE));
        success().assertAttributeEquals(SegmentationAttributes.VERDICT, "passed");

        final String report = SegmentRunner.only(scoring, ScoreClusters.REL_REPORT).getContent();
        assertTrue(report.contains("the features of the model <bdi>segments</bdi>") && report.contains("Customers scored, each by all of its records"), report);
        assertFalse(report.contains("customer17") || scoring.getLogger().getInfoMessages().stream().anyMatch(message -> message.getMsg().contains("customer17")));
    }

    @Test
    void workedExampleIsReal() throws IOException {
        byPurchases();
        training.removeProperty(FeatureProperties.NUMERIC_SCALING);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        scoring.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        final String example;
        try (InputStream in = getClass().getResourceAsStream("/docs/dev.segmentation.processors.ScoreClusters/additionalDetails.md")) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            final int from = text.indexOf("```json\n", text.indexOf("## Segments of more than texts")) + "```json\n".length();
            example = text.substring(from, text.indexOf("\n```", from));
        }
        score(train(example.replaceAll(", \"segment\".*}", "}")), Map.of());
        final List<JsonNode> records = SegmentRunner.parse(success());
        records.forEach(record -> ((ObjectNode) record).remove(List.of("segment_distance", "segment_confidence")));
        final JsonNode expected = new ObjectMapper().readTree(example);
        assertEquals(9, expected.size());
        for (int i = 0; i < records.size(); i++) {
            final JsonNode record = records.get(i);
            assertTrue(expected.get(i).equals((a, b) -> a.equals(b) || a.isDouble() && b.isDouble() && Math.abs(a.asDouble() - b.asDouble()) < EXACT ? 0 : 1, record), record::toString);
        }
    }

    /** What the training left out has no segment, and the customer is what is left. */
    @Test
    void recordsThatWereLeftOutCountForNothing() throws IOException {
        byPurchases();
        score(train(purchases()), Map.of());
        final JsonNode expected = metrics().path("silhouette_euclidean");
        training.setProperty(CustomerProperties.OPT_OUT_FIELD, "no");
        final String more = "{\"customer\":\"customer3\",\"day\":\"2026-01-29\",\"amount\":5000,\"no\":true}\n{\"customer\":\"other\",\"day\":\"2026-01-30\",\"amount\":9,\"no\":true}\n";
        score(train(more + purchases().replace("}", ",\"no\":false}")), Map.of());
        assertEquals(expected, metrics().path("silhouette_euclidean"));
        assertTrue(SegmentRunner.parse(success()).getFirst().path("silhouette").isNull());
        assertEquals(45, metrics().path("customers").asInt());
    }

    /** AssignSegments may count recency from another date than the training did, and says from which. */
    @Test
    void recencyIsCountedAsAtTheAssignment() throws IOException, InitializationException {
        byPurchases();
        final TestRunner assigning = SegmentRunner.create(new AssignSegments(), store);
        assigning.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
        assigning.setProperty(AssignSegments.REFERENCE_DATE, "2025-12-15");
        train(purchases());
        assigning.enqueue(purchases());
        assigning.run();
        final MockFlowFile assigned = SegmentRunner.only(assigning, AbstractSegmentationProcessor.REL_SUCCESS);
        assigned.assertAttributeEquals(SegmentationAttributes.REFERENCE_DATE, "2025-12-15T00:00:00Z");
        score(assigned, Map.of());
        final List<JsonNode> records = SegmentRunner.parse(success());
        // The scaling is that of the training, from its own date.
        final double[][] vectors = standard(customers(records, LocalDate.of(2025, 12, 15)), customers(records, LAST));
        final double expected = Arrays.stream(silhouettes(vectors, segments(records))).average().orElseThrow();
        assertEquals(expected, metrics().path("silhouette_euclidean").asDouble(), EXACT);
        final double ofTraining = Arrays.stream(silhouettes(standard(customers(records, LAST)), segments(records))).average().orElseThrow();
        assertTrue(Math.abs(expected - ofTraining) > 0.001);

        score(assigned, Map.of(SegmentationAttributes.REFERENCE_DATE, "soon"));
        assertEquals("the attribute 'segmentation.reference.date' holds no date; it takes " + DateReader.FORMS, error());

        training.clearTransferState();
        training.enqueue(purchases(), Map.of(SegmentationAttributes.REFERENCE_DATE, "2001-01-01"));
        training.run();
        SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeNotExists(SegmentationAttributes.REFERENCE_DATE);
    }

    @Test
    void recordsAreScoredByAllThatCounted() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        training.setProperty(FeatureProperties.LOG_FIELDS, "");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        training.setProperty(FeatureProperties.NUMERIC_WEIGHT, "2");
        final MockFlowFile segmented = train(mixed(60));
        score(segmented, Map.of());
        final List<JsonNode> records = SegmentRunner.parse(success());
        assertTrue(records.getLast().path("silhouette").isNull());
        final List<JsonNode> whole = records.subList(0, 60);
        final int[] segments = whole.stream().mapToInt(record -> record.path("segment").asInt()).toArray();
        final double expected = Arrays.stream(silhouettes(vectors(whole), segments)).average().orElseThrow();
        assertEquals(expected, metrics().path("silhouette_euclidean").asDouble(), EXACT);
        assertEquals(60, metrics().path("scored").asInt());
        assertTrue(metrics().path("customers").isNull());

        // Without the model there are the texts, as it has always been: by a store that lacks it, and by no store.
        score(segmented, Map.of(SegmentationAttributes.MODEL_VERSION, "v0"));
        final JsonNode byTexts = metrics();
        assertEquals("vectors", byTexts.path("space").asText());
        final double[][] texts = whole.stream().map(ScoreFeaturesTest::text).toArray(double[][]::new);
        assertEquals(Arrays.stream(silhouettes(texts, segments)).average().orElseThrow(), byTexts.path("silhouette_euclidean").asDouble(), EXACT);
        assertTrue(Math.abs(expected - byTexts.path("silhouette_euclidean").asDouble()) > 0.05);
        assertFalse(byTexts.path("silhouette_cosine").isNull());
        final String report = SegmentRunner.only(scoring, ScoreClusters.REL_REPORT).getContent();
        assertTrue(report.contains("<bdi>segments v0</bdi> is not in the Model Store") && report.contains("the vectors in the field <bdi>embedding</bdi>"));
        scoring.removeProperty(ReportProperties.MODEL_STORE);
        score(segmented, Map.of());
        assertEquals(byTexts.path("silhouette_cosine"), metrics().path("silhouette_cosine"));
    }

    /** Records without a text count for their customer; a customer without any has no place. */
    @Test
    void customersNeedATextWhereTextsCount() throws IOException {
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "spent");
        training.setProperty(FeatureProperties.SUMMED_FIELDS, "spent");
        training.setProperty(FeatureProperties.LOG_FIELDS, "");
        scoring.setProperty(ScoreProperties.MINIMUM_CUSTOMERS, "1");
        final MockFlowFile segmented = train("""
                {"customer":"a","embedding":[1,0],"spent":null}
                {"customer":"b","embedding":[1,0],"spent":1}
                {"customer":"a","embedding":null,"spent":40}
                {"customer":"c","embedding":[1,0],"spent":42}
                {"customer":"d","embedding":[1,0],"spent":3}
                {"customer":"e","embedding":null,"spent":2}
                """);
        final String records = segmented.getContent().replace("\"segment\":-1", "\"segment\":0");
        scoring.enqueue(records, segmented.getAttributes());
        scoring.run();
        final List<JsonNode> scored = SegmentRunner.parse(success());
        assertTrue(scored.get(5).path("silhouette").isNull());
        assertEquals(scored.get(0).path("silhouette"), scored.get(2).path("silhouette"));
        // By the sums alone, since the texts are all the same: 40, 42 | 1, 3.
        final double[] expected = silhouettes(new double[][]{{40}, {1}, {42}, {3}}, new int[]{0, 1, 0, 1});
        assertEquals(Arrays.stream(expected).average().orElseThrow(), metrics().path("silhouette_euclidean").asDouble(), EXACT);
        assertEquals(4, metrics().path("customers").asInt());
        assertEquals(5, metrics().path("scored").asInt());
    }

    @Test
    void whatDoesNotGoWithTheModelIsSaid() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        final MockFlowFile segmented = train(mixed(60));
        scoring.setProperty(ScoreClusters.CUSTOMER_ID_FIELD, "customer");
        score(segmented, Map.of());
        assertEquals("the model goes by the features of single records, and the property 'Customer ID Field' is set", error());
        scoring.removeProperty(ScoreClusters.CUSTOMER_ID_FIELD);
        scoring.setProperty(ScoreClusters.MEMORY_LIMIT, "3 KB");
        score(segmented, Map.of());
        assertTrue(error().contains("need more than the Memory Limit"), error());
        scoring.setProperty(ScoreClusters.MEMORY_LIMIT, "1 GB");
        scoring.clearTransferState();
        scoring.enqueue(segmented.getContent().replace("\"age\"", "\"years\""), segmented.getAttributes());
        scoring.run();
        assertTrue(error().contains("no field 'age'"), error());
    }

    @Test
    void customersOfOneModelAreOfOneSegmentAndWithinTheMemoryLimit() throws IOException {
        byPurchases();
        final MockFlowFile segmented = train(purchases());
        scoring.setProperty(ScoreClusters.MEMORY_LIMIT, "8 KB");
        score(segmented, Map.of());
        assertTrue(error().contains("need more than the Memory Limit"), error());
        scoring.setProperty(ScoreClusters.MEMORY_LIMIT, "1 GB");
        scoring.clearTransferState();
        scoring.enqueue(segmented.getContent().replaceFirst("\"segment\":\\d", "\"segment\":9"), segmented.getAttributes());
        scoring.run();
        assertEquals("record 1, field 'segment': differs from the segment of an earlier record of the same customer; the model takes the records of a customer as one", error());
    }

    private void byPurchases() {
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(CustomerProperties.DATE_FIELD, "day");
        training.setProperty(FeatureProperties.AMOUNT_FIELD, "amount");
    }

    /** 45 customers of three kinds, evenly spread, so that no logarithm is taken: all buy on at least two days. */
    private static String purchases() {
        final Random random = new Random(8);
        final StringBuilder lines = new StringBuilder();
        for (int customer = 0; customer < 45; customer++) {
            final int kind = customer % 3;
            final int days = 2 + 3 * kind + random.nextInt(4);
            for (int day = 0; day < days; day++) {
                final LocalDate date = customer == 2 && day == 0 ? LAST : LAST.minusDays(20L * (2 - kind) + day + random.nextInt(30));
                lines.append("{\"customer\":\"customer%d\",\"day\":\"%s\",\"amount\":%d}%n".formatted(customer, date, 10 + random.nextInt(20)));
            }
        }
        return lines.toString();
    }

    /** Two languages of texts, two countries in equal parts, and ages: each cut is another. A last record has no vector. */
    private static String mixed(final int count) {
        final Random random = new Random(4);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= count; i++) {
            final String embedding = i == count ? "null" : String.format(Locale.ROOT, "[%.3f,%.3f,0.2]", random.nextGaussian(), random.nextGaussian());
            lines.append("{\"customer\":\"c%d\",\"embedding\":%s,\"age\":%d,\"country\":\"%s\"}%n".formatted(i, embedding, 20 + random.nextInt(50), i % 2 == 0 ? "de" : "fr"));
        }
        return lines.toString();
    }

    private MockFlowFile train(final String records) {
        training.clearTransferState();
        training.enqueue(records);
        training.run();
        return SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS);
    }

    private void score(final MockFlowFile segmented, final Map<String, String> attributes) {
        scoring.clearTransferState();
        final Map<String, String> all = new LinkedHashMap<>(segmented.getAttributes());
        all.putAll(attributes);
        scoring.enqueue(segmented.getContent(), all);
        scoring.run();
    }

    private MockFlowFile success() {
        return SegmentRunner.only(scoring, AbstractSegmentationProcessor.REL_SUCCESS);
    }

    private JsonNode metrics() throws IOException {
        return SegmentRunner.parse(SegmentRunner.only(scoring, ScoreClusters.REL_METRICS)).getFirst();
    }

    private String error() {
        return SegmentRunner.only(scoring, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
    }

    private static List<String> ids(final List<JsonNode> records) {
        return records.stream().map(record -> record.path("customer").asText()).distinct().toList();
    }

    private static int[] segments(final List<JsonNode> records) {
        final Map<String, Integer> segments = new LinkedHashMap<>();
        records.forEach(record -> segments.put(record.path("customer").asText(), record.path("segment").asInt()));
        return segments.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Recency, frequency, monetary value. */
    private static double[][] customers(final List<JsonNode> records, final LocalDate reference) {
        final List<double[]> customers = new ArrayList<>();
        for (final String id : ids(records)) {
            final List<JsonNode> own = records.stream().filter(record -> record.path("customer").asText().equals(id)).toList();
            final List<LocalDate> days = own.stream().map(record -> LocalDate.parse(record.path("day").asText())).distinct().sorted().toList();
            customers.add(new double[]{Math.max(0, reference.toEpochDay() - days.getLast().toEpochDay()), days.size(), own.stream().mapToInt(record -> record.path("amount").asInt()).sum()});
        }
        return customers.toArray(double[][]::new);
    }

    private static double[][] standard(final double[][] rows) {
        return standard(rows, rows);
    }

    /** From the mean in standard deviations, both those of other rows. */
    private static double[][] standard(final double[][] rows, final double[][] fitted) {
        final double[][] standard = new double[rows.length][rows[0].length];
        for (int column = 0; column < rows[0].length; column++) {
            final int t = column;
            final double mean = Arrays.stream(fitted).mapToDouble(row -> row[t]).average().orElseThrow();
            final double deviation = Math.sqrt(variance(fitted, t));
            for (int row = 0; row < rows.length; row++) {
                standard[row][t] = (rows[row][t] - mean) / deviation / Math.sqrt(rows[0].length);
            }
        }
        return standard;
    }

    private static double variance(final double[][] rows, final int column) {
        final double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
        return Arrays.stream(rows).mapToDouble(row -> (row[column] - mean) * (row[column] - mean)).average().orElseThrow();
    }

    private static double[] text(final JsonNode record) {
        return IntStream.range(0, 3).mapToDouble(t -> record.path("embedding").path(t).asDouble()).toArray();
    }

    /** Texts of length 1 with a variance of 1 in all, the age at weight 2, the two countries as two columns of variance 1 in all. */
    private static double[][] vectors(final List<JsonNode> records) {
        final double[][] texts = records.stream().map(ScoreFeaturesTest::text).toArray(double[][]::new);
        for (final double[] text : texts) {
            final double length = Math.sqrt(Arrays.stream(text).map(value -> value * value).sum());
            Arrays.setAll(text, t -> text[t] / length);
        }
        final double factor = 1 / Math.sqrt(variance(texts, 0) + variance(texts, 1) + variance(texts, 2));
        final double[][] ages = standard(records.stream().map(record -> new double[]{record.path("age").asDouble()}).toArray(double[][]::new));
        final double[][] vectors = new double[texts.length][];
        for (int row = 0; row < vectors.length; row++) {
            final boolean german = records.get(row).path("country").asText().equals("de");
            vectors[row] = new double[]{texts[row][0] * factor, texts[row][1] * factor, texts[row][2] * factor, 2 * ages[row][0], german ? Math.sqrt(2) : 0, german ? 0 : Math.sqrt(2)};
        }
        return vectors;
    }

    private static double distance(final double[] a, final double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(t -> (a[t] - b[t]) * (a[t] - b[t])).sum());
    }

    private static double[] silhouettes(final double[][] rows, final int[] segments) {
        final double[] silhouettes = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            final int own = row;
            double within = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (final int segment : Arrays.stream(segments).distinct().toArray()) {
                final double mean = IntStream.range(0, rows.length).filter(other -> other != own && segments[other] == segment).mapToDouble(other -> distance(rows[own], rows[other]))
                        .average().orElseThrow();
                if (segment == segments[own]) {
                    within = mean;
                } else {
                    nearest = Math.min(nearest, mean);
                }
            }
            silhouettes[row] = (nearest - within) / Math.max(nearest, within);
        }
        return silhouettes;
    }

    private static double calinskiHarabasz(final double[][] rows, final int[] segments) {
        final int[] ids = Arrays.stream(segments).distinct().toArray();
        double total = 0;
        double within = 0;
        for (int t = 0; t < rows[0].length; t++) {
            total += rows.length * variance(rows, t);
            for (final int id : ids) {
                final double[][] own = IntStream.range(0, rows.length).filter(row -> segments[row] == id).mapToObj(row -> rows[row]).toArray(double[][]::new);
                within += own.length * variance(own, t);
            }
        }
        return (total - within) / (ids.length - 1) / (within / (rows.length - ids.length));
    }
}
