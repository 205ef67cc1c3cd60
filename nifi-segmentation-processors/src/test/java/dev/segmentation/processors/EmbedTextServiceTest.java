// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.vector.Vectors;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.VectorEncoding;
import dev.segmentation.services.SentenceEmbeddingService;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.MockRecordParser;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.LogMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmbedTextServiceTest {

    private static final String TWO = "[{\"id\":1,\"text\":\"secret words\"},{\"id\":2,\"text\":\"more\"}]";

    private EmbedTextRunner embedText;

    @BeforeEach
    void setUp() throws InitializationException {
        embedText = EmbedTextRunner.withService();
    }

    @Test
    void recordsKeepTheirOrderAndFieldsAcrossBatches() {
        embedText.runner.setProperty(EmbedText.BATCH_SIZE, "3");
        final StringBuilder input = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            input.append("{\"id\":").append(i).append(",\"text\":").append(i % 3 == 1 ? "null" : "\"text " + i + "\"").append("}\n");
        }
        embedText.run(input.toString());

        final List<JsonNode> records = embedText.records();
        assertEquals(10, records.size());
        for (int i = 0; i < 10; i++) {
            assertEquals(i, records.get(i).path("id").asInt());
            if (i % 3 == 1) {
                assertTrue(records.get(i).path("embedding").isNull());
            } else {
                assertArrayEquals(EmbeddingServiceDouble.vector("text " + i), vector(records.get(i)));
            }
        }
        assertEquals(List.of(2, 2, 2, 1), embedText.service.callSizes());
        embedText.success().assertAttributeEquals(SegmentationAttributes.EMBEDDER, "double/1");
        embedText.success().assertAttributeEquals("segmentation.embedder.embedding", "double/1");
        embedText.success().assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "10");
        embedText.success().assertAttributeEquals("mime.type", "application/json");
        assertEquals(10, embedText.runner.getCounterValue("Records Processed"));
        assertEquals(3, embedText.runner.getCounterValue("Records Without Text"));
    }

    @Test
    void theModelsOfTheNarDoTheWork() throws InitializationException {
        final SentenceEmbeddingService service = new SentenceEmbeddingService();
        embedText.add("sentences", service);
        embedText.runner.setProperty(EmbedText.EMBEDDING_SERVICE, "sentences");
        embedText.run("[{\"text\":\"Great dress 👗\"},{\"text\":\"Lovely gown\"},{\"text\":\"My card was charged twice\"}]");
        final List<JsonNode> records = embedText.records();
        assertEquals(384, records.getFirst().path("embedding").size());
        assertTrue(cosine(records.get(0), records.get(1)) > cosine(records.get(0), records.get(2)));
        embedText.success().assertAttributeEquals(SegmentationAttributes.EMBEDDER, service.getEmbedderId());
        embedText.runner.disableControllerService(service);
    }

    @Test
    void absentBlankAndOtherValuesAreNoText() {
        embedText.run("[{\"id\":1,\"text\":\"a\"},{\"id\":2},{\"id\":3,\"text\":\"  \"},{\"id\":4,\"text\":\"\"}]");
        assertEquals(List.of(false, true, true, true), embedText.records().stream().map(record -> record.path("embedding").isNull()).toList());
        assertEquals(3, embedText.runner.getCounterValue("Records Without Text"));
    }

    @Test
    void numbersAreNoText() {
        embedText.run("[{\"text\":7}]");
        assertTrue(embedText.records().getFirst().path("embedding").isNull());
        assertEquals(List.of(), embedText.service.callSizes());
    }

    @Test
    void megabytesOfTextAreSentInSmallerCalls() {
        final String megabyte = "word ".repeat(210_000);
        embedText.run(("{\"text\":\"" + megabyte + "\"}\n").repeat(9));
        assertEquals(9, embedText.records().size());
        assertEquals(List.of(4, 4, 1), embedText.service.callSizes());
    }

    @Test
    void aServiceThatRefusesTextsIsNotAskedForEver() {
        embedText.service.answer(vectors -> {
            throw new IllegalArgumentException("secret");
        });
        final String input = "[{\"text\":\"good\"}]";
        embedText.run(input);
        embedText.assertFailure(input, "refuses the texts");
    }

    @Test
    void aServiceWithoutAnIdIsNotBelieved() {
        embedText.service.id(null);
        final String input = "[{\"text\":\"good\"}]";
        embedText.run(input);
        embedText.assertFailure(input, "does not say what it is");
    }

    @Test
    void zeroRecordsStayZeroRecords() {
        embedText.run("[]");
        assertEquals(List.of(), embedText.records());
        embedText.success().assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "0");
    }

    @Test
    void nestedTextsAndOtherFieldNames() {
        embedText.runner.setProperty(EmbedText.TEXT_FIELD, "/review/body");
        embedText.runner.setProperty(EmbedText.EMBEDDING_FIELD, "vector");
        embedText.run("[{\"vector\":\"old\",\"review\":{\"body\":\"nested\"}}]");
        final JsonNode vector = embedText.records().getFirst().path("vector");
        assertEquals(EmbeddingServiceDouble.DIMENSION, vector.size());
    }

    @Test
    void avroHoldsTheVectorsToo() throws InitializationException {
        embedText.add("avro", new AvroRecordSetWriter());
        embedText.runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "avro");
        embedText.run(TWO);
        final byte[] avro = embedText.success().toByteArray();

        final EmbedTextRunner second = EmbedTextRunner.withService();
        second.add("avro", new AvroReader());
        second.runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "avro");
        second.runner.setProperty(EmbedText.EMBEDDING_FIELD, "again");
        second.runner.enqueue(avro);
        second.runner.run();
        for (final JsonNode record : second.records()) {
            assertEquals(record.path("embedding"), record.path("again"));
            assertEquals(EmbeddingServiceDouble.DIMENSION, record.path("again").size());
        }
    }

    @Test
    void textFieldMissingFromTheSchema() {
        final String input = "[{\"body\":\"secret words\"}]";
        embedText.run(input);
        embedText.assertFailure(input, "no field 'text'");
    }

    @Test
    void brokenRecordsAfterGoodOnes() {
        embedText.runner.setProperty(EmbedText.BATCH_SIZE, "1");
        final String input = "{\"text\":\"good\"}\n{\"text\": secret}\n";
        embedText.run(input);
        embedText.assertFailure(input, "Record Reader cannot read");
    }

    @Test
    void readersThatFail() throws InitializationException {
        final MockRecordParser reader = new MockRecordParser(1);
        reader.addSchemaField("text", RecordFieldType.STRING);
        reader.addRecord("one");
        reader.addRecord("two");
        embedText.add("failing", reader);
        embedText.runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "failing");
        embedText.run("original");
        embedText.assertFailure("original", "record 1");
    }

    @Test
    void writersThatFail() throws InitializationException {
        embedText.add("failing", new MockRecordWriter(null, false, 1));
        embedText.runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        embedText.run(TWO);
        embedText.assertFailure(TWO, "Exception");
    }

    @Test
    void aServiceInTroubleIsAskedAgainLater() {
        embedText.service.answer(vectors -> {
            throw new IllegalStateException("secret words");
        });
        embedText.run(TWO);
        embedText.assertKeptInQueue(1);
        embedText.runner.getLogger().getErrorMessages().forEach(message -> assertFalse(message.getMsg().contains("secret"), message.getMsg()));

        embedText.service.answer(vectors -> vectors);
        embedText.runner.run();
        assertEquals(2, embedText.records().size());
    }

    @Test
    void aTextInWhichTheServiceFindsNothingHasNoVector() {
        embedText.service.answer(vectors -> new float[][]{vectors[0], null});
        embedText.run("[{\"text\":\"one\"},{\"text\":null},{\"text\":\"two\"}]");
        assertFalse(embedText.records().get(0).path("embedding").isNull());
        assertTrue(embedText.records().get(1).path("embedding").isNull());
        assertTrue(embedText.records().get(2).path("embedding").isNull());
        assertEquals(2L, embedText.runner.getCounterValue("Records Without Embedding"));
        assertEquals(1L, embedText.runner.getCounterValue("Records Without Text"));
    }

    @Test
    void answersThatDoNotFitTheQuestionAreNotUsed() throws InitializationException {
        embedText.service.answer(vectors -> Arrays.copyOf(vectors, 1));
        assertAnswerRefused("returned 1 vectors for 2 texts");
        embedText.service.answer(vectors -> null);
        assertAnswerRefused("returned no vectors for 2 texts");
        embedText.service.answer(vectors -> new float[][]{vectors[0], {}});
        assertAnswerRefused("vector of 0 values, its dimension is 4");
        embedText.service.answer(vectors -> new float[][]{vectors[0], new float[3]});
        assertAnswerRefused("vector of 3 values, its dimension is 4");
        embedText.service.answer(vectors -> new float[][]{vectors[0], {1, Float.NaN, 0, 0}});
        assertAnswerRefused("not finite");
    }

    @Test
    void stoppingKeepsTheFlowFile() {
        embedText.runner.setProperty(EmbedText.BATCH_SIZE, "1");
        embedText.service.answer(vectors -> {
            embedText.processor.updateScheduledFalse();
            return vectors;
        });
        embedText.run(TWO);
        embedText.assertKeptInQueue(0);
        assertEquals(1, embedText.service.callSizes().size());
    }

    @Test
    void provenanceNamesTheEmbedderAndNoText() {
        embedText.run(TWO);
        final List<ProvenanceEventRecord> events = embedText.runner.getProvenanceEvents();
        assertEquals(List.of(ProvenanceEventType.CONTENT_MODIFIED), events.stream().map(ProvenanceEventRecord::getEventType).toList());
        assertEquals("Embedded 2 records with double/1", events.getFirst().getDetails());
    }

    @Test
    void verificationEmbedsASample() {
        assertVerification(Outcome.SUCCESSFUL, "Embedded a sample text with double/1 (dimension 4, made for en)");
        embedText.service.answer(vectors -> new float[0][]);
        assertVerification(Outcome.FAILED, "the Embedding Service returned 0 vectors for 1 texts");
        embedText.service.answer(vectors -> {
            throw new IllegalStateException("down");
        });
        assertVerification(Outcome.FAILED, "the Embedding Service failed (IllegalStateException)");
    }

    @Test
    void textsInLanguagesOfOthersAreCountedAndWarnedOf() {
        embedText.service.languages(Set.of("en"));
        assertOtherLanguage(2, true, "[{\"text\":\"too small\",\"language\":\"de\"},{\"text\":\"secret\",\"language\":\"fr\"},{\"text\":\"too small\",\"language\":\"en\"}]");
        assertOtherLanguage(0, false, "[{\"text\":\"secret\",\"language\":\"en-GB\"},{\"text\":\"secret\",\"language\":\"EN_us\"},{\"text\":null,\"language\":\"zh\"}]");
        assertOtherLanguage(1, false, "[{\"text\":\"too small\"},{\"text\":\"鞋子太小了\",\"language\":null},{\"text\":\"secret\",\"language\":\"unknown\"}]");
        assertOtherLanguage(0, false, "[]");
        embedText.runner.setProperty(EmbedText.LANGUAGE_FIELD, "");
        assertOtherLanguage(0, false, "[{\"text\":\"secret\",\"language\":\"de\"}]");
        embedText.runner.setProperty(EmbedText.LANGUAGE_FIELD, "/about/language");
        assertOtherLanguage(1, true, "[{\"text\":\"secret\",\"about\":{\"language\":\"de\"}}]");
        embedText.service.languages(Set.of("zh"));
        assertOtherLanguage(1, true, "[{\"text\":\"secret\"}]");
        embedText.service.languages(Set.of());
        assertOtherLanguage(0, false, "[{\"text\":\"鞋子太小了\"},{\"text\":\"secret\",\"language\":\"de\"}]");
    }

    private void assertOtherLanguage(final int count, final boolean warned, final String input) {
        embedText.runner.clearTransferState();
        final int before = embedText.runner.getLogger().getWarnMessages().size();
        embedText.run(input);
        embedText.success().assertAttributeEquals(SegmentationAttributes.OTHER_LANGUAGE, Integer.toString(count));
        final List<LogMessage> warnings = embedText.runner.getLogger().getWarnMessages();
        assertEquals(warned ? 1 : 0, warnings.size() - before);
        warnings.forEach(message -> assertFalse(message.getMsg().contains("secret"), message.getMsg()));
    }

    /** The JSON writer writes bytes as numbers: a vector of four times as many values. */
    @Test
    void bytesAreNotWrittenWhereTheyCouldNotBeReadBack() throws InitializationException {
        embedText.runner.setProperty(EmbedText.VECTOR_ENCODING, VectorEncoding.BYTES);
        embedText.run(TWO);
        embedText.assertFailure(TWO, "the Record Writer of application/json");
        for (final RecordSetWriterFactory writer : List.of(new CSVRecordSetWriter(), new AvroRecordSetWriter())) {
            final String name = writer.getClass().getSimpleName();
            embedText.add(name, writer);
            embedText.runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, name);
            embedText.runner.clearTransferState();
            embedText.run(TWO);
            if (writer instanceof AvroRecordSetWriter) {
                embedText.success();
            } else {
                embedText.assertFailure(TWO, "choose another Vector Encoding");
            }
        }
    }

    @Test
    void eachMethodNeedsItsService() {
        embedText.runner.assertValid();
        embedText.runner.removeProperty(EmbedText.EMBEDDING_SERVICE);
        embedText.runner.assertNotValid();
        embedText.runner.setProperty(EmbedText.EMBEDDING_METHOD, EmbeddingMethod.TF_IDF);
        embedText.runner.assertNotValid();
        embedText.runner.setProperty(EmbedText.MODEL_STORE, "store");
        embedText.runner.assertValid();
    }

    private void assertAnswerRefused(final String message) {
        embedText.runner.clearTransferState();
        embedText.run(TWO);
        embedText.assertFailure(TWO, message);
    }

    private void assertVerification(final Outcome outcome, final String explanation) {
        final List<ConfigVerificationResult> results = embedText.processor.verify(embedText.runner.getProcessContext(), embedText.runner.getLogger(), Map.of());
        assertEquals(List.of("Embed Sample Text"), results.stream().map(ConfigVerificationResult::getVerificationStepName).toList());
        assertEquals(outcome, results.getFirst().getOutcome());
        assertEquals(explanation, results.getFirst().getExplanation());
    }

    private static double cosine(final JsonNode a, final JsonNode b) {
        return Vectors.dot(vector(a), vector(b));
    }

    private static float[] vector(final JsonNode record) {
        final JsonNode values = record.path("embedding");
        final float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i).floatValue();
        }
        return vector;
    }
}
