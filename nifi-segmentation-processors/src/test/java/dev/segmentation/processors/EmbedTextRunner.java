// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.io.UncheckedIOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * An EmbedText with a real JSON reader and writer, and doubles for its services.
 */
final class EmbedTextRunner {

    final EmbedText processor = new EmbedText();
    final TestRunner runner = TestRunners.newTestRunner(processor);
    final EmbeddingServiceDouble service = new EmbeddingServiceDouble();
    final ModelStoreDouble store;

    private EmbedTextRunner(final ModelStoreDouble store) throws InitializationException {
        this.store = store;
        final JsonTreeReader reader = new JsonTreeReader();
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        add("reader", reader);
        add("writer", writer);
        add("service", service);
        add("store", store);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
    }

    static EmbedTextRunner withService() throws InitializationException {
        final EmbedTextRunner embedText = new EmbedTextRunner(new ModelStoreDouble());
        embedText.runner.setProperty(EmbedText.EMBEDDING_SERVICE, "service");
        return embedText;
    }

    static EmbedTextRunner withTfIdf(final ModelAction action, final ModelStoreDouble store) throws InitializationException {
        final EmbedTextRunner embedText = new EmbedTextRunner(store);
        embedText.runner.setProperty(EmbedText.EMBEDDING_METHOD, EmbeddingMethod.TF_IDF);
        embedText.runner.setProperty(EmbedText.MODEL_ACTION, action);
        embedText.runner.setProperty(EmbedText.MODEL_STORE, "store");
        return embedText;
    }

    void add(final String id, final ControllerService added) throws InitializationException {
        runner.addControllerService(id, added);
        runner.enableControllerService(added);
    }

    void run(final String content) {
        runner.enqueue(content);
        runner.run();
    }

    MockFlowFile success() {
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
        return runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).getFirst();
    }

    List<JsonNode> records() {
        try {
            return List.of(new ObjectMapper().readValue(success().getContent(), JsonNode[].class));
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertFailure(final String content, final String message) {
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(content);
        final String actual = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(actual.contains(message), actual);
    }

    void assertKeptInQueue(final int penalized) {
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        runner.assertTransferCount(EmbedText.REL_MODEL, 0);
        runner.assertPenalizeCount(penalized);
        assertEquals(1, runner.getQueueSize().getObjectCount());
    }
}
