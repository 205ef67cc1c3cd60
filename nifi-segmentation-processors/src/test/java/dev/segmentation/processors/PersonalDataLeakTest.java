// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What TokenizeText masks is nowhere behind it: not in contents, attributes, provenance, logs, the report or the models. */
class PersonalDataLeakTest {

    /** Each value with what stands in the text; the values are looked for without their punctuation too. */
    private static final List<String> VALUES = List.of("maria.lopez@example.com", "(415) 555-0132", "4111 1111 1111 1111", "DE89370400440532013000", "203.0.113.77", "11010519491231002X",
            "13800138000", "536-90-4399", "CUST-88321");

    private final ModelStoreDouble store = new ModelStoreDouble();
    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(PiiOperatorOption.class)
    void nothingOfAMaskedValueIsFoundBehindTokenizeText(final PiiOperatorOption operator) throws InitializationException, IOException {
        final TestRunner tokenize = runner(new TokenizeText());
        tokenize.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
        tokenize.setProperty(PiiProperties.PERSONAL_DATA_OPERATOR, operator);
        tokenize.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, "CUST-\\d+");
        tokenize.setProperty(TokenizeText.CLEAN_TEXT_FIELD, "clean_text");
        if (operator == PiiOperatorOption.HASH) {
            tokenize.setProperty(PiiProperties.HASH_KEY, "a key of sixteen characters");
        }
        final byte[] tokens = run(tokenize, records(), AbstractSegmentationProcessor.REL_SUCCESS);
        assertTrue(new String(tokens, StandardCharsets.UTF_8).contains("\"email\""), "something was masked");

        final TestRunner embed = runner(new EmbedText());
        embed.setProperty(EmbedText.EMBEDDING_METHOD, EmbeddingMethod.TF_IDF);
        embed.setProperty(EmbedText.MODEL_ACTION, ModelAction.FIT);
        embed.setProperty(EmbedText.MODEL_STORE, "store");
        embed.setProperty(FittingProperties.DIMENSIONS, "8");
        final byte[] vectors = run(embed, tokens, AbstractSegmentationProcessor.REL_SUCCESS);

        final TestRunner cluster = runner(new ClusterCustomers());
        cluster.setProperty(SegmentProperties.MODEL_STORE, "store");
        cluster.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        final byte[] segments = run(cluster, vectors, AbstractSegmentationProcessor.REL_SUCCESS);

        final TestRunner score = runner(new ScoreClusters());
        run(score, segments, ScoreClusters.REL_METRICS);

        for (final String name : store.names()) {
            for (final String version : store.versions(name)) {
                seenInModel(store.load(name, version));
            }
        }
        for (final String value : VALUES) {
            final String bare = value.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
            for (final String text : seen) {
                assertFalse(text.contains(value), value);
                assertFalse(text.toLowerCase(Locale.ROOT).contains(bare), bare);
            }
        }
        // Parts of a value are tokens to a tokenizer.
        for (final String part : List.of("lopez", "88321", "370400440532013000")) {
            assertTrue(seen.stream().noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(part)), part);
        }
    }

    private static byte[] records() {
        final List<String> kinds = List.of("The zippers of this dress broke %s", "Battery and screen of the phone are great %s", "客服态度很好，蓝牙耳机也不错 %s");
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            lines.append("{\"id\":").append(i).append(",\"text\":\"").append(kinds.get(i % 3).formatted(VALUES.get(i % VALUES.size()))).append(" , thanks number ").append(i % 7).append("\"}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private TestRunner runner(final Processor processor) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        final JsonTreeReader reader = new JsonTreeReader();
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("reader", reader);
        runner.addControllerService("writer", writer);
        runner.addControllerService("store", store);
        runner.enableControllerService(reader);
        runner.enableControllerService(writer);
        runner.enableControllerService(store);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        return runner;
    }

    /**
     * Remembers everything that the processor let out.
     *
     * @return the content of the one FlowFile of the relationship
     */
    private byte[] run(final TestRunner runner, final byte[] content, final Relationship relationship) {
        runner.enqueue(content);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        for (final Relationship any : runner.getProcessor().getRelationships()) {
            for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(any)) {
                seen.add(flowFile.getContent());
                seen.add(flowFile.getAttributes().toString());
            }
        }
        runner.getProvenanceEvents().forEach(event -> seen.add(event.getDetails() + event.getUpdatedAttributes() + event.getTransitUri()));
        for (final List<LogMessage> messages : List.of(runner.getLogger().getInfoMessages(), runner.getLogger().getWarnMessages(), runner.getLogger().getErrorMessages(),
                runner.getLogger().getDebugMessages())) {
            messages.forEach(message -> seen.add(message.toString()));
        }
        return runner.getFlowFilesForRelationship(relationship).getFirst().toByteArray();
    }

    private void seenInModel(final byte[] container) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                seen.add(entry.getName());
                seen.add(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
