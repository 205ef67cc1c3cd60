// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.report.ReportLanguage;
import dev.segmentation.services.EnumChoice;
import org.apache.nifi.processor.Relationship;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparedTrainingsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ClusterCustomers processor = new ClusterCustomers();
    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(processor, store);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
    }

    /** k-means cuts two nested rings in halves, density finds them. */
    @Test
    void labelsChooseTheAlgorithmThatFindsNestedGroups() throws IOException {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "hdbscan, agglomerative");
        runner.setProperty(ComparisonProperties.LABEL_FIELD, "ring");
        train(rings());
        final Comparison comparison = model().comparison();
        assertEquals(List.of("k-means", "hdbscan", "agglomerative"), comparison.candidates().stream().map(ComparedCandidate::algorithm).toList());
        assertEquals(Comparison.LABELS, comparison.basis());
        assertEquals("hdbscan", comparison.best().algorithm());
        assertEquals(1, comparison.best().agreement());
        assertTrue(comparison.candidates().getFirst().agreement() < 0.5);
        assertEquals("hdbscan", model().manifest().path("options").path("algorithm").asText());

        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        final Map<Integer, Set<String>> rings = new HashMap<>();
        SegmentRunner.parse(success).forEach(record -> rings.computeIfAbsent(record.path("segment").asInt(), segment -> new HashSet<>()).add(record.path("ring").asText()));
        assertEquals(2, rings.size());
        assertTrue(rings.values().stream().allMatch(ofSegment -> ofSegment.size() == 1));
        for (final Relationship relationship : List.of(AbstractSegmentationProcessor.REL_SUCCESS, ClusterCustomers.REL_MODEL)) {
            final MockFlowFile flowFile = SegmentRunner.only(runner, relationship);
            flowFile.assertAttributeEquals(SegmentationAttributes.COMPARED_ALGORITHM, "hdbscan");
            flowFile.assertAttributeEquals(SegmentationAttributes.COMPARED_FIELD, "embedding");
            flowFile.assertAttributeEquals(SegmentationAttributes.COMPARED_BASIS, "labels");
            flowFile.assertAttributeEquals(SegmentationAttributes.COMPARED_EVIDENT, "true");
            assertTrue(flowFile.getAttribute(SegmentationAttributes.COMPARED_REASON).startsWith("hdbscan on embedding agrees best with the labels"));
        }
        final JsonNode table = MAPPER.readTree(success.getAttribute(SegmentationAttributes.COMPARED));
        assertEquals(3, table.size());
        assertEquals("hdbscan", table.path(0).path("algorithm").asText());
        assertEquals(1.0, table.path(0).path("agreement").asDouble());
        assertEquals(1, runner.getLogger().getInfoMessages().stream().map(LogMessage::getMsg).filter(message -> message.contains("Compared for")).count());
    }

    @ParameterizedTest
    @CsvSource({"noise, embedding", "embedding, noise"})
    void vectorsWithStructureWinAgainstNoise(final String usual, final String other) throws IOException {
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, usual);
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, other);
        train(twoFields(300), Map.of("segmentation.embedder.embedding", "minilm", "segmentation.embedder.noise", "dice", SegmentationAttributes.EMBEDDER, "dice"));
        final Comparison comparison = model().comparison();
        assertEquals(Comparison.STABILITY, comparison.basis());
        assertEquals("embedding", comparison.best().field());
        assertEquals("embedding", comparison.chosenField());
        assertEquals("minilm", model().embedder());
        assertEquals(3, model().centroids().dimension());
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.COMPARED_FIELD, "embedding");
        final List<JsonNode> records = SegmentRunner.parse(success);
        for (int i = 3; i < records.size(); i++) {
            assertEquals(records.get(i - 3).path("segment"), records.get(i).path("segment"));
        }
    }

    /** The comparison decides what is trained and changes nothing about how. */
    @Test
    void theModelIsThatOfTheChosenTrainingAlone() throws IOException {
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, "noise");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "embedding");
        runner.setProperty(SegmentPublishing.KEEP_SEGMENT_IDS, "false");
        train(twoFields(300));
        final SegmentModel compared = model();
        runner.removeProperty(ComparisonProperties.COMPARED_FIELDS);
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, "embedding");
        train(twoFields(300));
        assertNull(model().comparison());
        assertArrayEquals(model().centroids().toArray(), compared.centroids().toArray());
        assertEquals(model().manifest().path("options"), compared.manifest().path("options"));
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeNotExists(SegmentationAttributes.COMPARED);
    }

    @Test
    void whatFailsIsListedAndTheOthersGoOn() throws IOException {
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "1 MB");
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.DIANA);
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "k-means");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "vektor");
        train(SegmentRunner.records(2000, 1));
        final Comparison comparison = model().comparison();
        assertEquals("k-means", comparison.best().algorithm());
        assertEquals(4, comparison.candidates().size());
        assertTrue(comparison.candidates().getFirst().problem().contains("Training Memory Limit"), comparison.candidates().getFirst()::problem);
        assertTrue(comparison.candidates().get(2).problem().contains("no field 'vektor'"), comparison.candidates().get(2)::problem);
        final List<String> warnings = runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
        assertTrue(warnings.getFirst().contains("diana on embedding: the vectors of the first") && warnings.getFirst().contains("diana on vektor: "), warnings::toString);
        final JsonNode table = MAPPER.readTree(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).getAttribute(SegmentationAttributes.COMPARED));
        assertTrue(table.path(1).path("failed").asBoolean());
    }

    @Test
    void onlyNoiseIsAFailureOfItsOwn() throws IOException {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "hdbscan");
        runner.setProperty(AlgorithmProperties.MINIMUM_SEGMENT_SIZE, "1000");
        train(SegmentRunner.records(90, 1));
        assertEquals("no vectors lie densely enough for a segment", model().comparison().candidates().getLast().problem());
    }

    @Test
    void whenAllFailTheFlowFileDoesAsWithoutAComparison() {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        train("{\"embedding\":[1,0]}\n{\"embedding\":[1]}\n");
        final String error = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains("expected 2"), error);

        runner.setProperty(ComparisonProperties.LABEL_FIELD, "topic");
        train(SegmentRunner.records(30, 1));
        final String absent = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(absent.contains("no field 'topic'"), absent);

        runner.removeProperty(ComparisonProperties.LABEL_FIELD);
        train("{\"embedding\":null}");
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
    }

    @Test
    void threadsChangeNothing() throws IOException {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "mini-batch-k-means, agglomerative, bisecting-k-means, diana, hdbscan");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "noise");
        runner.setProperty(ComparisonProperties.LABEL_FIELD, "/id");
        runner.setProperty(SegmentPublishing.KEEP_SEGMENT_IDS, "false");
        runner.setProperty(ClusterCustomers.THREADS, "1");
        train(twoFields(200));
        final SegmentModel one = model();
        runner.setProperty(ClusterCustomers.THREADS, "3");
        train(twoFields(200));
        assertEquals(withoutSeconds(one), withoutSeconds(model()));
        assertArrayEquals(one.centroids().toArray(), model().centroids().toArray());
        assertEquals(12, one.comparison().candidates().size());
        assertTrue(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).getAttribute(SegmentationAttributes.COMPARED).length() <= 4000);
    }

    @Test
    void everyAlgorithmGetsTheNumberThatTheVectorsHave() throws IOException {
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, SegmentCountProperties.AUTOMATIC);
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, "6");
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative, hdbscan");
        train(SegmentRunner.records(300, 1));
        assertEquals(List.of(3, 3, 3), model().comparison().candidates().stream().map(ComparedCandidate::segments).toList());
        assertEquals(3, model().segmentCount().chosen());
    }

    /** The records of a customer have the customer's segment, and so count with their own labels. */
    @Test
    void customersAreComparedToo() throws IOException {
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "id");
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        runner.setProperty(ComparisonProperties.LABEL_FIELD, "axis");
        train(twoFields(90) + twoFields(90));
        final Comparison comparison = model().comparison();
        assertEquals(90, comparison.best().vectors());
        assertEquals(1, comparison.best().agreement());
        SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS).assertAttributeEquals(SegmentationAttributes.COMPARED_ALGORITHM, "k-means");
    }

    @Test
    void oneLabelSaysNothingAndABulletinSaysSo() throws IOException {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        runner.setProperty(ComparisonProperties.LABEL_FIELD, "topic");
        train(SegmentRunner.records(90, 1).replace("\"id\":", "\"topic\":\"same\",\"id\":"));
        assertEquals(Comparison.SILHOUETTE_AND_STABILITY, model().comparison().basis());
        assertTrue(runner.getLogger().getWarnMessages().getFirst().getMsg().contains("The Comparison Label Field did not count"));
    }

    @Test
    void numbersAndCategoriesAreComparedWithoutVectors() throws IOException {
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        runner.setProperty(FeatureProperties.NUMERIC_FIELDS, "axis");
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        train(twoFields(90));
        assertNull(model().comparison().best().field());
        SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).assertAttributeNotExists(SegmentationAttributes.COMPARED_FIELD);
    }

    @Test
    void nothingOfAnEarlierComparisonInTheFlowStays() {
        runner.enqueue(SegmentRunner.records(60, 1), Map.of(SegmentationAttributes.COMPARED, "[]", SegmentationAttributes.COMPARED_FIELD, "other"));
        runner.run();
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeNotExists(SegmentationAttributes.COMPARED);
        SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).assertAttributeNotExists(SegmentationAttributes.COMPARED_FIELD);
    }

    /** Vectors without an embedder's id have nothing else to tell that they are of the wrong field. */
    @Test
    void recordsAreNotAssignedByAnotherField() throws Exception {
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, "noise");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "embedding");
        train(twoFields(300));
        final TestRunner assign = SegmentRunner.create(new AssignSegments(), store);
        assign.setProperty(SegmentProperties.EMBEDDING_FIELD, "noise");
        assign.enqueue(twoFields(3));
        assign.run();
        final String error = SegmentRunner.only(assign, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains("trained on the vectors of the field 'embedding'") && error.contains("Embedding Field is 'noise'"), error);

        assign.clearTransferState();
        assign.setProperty(SegmentProperties.EMBEDDING_FIELD, "embedding");
        assign.enqueue(twoFields(3));
        assign.run();
        assign.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
    }

    /** Both fields have vectors of the same length, and no embedder tells them apart. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void segmentsOfAnotherFieldKeepNoIds(final boolean compared) throws IOException {
        final String swapped = twoFields(90).replace("embedding", "other").replace("noise", "embedding").replaceAll("(\"embedding\":\\[[^,]*,[^,]*,[^,]*)[^\\]]*]", "$1]");
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, "other");
        if (compared) {
            runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "embedding");
        }
        train(swapped);
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, compared ? "embedding" : "other");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, compared ? "" : "embedding");
        runner.setProperty(SegmentPublishing.PROMOTION_MARGIN, "0");
        if (compared) {
            runner.setProperty(StartOption.PROPERTY, StartOption.MODEL_IN_USE);
        }
        train(swapped.replace("other", "third").replace("embedding", "other").replace("third", "embedding"));
        assertArrayEquals(new int[]{3, 4, 5}, Arrays.stream(model().ids().toArray()).sorted().toArray());
        final List<String> warnings = runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
        assertTrue(warnings.stream().anyMatch(warning -> warning.contains("No segment keeps its id")), warnings::toString);
        assertEquals(compared, warnings.stream().anyMatch(warning -> warning.contains("started anew: the model in use is of the vectors of another field")), warnings::toString);
    }

    @Test
    void embeddersOfSeveralFieldsAreKeptApartWhenAssigning() throws Exception {
        final Map<String, String> embedders = Map.of("segmentation.embedder.embedding", "minilm", "segmentation.embedder.noise", "dice", SegmentationAttributes.EMBEDDER, "dice");
        train(twoFields(90), embedders);
        assertEquals("minilm", model().embedder());
        final TestRunner assign = SegmentRunner.create(new AssignSegments(), store);
        assign.enqueue(twoFields(3), embedders);
        assign.setProperty(SegmentProperties.EMBEDDING_FIELD, "noise");
        assign.run();
        final String error = SegmentRunner.only(assign, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains("of the embedder 'dice', the model was trained on vectors of 'minilm'"), error);
    }

    @Test
    void theReportShowsWhatWasCompared() throws Exception {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "<b>");
        train(twoFields(90));
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        final TestRunner score = SegmentRunner.create(new ScoreClusters(), store);
        score.setProperty(ReportProperties.MODEL_STORE, "store");
        for (final ReportLanguage language : ReportLanguage.values()) {
            score.setProperty(ReportProperties.REPORT_LANGUAGE, EnumChoice.name(language));
            score.clearTransferState();
            score.enqueue(success.getContent(), success.getAttributes());
            score.run();
            final String report = SegmentRunner.only(score, ScoreClusters.REL_REPORT).getContent();
            final boolean english = language == ReportLanguage.ENGLISH;
            assertTrue(report.contains(english ? "What else was tried" : "还尝试了什么"));
            assertTrue(report.contains(english ? "agglomerative on embedding" : "agglomerative（embedding）"), report);
            assertTrue(report.contains(english ? "k-means on &lt;b&gt;" : "k-means（&lt;b&gt;）"), report);
        }
    }

    /** The FlowFile stays where it was. */
    @Test
    void stoppingEndsTheComparison() {
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative, diana, hdbscan");
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, "noise");
        runner.enqueue(twoFields(4000));
        SegmentRunner.stopWhenTraining(processor);
        runner.run();
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
    }

    @ParameterizedTest
    @CsvSource({"k-means, 'agglomerative,hdbscan', true", "k-means, k-means, true", "k-means, 'diana,diana', false", "k-means, kmeans, false", "k-means, ' ', true",
            "hdbscan, k-means, false", "hdbscan, hdbscan, true"})
    void whichAlgorithmsAreValid(final String algorithm, final String compared, final boolean valid) {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, compared);
        assertEquals(valid, runner.isValid());
    }

    @ParameterizedTest
    @CsvSource({"embedding, 'a,/b/c', true", "embedding, 'a,b,c,d,e', false", "embedding, 'a,a', false", "embedding, /[, false", "'', a, false"})
    void whichFieldsAreValid(final String usual, final String compared, final boolean valid) {
        runner.setProperty(FeatureProperties.NUMERIC_FIELDS, "n");
        runner.setProperty(SegmentProperties.EMBEDDING_FIELD, usual);
        runner.setProperty(ComparisonProperties.COMPARED_FIELDS, compared);
        assertEquals(valid, runner.isValid());
    }

    @Test
    void aStartFromTheModelInUseIsNoFairComparison() {
        runner.setProperty(StartOption.PROPERTY, StartOption.MODEL_IN_USE);
        runner.assertValid();
        runner.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        assertFalse(runner.isValid());
    }

    private static JsonNode withoutSeconds(final SegmentModel model) {
        final JsonNode comparison = model.manifest().path("comparison").deepCopy();
        comparison.path("candidates").forEach(candidate -> ((ObjectNode) candidate).remove("seconds"));
        return comparison;
    }

    /** Two rings around the same point. */
    private static String rings() {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            final boolean inner = i % 3 == 0;
            final double angle = 2 * Math.PI * i / 300;
            final double radius = inner ? 1 : 4;
            lines.append("{\"ring\":\"").append(inner ? "inner" : "outer").append("\",\"embedding\":[").append(radius * Math.cos(angle)).append(',').append(radius * Math.sin(angle)).append("]}\n");
        }
        return lines.toString();
    }

    /** Near one of three axes in embedding, by the number in axis, and anywhere in noise. */
    private static String twoFields(final int count) {
        final Random random = new Random(5);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"id\":\"").append(i).append("\",\"axis\":").append(i % 3).append(",\"embedding\":[");
            for (int j = 0; j < 3; j++) {
                lines.append(j == 0 ? "" : ",").append((float) ((j == i % 3 ? 1 : 0) + 0.05 * random.nextGaussian()));
            }
            lines.append("],\"noise\":[").append((float) random.nextGaussian());
            for (int j = 1; j < 12; j++) {
                lines.append(',').append((float) random.nextGaussian());
            }
            lines.append("]}\n");
        }
        return lines.toString();
    }

    private SegmentModel model() throws IOException {
        return SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray());
    }

    private void train(final String records) {
        train(records, Map.of());
    }

    private void train(final String records, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue(records, attributes);
        runner.run();
    }
}
