// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.RecordRewriter;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.RecordSource;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.ServiceTrouble;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FailurePolicyTest {

    private static final String INPUT = "{\"text\":\"secret words\"}\n{\"text\":\"more\"}\n";

    private final CopyProcessor processor = new CopyProcessor();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = TestRunners.newTestRunner(processor);
        final JsonTreeReader reader = new JsonTreeReader();
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("reader", reader);
        runner.addControllerService("writer", writer);
        runner.setProperty(writer, "output-grouping", "output-oneline");
        runner.enableControllerService(reader);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
    }

    @Test
    void everythingGoesOnItsWay() {
        trigger(INPUT, null);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 2);
        final MockFlowFile records = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS).getLast();
        records.assertContentEquals(INPUT.stripTrailing());
        records.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "2");
        records.assertAttributeEquals("mime.type", "application/json");
    }

    @Test
    void badDataGoesToFailureAsItCame() {
        trigger(INPUT, new RecordProblem(1, "text", "is wrong"));
        assertFailure(INPUT, "record 1, field 'text': is wrong");
    }

    @Test
    void unusableModelGoesToFailure() {
        trigger(INPUT, new InvalidModelException("the model is cut off"));
        assertFailure(INPUT, "the model is cut off");
    }

    @Test
    void brokenContentIsNamedByPlaceAndNotQuoted() {
        final String broken = "{\"text\":\"good\"}\n{\"text\": secret}\n";
        trigger(broken, null);
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(broken);
        final String message = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(message.contains("line 2"), message);
        assertNothingQuoted(message);
    }

    /** NiFi's JSON writer logs the whole record that it cannot write. */
    @Test
    void whatTheWriterSaysOfARecordIsNotLogged() throws InitializationException {
        final JsonRecordSetWriter strict = new JsonRecordSetWriter();
        runner.addControllerService("strict", strict);
        runner.setProperty(strict, "schema-access-strategy", "schema-text-property");
        runner.setProperty(strict, "schema-text", """
                {"type":"record","name":"review","fields":[{"name":"text","type":"int"}]}""");
        runner.enableControllerService(strict);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "strict");
        trigger(INPUT, null);
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(INPUT);
        final String message = failed.getAttribute(SegmentationAttributes.ERROR);
        assertTrue(message.startsWith("record 0: the Record Writer cannot write it"), message);
        assertNothingQuoted(message);
    }

    @Test
    void messagesOfOtherLibrariesAreNotRepeated() {
        trigger(INPUT, new IllegalArgumentException("secret words"));
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final String message = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst().getAttribute(SegmentationAttributes.ERROR);
        assertTrue(message.startsWith("IllegalArgumentException at "), message);
        assertNothingQuoted(message);
    }

    @Test
    void serviceTroublePenalisesAndKeepsTheFlowFile() {
        trigger(INPUT, new ServiceTrouble("the service does not answer", new IOException("secret")));
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertPenalizeCount(1);
        assertTrue(runner.isYieldCalled());
    }

    @Test
    void stoppedWorkKeepsTheFlowFile() {
        trigger(INPUT, new TrainingCancelledException());
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertPenalizeCount(0);
        assertFalse(runner.isYieldCalled());
    }

    @Test
    void repositoryFaultsReachTheFramework() {
        processor.failure = new FlowFileAccessException("disk");
        runner.enqueue(INPUT);
        final Throwable failure = assertThrows(AssertionError.class, () -> runner.run()).getCause();
        assertInstanceOf(FlowFileAccessException.class, failure);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
    }

    private void trigger(final String input, final Exception failure) {
        processor.failure = failure;
        runner.enqueue(input);
        runner.run();
    }

    private void assertFailure(final String input, final String message) {
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(input);
        failed.assertAttributeEquals(SegmentationAttributes.ERROR, message);
    }

    private void assertNothingQuoted(final String message) {
        assertFalse(message.contains("secret"), message);
        runner.getLogger().getErrorMessages().forEach(logged -> {
            assertFalse(logged.getMsg().contains("secret"), logged.getMsg());
            assertNull(logged.getThrowable());
        });
    }

    /** Copies its records, makes an empty child beside them, and fails at the end when told so. */
    private static final class CopyProcessor extends AbstractSegmentationProcessor {

        private Exception failure;

        @Override
        public Set<Relationship> getRelationships() {
            return Set.of(REL_SUCCESS, REL_FAILURE);
        }

        @Override
        protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
            return List.of(RECORD_READER, RECORD_WRITER);
        }

        @Override
        protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
            outputs.route(outputs.createChild(), REL_SUCCESS);
            outputs.route(recordFlow(context, session).rewrite(flowFile, new RecordRewriter() {
                @Override
                public RecordSchema outputSchema(final RecordSchema readerSchema) {
                    return readerSchema;
                }

                @Override
                public void rewrite(final RecordSource source, final RecordSchema outputSchema, final RecordSink sink) throws IOException {
                    for (Record record = source.next(); record != null; record = source.next()) {
                        sink.write(record);
                    }
                    throwFailure();
                }
            }), REL_SUCCESS);
        }

        private void throwFailure() throws IOException {
            if (failure instanceof final IOException e) {
                throw e;
            }
            if (failure instanceof final RuntimeException e) {
                throw e;
            }
        }
    }
}
