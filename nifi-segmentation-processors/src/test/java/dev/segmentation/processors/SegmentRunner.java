// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A processor between a real JSON reader and a real JSON writer, with a model store, and the records to feed it.
 */
final class SegmentRunner {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SegmentRunner() {
    }

    static TestRunner create(final Processor processor, final ModelStore store) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.setProperty(writer, "output-grouping", "output-oneline");
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        runner.addControllerService("store", store);
        runner.enableControllerService(store);
        runner.setProperty(SegmentProperties.MODEL_STORE, "store");
        return runner;
    }

    /**
     * @return lines of records with id, customer and a unit vector of 3 values near one of 3 axes: record i near axis i modulo 3
     */
    static String records(final int count, final long seed) {
        final Random random = new Random(seed);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            final double[] vector = new double[3];
            double squares = 0;
            for (int j = 0; j < 3; j++) {
                vector[j] = (j == i % 3 ? 1 : 0) + 0.05 * random.nextGaussian();
                squares += vector[j] * vector[j];
            }
            final double length = Math.sqrt(squares);
            lines.append("{\"id\":\"").append(i).append("\",\"customer\":").append(i % 6).append(",\"embedding\":[").append((float) (vector[0] / length)).append(',')
                    .append((float) (vector[1] / length)).append(',').append((float) (vector[2] / length)).append("]}\n");
        }
        return lines.toString();
    }

    static List<JsonNode> parse(final MockFlowFile flowFile) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        for (final String line : flowFile.getContent().split("\n")) {
            if (!line.isBlank()) {
                records.add(MAPPER.readTree(line));
            }
        }
        return records;
    }

    /**
     * @return a thread that stops the processor as soon as its training works
     */
    static Thread stopWhenTraining(final ClusterCustomers processor) {
        final Thread stopper = new Thread(() -> {
            while (Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("ClusterCustomers-" + processor.getIdentifier()))) {
                Thread.onSpinWait();
            }
            processor.updateScheduledFalse();
        });
        stopper.start();
        return stopper;
    }

    static MockFlowFile only(final TestRunner runner, final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }
}
