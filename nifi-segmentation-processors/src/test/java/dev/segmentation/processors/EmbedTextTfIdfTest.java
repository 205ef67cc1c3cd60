// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.embedding.TopicDocuments;
import dev.segmentation.model.ModelContainer;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.services.ModelNames;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmbedTextTfIdfTest {

    private static final String NAME = "embedding";
    private static final String INPUT = json(TopicDocuments.generate(90, 3, 1));

    private final ModelStoreDouble store = new ModelStoreDouble();
    private EmbedTextRunner fit;
    private EmbedTextRunner apply;

    @BeforeEach
    void setUp() throws InitializationException {
        fit = EmbedTextRunner.withTfIdf(ModelAction.FIT, store);
        fit.runner.setProperty(FittingProperties.DIMENSIONS, "5");
        apply = EmbedTextRunner.withTfIdf(ModelAction.APPLY, store);
    }

    @Test
    void fittingEmbedsPublishesAndHandsOutTheModel() throws IOException {
        fit.run(INPUT);
        final List<JsonNode> records = fit.records();
        assertEquals(90, records.size());
        records.forEach(record -> assertEquals(5, record.path("embedding").size()));

        final String version = store.latestVersion(NAME).orElseThrow();
        final MockFlowFile model = fit.runner.getFlowFilesForRelationship(EmbedText.REL_MODEL).getFirst();
        assertArrayEquals(store.load(NAME, version), model.toByteArray());
        model.assertAttributeEquals("mime.type", "application/zip");
        for (final MockFlowFile flowFile : List.of(model, fit.success())) {
            flowFile.assertAttributeEquals(SegmentationAttributes.EMBEDDER, "tf-idf/embedding/" + version);
            flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_NAME, NAME);
            flowFile.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, version);
        }
        assertEquals(90, ModelContainer.read(model.toByteArray()).manifest().path("training_records").asInt());
        assertEquals(90, fit.runner.getCounterValue("Records Processed"));
    }

    @Test
    void applyingGivesTheSameBytesAsFitting() {
        fit.run(INPUT);
        apply.run(INPUT);
        assertArrayEquals(fit.success().toByteArray(), apply.success().toByteArray());
        apply.success().assertAttributeEquals(SegmentationAttributes.EMBEDDER, fit.success().getAttribute(SegmentationAttributes.EMBEDDER));
        apply.runner.assertTransferCount(EmbedText.REL_MODEL, 0);
    }

    @Test
    void whatIsCountedAndHowIsKeptInTheModel() throws IOException {
        fit.runner.setProperty(FittingProperties.SUBLINEAR_TERM_FREQUENCY, "false");
        fit.runner.setProperty(FittingProperties.MAXIMUM_DOCUMENT_FREQUENCY, "0.6");
        final String input = "{\"tokens\":[\"all\",\"a\",\"a\",\"b\"]}\n{\"tokens\":[\"all\",\"a\",\"b\",\"b\"]}\n{\"tokens\":[\"all\",\"c\"]}\n{\"tokens\":[\"all\",\"c\"]}";
        fit.run(input);
        apply.run(input);
        assertArrayEquals(fit.success().toByteArray(), apply.success().toByteArray());

        apply.runner.clearTransferState();
        apply.run("{\"tokens\":[\"all\"]}\n{\"tokens\":[\"a\",\"b\",\"b\"]}\n{\"tokens\":[\"a\",\"a\",\"b\",\"b\",\"b\",\"b\",\"all\"]}");
        final List<JsonNode> vectors = apply.records().stream().map(record -> record.path("embedding")).toList();
        assertTrue(vectors.getFirst().isNull());
        for (int i = 0; i < vectors.get(1).size(); i++) {
            assertEquals(vectors.get(1).get(i).asDouble(), vectors.get(2).get(i).asDouble(), 1e-6);
        }
    }

    @Test
    void theMaximumDocumentFrequencyIsAShare() {
        for (final String valid : List.of("1", "0.5", "0.001")) {
            fit.runner.setProperty(FittingProperties.MAXIMUM_DOCUMENT_FREQUENCY, valid);
            fit.runner.assertValid();
        }
        for (final String invalid : List.of("0", "-0.1", "1.1", "50%", "NaN")) {
            fit.runner.setProperty(FittingProperties.MAXIMUM_DOCUMENT_FREQUENCY, invalid);
            fit.runner.assertNotValid();
        }
    }

    @Test
    void threadsDoNotChangeAByte() throws InitializationException {
        final EmbedTextRunner one = EmbedTextRunner.withTfIdf(ModelAction.FIT, store);
        one.runner.setProperty(FittingProperties.DIMENSIONS, "5");
        one.runner.setProperty(FittingProperties.THREADS, "1");
        one.run(INPUT);
        fit.run(INPUT);
        assertArrayEquals(one.success().toByteArray(), fit.success().toByteArray());
    }

    @Test
    void aNewModelIsUsedFromTheNextFlowFileOn() {
        fit.run(INPUT);
        apply.run(INPUT);
        apply.runner.clearTransferState();
        fit.runner.clearTransferState();
        fit.run(json(TopicDocuments.generate(60, 2, 9)));
        apply.run(INPUT);
        apply.success().assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, fit.success().getAttribute(SegmentationAttributes.MODEL_VERSION));
    }

    @Test
    void recordsWithoutKnownTokensAreKeptWithoutVector() {
        fit.run(INPUT);
        apply.run("[{\"id\":1,\"tokens\":[\"common1\"]},{\"id\":2,\"tokens\":[]},{\"id\":3,\"tokens\":null},{\"id\":4},{\"id\":5,\"tokens\":[\"unheard\"]}]");
        assertEquals(List.of(false, true, true, true, true), apply.records().stream().map(record -> record.path("embedding").isNull()).toList());
        assertEquals(4, apply.runner.getCounterValue("Records Without Embedding"));
    }

    @Test
    void theNameMayComeFromTheFlowFile() throws IOException {
        fit.runner.setProperty(EmbedText.MODEL_NAME, "reviews-${language}");
        fit.runner.enqueue(INPUT, Map.of("language", "en"));
        fit.runner.run();
        assertTrue(store.latestVersion("reviews-en").isPresent());
    }

    @Test
    void namesThatNoStoreTakesAreRefusedBeforeTheWork() {
        for (final EmbedTextRunner embedText : List.of(fit, apply)) {
            embedText.runner.setProperty(EmbedText.MODEL_NAME, "${absent}");
            embedText.run(INPUT);
            embedText.assertFailure(INPUT, "the property 'Model Name' does not resolve to letters");
        }
    }

    @Test
    void zeroRecordsGiveNoModel() throws IOException {
        fit.run("[]");
        assertEquals(List.of(), fit.records());
        fit.success().assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "0");
        fit.success().assertAttributeNotExists(SegmentationAttributes.EMBEDDER);
        fit.success().assertAttributeNotExists("segmentation.embedder.embedding");
        assertNoModel();
    }

    @Test
    void recordsWithoutWordsAreKept() throws IOException {
        fit.run("[{\"id\":1,\"tokens\":[]},{\"id\":2,\"tokens\":null}]");
        assertEquals(List.of(1, 2), fit.records().stream().map(record -> record.path("id").asInt()).toList());
        assertTrue(fit.records().stream().allMatch(record -> record.path("embedding").isNull()));
        fit.success().assertAttributeNotExists(SegmentationAttributes.EMBEDDER);
        assertEquals(2, fit.runner.getCounterValue("Records Without Embedding"));
        assertNoModel();
    }

    @Test
    void recordsThatCannotBeTrainedOn() throws IOException {
        assertFitFails("[{\"tokens\":[\"once\"]},{\"tokens\":[\"twice\"]}]", "no term occurs in at least 2 of the 2 records");
        assertFitFails("[{\"text\":\"no tokens\"}]", "no field 'tokens'");
        assertFitFails("[{\"tokens\":\"not an array\"}]", "record 0, field 'tokens': is not an array of strings");
        assertFitFails("{\"tokens\":[\"good\"]}\n{\"tokens\": secret}", "Record Reader cannot read");
        fit.runner.setProperty(FittingProperties.TRAINING_MEMORY_LIMIT, "10 KB");
        assertFitFails(INPUT, "Training Memory Limit");
    }

    @Test
    void aWriterThatFailsLeavesNoModelBehind() throws InitializationException, IOException {
        fit.add("failing", new MockRecordWriter(null, false, 1));
        fit.runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        assertFitFails(INPUT, "Exception");
    }

    @Test
    void aStoreInTroubleIsAskedAgainLater() throws IOException {
        store.setUnavailable(true);
        fit.run(INPUT);
        fit.assertKeptInQueue(1);
        apply.run(INPUT);
        apply.assertKeptInQueue(1);

        store.setUnavailable(false);
        fit.runner.run();
        assertEquals(90, fit.records().size());
        assertEquals(1, store.versions(NAME).size());
        apply.runner.run();
        assertEquals(90, apply.records().size());
    }

    /** These records would go to failure if they were read. */
    @Test
    void aStoreThatCannotBeWrittenToIsNoticedBeforeTheWork() {
        store.setReadOnly(true);
        fit.run("{\"tokens\": broken");
        fit.assertKeptInQueue(1);
        assertTrue(fit.runner.getLogger().getErrorMessages().getFirst().getMsg().contains("could not be written to"));
    }

    @Test
    void stoppingKeepsTheFlowFile() throws IOException {
        fit.runner.enqueue(INPUT);
        fit.runner.run(1, false, false);
        fit.assertKeptInQueue(0);
        assertNoModel();
    }

    @Test
    void modelsThatMustNotBeUsed() throws IOException {
        apply.run(INPUT);
        apply.assertFailure(INPUT, "the Model Store has no model named 'embedding'");

        fit.run(INPUT);
        final byte[] good = store.load(NAME, store.latestVersion(NAME).orElseThrow());
        assertModelRefused("1", Arrays.copyOf(good, good.length / 2), "truncated or altered");
        final byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        assertModelRefused("2", flipped, "truncated or altered");
        assertModelRefused("3", new byte[0], "truncated or altered");
        assertModelRefused("4", ModelContainer.of("segments", ModelContainer.newManifest(), Map.of(), Map.of()).toBytes(), "kind 'segments', expected 'tf-idf-lsa'");
    }

    @Test
    void verificationLoadsTheModel() {
        assertVerification(apply, "Load Model", Outcome.FAILED, "the Model Store has no model named '" + NAME + "'");
        fit.run(INPUT);
        assertVerification(apply, "Load Model", Outcome.SUCCESSFUL,
                "Loaded " + fit.success().getAttribute(SegmentationAttributes.EMBEDDER) + " (dimension 5, vocabulary of 110 words)");
        store.setUnavailable(true);
        assertVerification(apply, "Load Model", Outcome.FAILED, "the Model Store could not list its models (IOException)");
    }

    @Test
    void fiftyDimensionsUnlessOthersAreAskedFor() throws IOException {
        fit.runner.removeProperty(FittingProperties.DIMENSIONS);
        assertVerification(fit, "Fit Model", Outcome.SUCCESSFUL, "Each FlowFile is fitted by tf-idf to at most 50 dimensions. It may take 1024 MB of NiFi's heap of "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
        fit.run(INPUT);
        fit.records().forEach(record -> assertEquals(50, record.path("embedding").size()));
    }

    @Test
    void verificationOfFittingTriesTheStoreAndTellsTheMemory() {
        assertVerification(fit, "Write Model Store", Outcome.SUCCESSFUL, "The Model Store takes models; it has 0 versions of '" + NAME + "'");
        fit.runner.setProperty(FittingProperties.TRAINING_MEMORY_LIMIT, "7 MB");
        assertVerification(fit, "Fit Model", Outcome.SUCCESSFUL, "Each FlowFile is fitted by tf-idf to at most 5 dimensions. It may take 7 MB of NiFi's heap of "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
        store.setReadOnly(true);
        assertVerification(fit, "Write Model Store", Outcome.FAILED, "the Model Store could not be written to (IOException)");
        fit.runner.setProperty(EmbedText.MODEL_NAME, "${absent}");
        assertVerification(fit, "Write Model Store", Outcome.FAILED, "the property 'Model Name' does not resolve to " + ModelNames.RULE);
    }

    private void assertFitFails(final String input, final String message) throws IOException {
        fit.runner.clearTransferState();
        fit.run(input);
        fit.assertFailure(input, message);
        assertNoModel();
    }

    private void assertModelRefused(final String version, final byte[] file, final String message) throws IOException {
        store.publish(NAME, "99999999-" + version, file);
        apply.runner.clearTransferState();
        apply.run(INPUT);
        apply.assertFailure(INPUT, message);
    }

    private void assertNoModel() throws IOException {
        assertEquals(List.of(), store.versions(NAME));
        fit.runner.assertTransferCount(EmbedText.REL_MODEL, 0);
    }

    private static void assertVerification(final EmbedTextRunner embedText, final String step, final Outcome outcome, final String explanation) {
        final ConfigVerificationResult result = embedText.processor.verify(embedText.runner.getProcessContext(), embedText.runner.getLogger(), Map.of()).stream()
                .filter(candidate -> candidate.getVerificationStepName().equals(step)).findFirst().orElseThrow();
        assertEquals(outcome, result.getOutcome());
        assertEquals(explanation, result.getExplanation());
    }

    private static String json(final List<List<String>> documents) {
        return documents.stream().map(tokens -> "{\"tokens\":[\"" + String.join("\",\"", tokens) + "\"]}").collect(Collectors.joining("\n"));
    }
}
