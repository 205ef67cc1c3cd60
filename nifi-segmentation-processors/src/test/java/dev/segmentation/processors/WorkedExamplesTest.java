// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/**
 * The examples in the components' documentation are what the components do.
 */
class WorkedExamplesTest {

    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FaultyModelStore store = new FaultyModelStore();
    private List<String> clusterCustomers;
    private TestRunner training;

    @BeforeEach
    void train() throws Exception {
        clusterCustomers = blocks(ClusterCustomers.class);
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        training.enqueue(clusterCustomers.getFirst());
        training.run();
    }

    @Test
    void clusterCustomers() throws IOException {
        assertWritten(clusterCustomers.get(1), training, AbstractSegmentationProcessor.REL_SUCCESS);
        assertWritten(clusterCustomers.get(2), training, ClusterCustomers.REL_CUSTOMERS);
    }

    @Test
    void clusterCustomersByRecentTexts() throws IOException {
        training.clearTransferState();
        training.setProperty(SegmentProperties.MODEL_NAME, "recent");
        training.setProperty(CustomerProperties.DATE_FIELD, "written");
        training.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
        training.enqueue(clusterCustomers.get(3));
        training.run();
        assertWritten(clusterCustomers.get(4), training, ClusterCustomers.REL_CUSTOMERS);

        training.clearTransferState();
        training.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.MEAN);
        training.enqueue(clusterCustomers.get(3));
        training.run();
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(training, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(customers.get(1).path("segment"), customers.getFirst().path("segment"));
    }

    @Test
    void clusterCustomersByPurchases() throws IOException {
        training.clearTransferState();
        training.setProperty(SegmentProperties.MODEL_NAME, "purchases");
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(CustomerProperties.DATE_FIELD, "day");
        training.setProperty(FeatureProperties.AMOUNT_FIELD, "paid");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        training.setProperty(FeatureProperties.MINIMUM_CATEGORY_COUNT, "2");
        training.enqueue(clusterCustomers.get(5));
        training.run();
        assertWritten(clusterCustomers.get(6), training, ClusterCustomers.REL_CUSTOMERS);
    }

    @Test
    void clusterCustomersThatCompares() throws IOException {
        training.clearTransferState();
        training.setProperty(SegmentProperties.MODEL_NAME, "compared");
        training.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        training.setProperty(ComparisonProperties.COMPARED_ALGORITHMS, "agglomerative");
        training.setProperty(ComparisonProperties.COMPARED_FIELDS, "embedding_words");
        training.setProperty(ComparisonProperties.LABEL_FIELD, "topic");
        training.enqueue(clusterCustomers.get(7));
        training.run();
        assertWritten(clusterCustomers.get(8), training, AbstractSegmentationProcessor.REL_SUCCESS);
        final JsonNode documented = MAPPER.readTree(clusterCustomers.get(9));
        final JsonNode compared = MAPPER.readTree(SegmentRunner.only(training, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute(SegmentationAttributes.COMPARED));
        compared.forEach(candidate -> ((ObjectNode) candidate).remove("seconds"));
        assertEquals(documented, compared);
    }

    @Test
    void assignSegments() throws Exception {
        final List<String> blocks = blocks(AssignSegments.class);
        final TestRunner runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.Q100);
        runner.enqueue(blocks.getFirst());
        runner.run();
        assertWritten(blocks.get(1), runner, AbstractSegmentationProcessor.REL_SUCCESS);
        assertWritten(blocks.get(2), runner, AssignSegments.REL_UNKNOWN);
    }

    @Test
    void assignSegmentsWithReasons() throws Exception {
        final List<String> blocks = blocks(AssignSegments.class);
        training.clearTransferState();
        training.removeProperty(ClusterCustomers.CUSTOMER_ID_FIELD);
        training.setProperty(SegmentProperties.MODEL_NAME, "words");
        training.setProperty(SegmentTerms.TOKENS_FIELD, "tokens");
        training.setProperty(SegmentTerms.MINIMUM_OWNERS, "4");
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            final String theme = i < 7 ? "[1,0],\"tokens\":[\"parcel\",\"late\"" : "[0,1],\"tokens\":[\"colour\",\"bright\"";
            records.append("{\"embedding\":").append(theme).append(",\"name").append(i).append("\"]}\n");
        }
        training.enqueue(records.toString());
        training.run();
        final TestRunner runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(SegmentProperties.MODEL_NAME, "words");
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
        runner.setProperty(SegmentReasons.REASONS_FIELD, "reasons");
        runner.enqueue(blocks.get(3));
        runner.run();
        assertWritten(blocks.get(4), runner, AbstractSegmentationProcessor.REL_SUCCESS);
    }

    @Test
    void assignSegmentsThatErases() throws Exception {
        final List<String> blocks = blocks(AssignSegments.class);
        final TestRunner runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(OnlineUpdate.MODE, OnlineMode.ERASE);
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.enqueue(blocks.get(5));
        runner.run();
        assertWritten(blocks.get(6), runner, AbstractSegmentationProcessor.REL_SUCCESS);
        final String version = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute("segmentation.erasure.version");
        final SegmentModel model = SegmentModel.read(store.load("segments", version));
        assertEquals(4, model.members());
        assertEquals(1, model.size(1));
    }

    @Test
    void tokenizeText() throws Exception {
        final List<String> blocks = blocks(TokenizeText.class);
        assertTokenized(blocks.get(1), blocks.getFirst(), Map.of());
        assertTokenized(blocks.get(3), blocks.get(2), Map.of(WordProperties.TAG_PARTS_OF_SPEECH.getName(), "true"));
    }

    private void assertTokenized(final String expected, final String input, final Map<String, String> properties) throws Exception {
        final TestRunner runner = SegmentRunner.create(new TokenizeText(), store);
        runner.removeProperty(SegmentProperties.MODEL_STORE);
        properties.forEach(runner::setProperty);
        runner.enqueue(input);
        runner.run();
        assertWritten(expected, runner, AbstractSegmentationProcessor.REL_SUCCESS);
    }

    @Test
    void embedTextByTfIdf() throws Exception {
        final List<String> blocks = blocks(EmbedText.class);
        assertEmbedded(blocks.get(3), blocks.get(2), Map.of("Embedding Method", "tf-idf", "Dimensions", "3"));
    }

    @Test
    void embedTextByWordVectors() throws Exception {
        final List<String> blocks = blocks(EmbedText.class);
        assertEmbedded(blocks.get(5), blocks.get(4), Map.of("Embedding Method", "word2vec-skip-gram", "Dimensions", "3", "Epochs", "200", "Subsampling", "0"));
    }

    private static void assertEmbedded(final String expected, final String input, final Map<String, String> properties) throws Exception {
        final EmbedTextRunner embedText = EmbedTextRunner.withTfIdf(ModelAction.FIT, new ModelStoreDouble());
        properties.forEach(embedText.runner::setProperty);
        embedText.run(input);
        assertEquals(MAPPER.readTree(expected), MAPPER.valueToTree(embedText.records()));
    }

    private static void assertWritten(final String expected, final TestRunner runner, final Relationship relationship) throws IOException {
        final JsonNode written = MAPPER.valueToTree(SegmentRunner.parse(SegmentRunner.only(runner, relationship)));
        assertEquals(MAPPER.readTree(expected), written);
    }

    private static List<String> blocks(final Class<? extends Processor> component) throws IOException {
        try (InputStream in = component.getResourceAsStream("/docs/" + component.getName() + "/additionalDetails.md")) {
            assertNotNull(in);
            return JSON_BLOCK.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).results().map(block -> block.group(1)).toList();
        }
    }
}
