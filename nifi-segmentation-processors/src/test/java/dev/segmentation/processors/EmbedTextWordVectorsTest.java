// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.embedding.TopicDocuments;
import dev.segmentation.model.ModelContainer;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.VectorCodec;
import dev.segmentation.record.VectorEncoding;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class EmbedTextWordVectorsTest {

    private static final String INPUT = TopicDocuments.generate(120, 3, 1).stream()
            .map(tokens -> "{\"tokens\":[\"" + String.join("\",\"", tokens) + "\"]}").collect(Collectors.joining("\n"));

    private final ModelStoreDouble store = new ModelStoreDouble();

    private EmbedTextRunner runner(final EmbeddingMethod method, final ModelAction action) throws InitializationException {
        final EmbedTextRunner runner = EmbedTextRunner.withTfIdf(action, store);
        runner.runner.setProperty(EmbedText.EMBEDDING_METHOD, method);
        if (action == ModelAction.FIT) {
            runner.runner.setProperty(FittingProperties.DIMENSIONS, "8");
        }
        return runner;
    }

    @ParameterizedTest
    @EnumSource(names = {"WORD2VEC_CBOW", "WORD2VEC_SKIP_GRAM", "GLOVE"})
    void hundredDimensionsUnlessOthersAreAskedFor(final EmbeddingMethod method) throws InitializationException, IOException {
        final EmbedTextRunner fit = runner(method, ModelAction.FIT);
        fit.runner.removeProperty(FittingProperties.DIMENSIONS);
        fit.run(INPUT);
        fit.records().forEach(record -> assertEquals(100, record.path("embedding").size()));
    }

    @ParameterizedTest
    @EnumSource(names = {"WORD2VEC_CBOW", "WORD2VEC_SKIP_GRAM", "GLOVE"})
    void fittingEmbedsPublishesAndApplyingGivesTheSame(final EmbeddingMethod method) throws InitializationException, IOException {
        final EmbedTextRunner fit = runner(method, ModelAction.FIT);
        fit.run(INPUT);
        final List<JsonNode> records = fit.records();
        assertEquals(120, records.size());
        records.forEach(record -> assertEquals(8, record.path("embedding").size()));
        final String version = store.latestVersion("embedding").orElseThrow();
        final MockFlowFile model = fit.runner.getFlowFilesForRelationship(EmbedText.REL_MODEL).getFirst();
        assertEquals(method.getValue(), ModelContainer.read(model.toByteArray()).manifest().path("method").asText());
        fit.success().assertAttributeEquals(SegmentationAttributes.EMBEDDER, method.getValue() + "/embedding/" + version);

        final EmbedTextRunner apply = runner(method, ModelAction.APPLY);
        apply.run(INPUT);
        assertArrayEquals(fit.success().toByteArray(), apply.success().toByteArray());
    }

    @Test
    void threadsDoNotChangeAByte() throws InitializationException {
        final EmbedTextRunner one = runner(EmbeddingMethod.WORD2VEC_SKIP_GRAM, ModelAction.FIT);
        one.runner.setProperty(FittingProperties.THREADS, "1");
        one.run(INPUT);
        final EmbedTextRunner four = runner(EmbeddingMethod.WORD2VEC_SKIP_GRAM, ModelAction.FIT);
        four.runner.setProperty(FittingProperties.THREADS, "4");
        four.run(INPUT);
        assertArrayEquals(one.success().toByteArray(), four.success().toByteArray());
    }

    @Test
    void aModelOfAnotherMethodIsRefused() throws InitializationException {
        runner(EmbeddingMethod.GLOVE, ModelAction.FIT).run(INPUT);
        final EmbedTextRunner cbow = runner(EmbeddingMethod.WORD2VEC_CBOW, ModelAction.APPLY);
        cbow.run(INPUT);
        cbow.assertFailure(INPUT, "not made by word2vec-cbow");
        final EmbedTextRunner tfIdf = runner(EmbeddingMethod.TF_IDF, ModelAction.APPLY);
        tfIdf.run(INPUT);
        tfIdf.assertFailure(INPUT, "kind 'word-vectors'");
    }

    @Test
    void optionsOutOfRangeAreInvalid() throws InitializationException {
        for (final Map.Entry<String, String> wrong : Map.of("Learning Rate", "0", "Subsampling", "2", "Window", "0", "Epochs", "x").entrySet()) {
            final EmbedTextRunner runner = runner(EmbeddingMethod.WORD2VEC_CBOW, ModelAction.FIT);
            runner.runner.assertValid();
            runner.runner.setProperty(wrong.getKey(), wrong.getValue());
            runner.runner.assertNotValid();
        }
    }

    @Test
    void base64InJsonAndBytesInAvroAreReadBack() throws Exception {
        final EmbedTextRunner floats = runner(EmbeddingMethod.GLOVE, ModelAction.FIT);
        floats.run(INPUT);
        final float[] expected = vector(floats.records().getFirst().path("embedding"));

        final EmbedTextRunner base64 = runner(EmbeddingMethod.GLOVE, ModelAction.FIT);
        base64.runner.setProperty(EmbedText.VECTOR_ENCODING, VectorEncoding.BASE64);
        base64.run(INPUT);
        assertArrayEquals(expected, VectorCodec.read(base64.records().getFirst().path("embedding").asText()));

        final EmbedTextRunner bytes = runner(EmbeddingMethod.GLOVE, ModelAction.FIT);
        bytes.add("avro", new AvroRecordSetWriter());
        final AvroReader reader = new AvroReader();
        bytes.add("avroReader", reader);
        bytes.runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "avro");
        bytes.runner.setProperty(EmbedText.VECTOR_ENCODING, VectorEncoding.BYTES);
        bytes.run(INPUT);
        final byte[] avro = bytes.success().toByteArray();
        try (RecordReader records = reader.createRecordReader(Map.of(), new ByteArrayInputStream(avro), avro.length, new MockComponentLog("test", this))) {
            final Record first = records.nextRecord();
            assertArrayEquals(expected, VectorCodec.read(first.getValue("embedding")));
        }
    }

    private static float[] vector(final JsonNode array) {
        final float[] vector = new float[array.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = array.path(i).floatValue();
        }
        return vector;
    }
}
