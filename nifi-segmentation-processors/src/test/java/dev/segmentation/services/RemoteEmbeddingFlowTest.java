// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.processors.EmbedText;
import dev.segmentation.services.EmbeddingsServer.Answer;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** EmbedText with a remote server: what is refused fails, what may pass waits, nothing is lost. */
class RemoteEmbeddingFlowTest {

    private static final String RECORDS = "[{\"id\":1,\"text\":\"private one\"},{\"id\":2,\"text\":\"private two\"}]";

    private final TestRunner runner = TestRunners.newTestRunner(new EmbedText());
    private EmbeddingsServer server;

    @BeforeEach
    void setUp() throws Exception {
        server = new EmbeddingsServer();
        final JsonTreeReader reader = new JsonTreeReader();
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        final RemoteEmbeddingService service = new RemoteEmbeddingService();
        runner.addControllerService("reader", reader);
        runner.addControllerService("writer", writer);
        runner.addControllerService("remote", service);
        runner.setProperty(service, "Endpoint URL", server.url());
        runner.setProperty(service, "Model", "test-model");
        runner.setProperty(service, "Maximum Attempts", "2");
        runner.setProperty(service, "Cache Size", "0");
        runner.enableControllerService(reader);
        runner.enableControllerService(writer);
        runner.enableControllerService(service);
        runner.setProperty("Record Reader", "reader");
        runner.setProperty("Record Writer", "writer");
        runner.setProperty("Embedding Service", "remote");
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void vectorsStandAtTheirRecords() {
        run();
        runner.assertAllFlowFilesTransferred("success", 1);
        final MockFlowFile embedded = runner.getFlowFilesForRelationship("success").getFirst();
        embedded.assertAttributeEquals("segmentation.embedder", "remote/test-model/mask");
        embedded.assertAttributeEquals("record.count", "2");
    }

    @Test
    void aRefusalFailsTheFlowFileAsItCame() {
        server.behave((request, body) -> Answer.of(400, "{\"error\":{\"message\":\"private one\",\"code\":\"context_length_exceeded\"}}"));
        run();
        runner.assertAllFlowFilesTransferred("failure", 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship("failure").getFirst();
        failed.assertContentEquals(RECORDS);
        failed.assertAttributeEquals("record.error.message", "the Embedding Service refuses the texts: the embeddings endpoint answered HTTP 400 (context_length_exceeded)");
    }

    @Test
    void troubleKeepsTheFlowFileInItsQueueUntilItPasses() {
        server.behave((request, body) -> request < 2 ? Answer.of(429, "{}").retryAfter("0") : Answer.good(body));
        run();
        runner.assertTransferCount("success", 0);
        runner.assertTransferCount("failure", 0);
        runner.assertPenalizeCount(1);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        assertTrue(runner.getLogger().getErrorMessages().stream().anyMatch(message -> message.toString().contains("HTTP 429")));
        assertFalse(runner.getLogger().getErrorMessages().stream().anyMatch(message -> message.toString().contains("private")));
        runner.clearTransferState();
        runner.run();
        runner.assertAllFlowFilesTransferred("success", 1);
    }

    private void run() {
        runner.enqueue(RECORDS);
        runner.run();
    }
}
