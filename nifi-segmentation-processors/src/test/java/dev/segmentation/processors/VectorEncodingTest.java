// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.VectorEncoding;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A vector in any encoding goes through all processors that read it, in real JSON and Avro, to the same segments and scores.
 */
class VectorEncodingTest {

    private static final String INPUT = IntStream.range(0, 60).mapToObj(i -> "{\"id\":" + i + ",\"text\":\"words " + i % 7 + "\"}").collect(Collectors.joining("\n"));
    private static final String NO_TEXT = "\n{\"id\":60,\"text\":null}";

    private final FaultyModelStore store = new FaultyModelStore();

    @ParameterizedTest
    @CsvSource({"BASE64, false", "FLOATS, true", "BYTES, true", "BASE64, true"})
    void everyConsumerReadsEveryEncoding(final VectorEncoding encoding, final boolean avro) throws InitializationException {
        assertEquals(run(VectorEncoding.FLOATS, false), run(encoding, avro));
    }

    /** @return what the chain says in the end, as lines of JSON without the vectors */
    private String run(final VectorEncoding encoding, final boolean avro) throws InitializationException {
        final TestRunner embed = runner(new EmbedText(), false, avro);
        add(embed, "service", new EmbeddingServiceDouble());
        embed.setProperty(EmbedText.EMBEDDING_SERVICE, "service");
        embed.setProperty(EmbedText.VECTOR_ENCODING, encoding);
        embed.enqueue(INPUT + NO_TEXT);
        embed.run();
        final MockFlowFile vectors = SegmentRunner.only(embed, AbstractSegmentationProcessor.REL_SUCCESS);

        final TestRunner cluster = runner(new ClusterCustomers(), avro, avro);
        cluster.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        final MockFlowFile clustered = run(cluster, vectors);

        final TestRunner score = runner(new ScoreClusters(), avro, avro);
        final MockFlowFile scored = run(score, clustered);

        final TestRunner assign = runner(new AssignSegments(), avro, false);
        assign.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.Q100);
        return run(assign, scored).getContent().replaceAll("\"embedding\":(\\[[^]]*]|\"[^\"]*\")", "\"embedding\":0");
    }

    private static MockFlowFile run(final TestRunner runner, final MockFlowFile input) {
        runner.enqueue(input.toByteArray(), Map.of("segmentation.embedder", input.getAttribute("segmentation.embedder")));
        runner.run();
        return SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
    }

    private TestRunner runner(final Processor processor, final boolean readAvro, final boolean writeAvro) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        add(runner, "reader", readAvro ? new AvroReader() : new JsonTreeReader());
        add(runner, "writer", writeAvro ? new AvroRecordSetWriter() : new JsonRecordSetWriter());
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        if (processor instanceof ClusterCustomers || processor instanceof AssignSegments) {
            add(runner, "store", store);
            runner.setProperty(SegmentProperties.MODEL_STORE, "store");
        }
        return runner;
    }

    private static void add(final TestRunner runner, final String id, final ControllerService service) throws InitializationException {
        runner.addControllerService(id, service);
        runner.enableControllerService(service);
    }
}
