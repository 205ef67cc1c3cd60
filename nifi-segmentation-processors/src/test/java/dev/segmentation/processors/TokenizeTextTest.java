// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.record.MockRecordParser;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TokenizeTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenizeText processor = new TokenizeText();
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = TestRunners.newTestRunner(processor);
        use("reader", TokenizeText.RECORD_READER, new JsonTreeReader());
        use("writer", TokenizeText.RECORD_WRITER, new JsonRecordSetWriter());
    }

    @Test
    void addsTokensAndLanguage() throws IOException {
        final JsonNode records = succeed("""
                {"id":1,"text":"The <b>zippers</b> on these dresses don't close &ndash; see https://example.com"}
                {"id":2,"text":"这款蓝牙耳机连接不上手机，客服态度很好！"}
                """);
        assertEquals(JSON.readTree("""
                [{"id":1,"text":"The <b>zippers</b> on these dresses don't close &ndash; see https://example.com",
                  "tokens":["zipper","dress","don't","close"],"language":"en"},
                 {"id":2,"text":"这款蓝牙耳机连接不上手机，客服态度很好！",
                  "tokens":["蓝牙","耳机","连接","不","手机","客服","态度","很好"],"language":"zh"}]"""), records);
        final MockFlowFile flowFile = runner.getFlowFilesForRelationship(TokenizeText.REL_SUCCESS).getFirst();
        flowFile.assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "2");
        flowFile.assertAttributeEquals("mime.type", "application/json");
        assertCounters(2, 0);
    }

    @Test
    void recordsWithoutTextAreKept() throws IOException {
        final JsonNode records = succeed("""
                {"id":1,"text":null}
                {"id":2,"text":"  "}
                {"id":3}
                {"id":4,"text":["not","a","string"]}
                {"id":5,"text":7}
                {"id":6,"text":"fine"}
                """);
        assertEquals(6, records.size());
        for (int i = 0; i < 5; i++) {
            assertEquals(i + 1, records.get(i).get("id").asInt());
            assertEquals(0, assertInstanceOf(ArrayNode.class, records.get(i).get("tokens")).size());
            assertTrue(records.get(i).get("language").isNull());
        }
        assertEquals("en", records.get(5).get("language").asText());
        assertCounters(6, 5);
    }

    @Test
    void textWithoutLettersHasNoLanguage() throws IOException {
        final JsonNode record = succeed("{\"text\":\"😀👍🏽 12\"}").get(0);
        assertEquals("[\"12\"]", record.get("tokens").toString());
        assertTrue(record.get("language").isNull());
        assertCounters(1, 0);
    }

    @Test
    void emojiRightToLeftFullWidthAndBrokenSurrogates() throws IOException {
        final JsonNode records = succeed("""
                [{"text":"😀 great 👨‍👩‍👧"},{"text":"مرحبا بالعالم"},{"text":"ＵＳＢ　ｃａｂｌｅ"},{"text":"\\ud83d broken \\u0000 text"},{"text":"𠮷野家"}]""");
        assertEquals("[\"great\"]", records.get(0).get("tokens").toString());
        assertEquals("[\"مرحبا\",\"بالعالم\"]", records.get(1).get("tokens").toString());
        assertTrue(records.get(1).get("language").isNull());
        assertEquals("[\"usb\",\"cable\"]", records.get(2).get("tokens").toString());
        assertEquals("[\"broken\",\"text\"]", records.get(3).get("tokens").toString());
        assertEquals("[\"𠮷\",\"野\",\"家\"]", records.get(4).get("tokens").toString());
    }

    @Test
    void megabyteOfText() throws IOException {
        final JsonNode records = succeed("[{\"text\":\"" + "好".repeat(1_000_000) + "\"},{\"text\":\"" + "a".repeat(1_000_000) + "\"}]");
        assertEquals("zh", records.get(0).get("language").asText());
        assertEquals("en", records.get(1).get("language").asText());
    }

    @Test
    void noRecords() throws IOException {
        assertEquals(0, succeed("[]").size());
        runner.getFlowFilesForRelationship(TokenizeText.REL_SUCCESS).getFirst().assertAttributeEquals(SegmentationAttributes.RECORD_COUNT, "0");
        assertCounters(0, 0);
    }

    @Test
    void noRecordsAndNoTextFieldInTheSchema() throws InitializationException {
        final MockRecordParser parser = new MockRecordParser();
        parser.addSchemaField("id", RecordFieldType.INT);
        use("parser", TokenizeText.RECORD_READER, parser);
        runner.enqueue("");
        runner.run();
        runner.assertAllFlowFilesTransferred(TokenizeText.REL_SUCCESS, 1);
    }

    @Test
    void textFieldMissingFromTheSchema() {
        fail("[{\"id\":1,\"review\":\"private words\"}]", "the records have no field 'text' among their 2");
    }

    @Test
    void brokenJsonAfterGoodRecords() throws InitializationException {
        final String input = "{\"text\":\"private one\"}\n{\"text\":\"private two\"}\n{\"text\": private three}\n";
        final String inferred = fail(input, null);
        assertTrue(inferred.contains("line 3"), inferred);
        assertFalse(inferred.contains("private"), inferred);

        runner.clearTransferState();
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("schemaReader", reader);
        runner.setProperty(reader, "schema-access-strategy", "schema-text-property");
        runner.setProperty(reader, "schema-text", """
                {"type":"record","name":"review","fields":[{"name":"text","type":["null","string"]}]}""");
        runner.enableControllerService(reader);
        runner.setProperty(TokenizeText.RECORD_READER, "schemaReader");
        final String streamed = fail(input, null);
        assertTrue(streamed.startsWith("record 2: the Record Reader cannot read it"), streamed);
        assertFalse(streamed.contains("private"), streamed);
    }

    @Test
    void readerThatFailsAfterGoodRecords() throws InitializationException {
        final MockRecordParser parser = new MockRecordParser();
        parser.failAfter(2);
        parser.addSchemaField("text", RecordFieldType.STRING);
        List.of("one", "two", "three").forEach(parser::addRecord);
        use("parser", TokenizeText.RECORD_READER, parser);
        final String message = fail("original bytes", null);
        assertTrue(message.startsWith("record 2: the Record Reader cannot read it"), message);
        assertEquals(null, runner.getCounterValue(TokenizeText.RECORDS_PROCESSED));
    }

    @Test
    void writerThatFails() throws InitializationException {
        use("failing", TokenizeText.RECORD_WRITER, new MockRecordWriter("header", true, 1));
        fail("[{\"text\":\"one\"},{\"text\":\"two\"},{\"text\":\"three\"}]", null);
    }

    @Test
    void avroInAndOut() throws InitializationException, IOException {
        use("avroWriter", TokenizeText.RECORD_WRITER, new AvroRecordSetWriter());
        runner.enqueue("[{\"id\":1,\"text\":\"lovely dresses\"},{\"id\":2,\"text\":\"\"}]");
        runner.run();
        runner.assertAllFlowFilesTransferred(TokenizeText.REL_SUCCESS, 1);
        final byte[] avro = runner.getFlowFilesForRelationship(TokenizeText.REL_SUCCESS).getFirst().toByteArray();
        runner.clearTransferState();

        use("avroReader", TokenizeText.RECORD_READER, new AvroReader());
        runner.setProperty(TokenizeText.RECORD_WRITER, "writer");
        runner.setProperty(TokenizeText.TOKENS_FIELD, "words");
        runner.enqueue(avro);
        runner.run();
        runner.assertAllFlowFilesTransferred(TokenizeText.REL_SUCCESS, 1);
        assertEquals(JSON.readTree("""
                [{"id":1,"text":"lovely dresses","tokens":["lovely","dress"],"words":["lovely","dress"],"language":"en"},
                 {"id":2,"text":"","tokens":[],"words":[],"language":null}]"""), output());
    }

    @Test
    void fieldsCanBeNamedAndNested() throws IOException {
        runner.setProperty(TokenizeText.TEXT_FIELD, "/review/body");
        runner.setProperty(TokenizeText.TOKENS_FIELD, "words");
        runner.setProperty(TokenizeText.LANGUAGE_FIELD, "lang");
        assertEquals(JSON.readTree("""
                [{"review":{"body":"lovely dresses"},"words":["lovely","dress"],"lang":"en"},{"review":null,"words":[],"lang":null}]"""),
                succeed("[{\"review\":{\"body\":\"lovely dresses\"}},{\"review\":null}]"));
    }

    @Test
    void existingFieldsAreReplaced() throws IOException {
        assertEquals(JSON.readTree("[{\"text\":\"fine\",\"tokens\":[\"fine\"],\"language\":\"en\"}]"), succeed("[{\"tokens\":5,\"language\":{\"a\":1},\"text\":\"fine\"}]"));
    }

    @Test
    void optionsReachTheAnalysis() throws IOException {
        runner.setProperty(LanguageProperties.LANGUAGE, "zh");
        runner.setProperty(WordProperties.REMOVE_STOP_WORDS, "false");
        runner.setProperty(WordProperties.STEMMING, "none");
        runner.setProperty(CleaningProperties.STRIP_HTML, "false");
        runner.setProperty(CleaningProperties.REMOVE_URLS, "false");
        runner.setProperty(CleaningProperties.REMOVE_EMAIL_ADDRESSES, "false");
        assertEquals(JSON.readTree("[{\"text\":\"the <b>dresses</b> www.x.com joe@y.org\",\"tokens\":[\"the\",\"b\",\"dresses\",\"b\",\"www.x.com\",\"joe\",\"y.org\"],\"language\":\"zh\"}]"),
                succeed("[{\"text\":\"the <b>dresses</b> www.x.com joe@y.org\"}]"));
    }

    @Test
    void everythingAtOnce() throws IOException {
        runner.setProperty(WordProperties.TAG_PARTS_OF_SPEECH, "true");
        runner.setProperty(WordProperties.KEPT_PARTS_OF_SPEECH, "noun, PROPN, Adj, VERB");
        runner.setProperty(WordProperties.LONGEST_N_GRAM, "2");
        runner.setProperty(WordProperties.PROTECTED_PHRASES, "# names\nNorth Star\n");
        runner.setProperty(WordProperties.STOP_WORDS, "Zippers");
        runner.setProperty(TokenizeText.CLEAN_TEXT_FIELD, "clean_text");
        runner.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
        runner.setProperty(TokenizeText.THREADS, "0");
        assertEquals(JSON.readTree("""
                [{"text":"New zippers from North Star, write to <EMAIL>","tokens":["new","new north star","north star","north star write","write"],"language":"en",
                  "pos":["ADJ","ADJ PROPN","PROPN","PROPN VERB","VERB"],"clean_text":"New zippers from North Star, write to <EMAIL>","pii_found":{"email":1}},
                 {"text":null,"tokens":[],"language":null,"pos":[],"clean_text":null,"pii_found":{}}]"""),
                succeed("[{\"text\":\"New zippers from <b>North Star</b>, write to joe@example.com\"},{\"text\":null}]"));
        assertEquals(1L, runner.getCounterValue(TokenizeText.PERSONAL_DATA_MASKED));
    }

    @Test
    void stopWordsFromAFile(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("stop.txt"), "# mine\nzippers\n拉链\n");
        runner.setProperty(WordProperties.STOP_WORDS, file.toString());
        assertEquals("[[\"broken\"], [\"坏\"]]", tokens(succeed("[{\"text\":\"broken zippers\"},{\"text\":\"拉链坏了\"}]")).toString());
    }

    @Test
    void theRecordSaysItsLanguage() throws IOException {
        runner.setProperty(LanguageProperties.LANGUAGE, "field");
        runner.assertNotValid();
        runner.setProperty(LanguageProperties.LANGUAGE_SOURCE_FIELD, "/meta/lang");
        final JsonNode records = succeed("""
                [{"text":"Die Kleider","meta":{"lang":"de-AT"}},{"text":"Die Kleider","meta":{"lang":"ru"}},{"text":"the dresses","meta":{"lang":null}}]""");
        assertEquals("[[\"kleid\"], [\"die\",\"kleider\"], [\"dress\"]]", tokens(records).toString());
        assertEquals("[\"de\", null, \"en\"]", records.findValues("language").toString());
        assertEquals(1L, runner.getCounterValue(TokenizeText.TEXTS_OF_UNKNOWN_LANGUAGE));
        runner.getFlowFilesForRelationship(TokenizeText.REL_SUCCESS).getFirst().assertAttributeEquals(SegmentationAttributes.UNKNOWN_LANGUAGE, "1");
    }

    @Test
    void decidedAmongTheLanguages() throws IOException {
        runner.setProperty(LanguageProperties.LANGUAGES, "en, de, ja");
        final JsonNode records = succeed("[{\"text\":\"Die Lieferung kam zu spät\"},{\"text\":\"荷物が届きました\"},{\"text\":\"客服态度\"}]");
        assertEquals("[\"de\", \"ja\", \"ja\"]", records.findValues("language").toString());
        runner.setProperty(LanguageProperties.LANGUAGES, "en, xx");
        runner.assertNotValid();
    }

    @Test
    void maskedTextReplacesTheTextWhereverItStands() throws IOException {
        runner.setProperty(TokenizeText.TEXT_FIELD, "/review/body");
        runner.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
        assertEquals(JSON.readTree("""
                [{"review":{"body":"call <PHONE>","stars":5},"tokens":["call"],"language":"en","pii_found":{"phone":1}},
                 {"review":{"body":null,"stars":1},"tokens":[],"language":null,"pii_found":{}}]"""),
                succeed("[{\"review\":{\"body\":\"call (415) 555-0132\",\"stars\":5}},{\"review\":{\"body\":null,\"stars\":1}}]"));
    }

    @Test
    void aTextThatCannotBeMaskedFailsItsFlowFile() {
        runner.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
        runner.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, "(a+)+\\1b");
        runner.setProperty(PiiProperties.PATTERN_TIMEOUT, "20 ms");
        final String message = fail("[{\"text\":\"fine\"},{\"text\":\"" + "a".repeat(60) + "\"}]", null);
        assertTrue(message.startsWith("record 1, field 'text': its personal data cannot be masked"), message);
        assertFalse(message.contains("aaa"), message);
    }

    @Test
    void manyRecordsComeInTheirOrderWhateverTheThreads() throws IOException {
        final StringBuilder input = new StringBuilder("[");
        for (int i = 0; i < 3000; i++) {
            input.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"text\":\"word").append(i).append(" dresses\"}");
        }
        input.append("]");
        String expected = null;
        for (final String threads : List.of("0", "1", "3")) {
            runner.clearTransferState();
            runner.setProperty(TokenizeText.THREADS, threads);
            final JsonNode records = succeed(input.toString());
            assertEquals(3000, records.size());
            for (int i = 0; i < 3000; i++) {
                assertEquals("[\"word" + i + "\",\"dress\"]", records.get(i).get("tokens").toString());
            }
            expected = expected == null ? records.toString() : expected;
            assertEquals(expected, records.toString());
        }
    }

    @Test
    void failuresBehindTheFirstBatchKeepTheirRecordIndex() throws InitializationException {
        runner.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
        runner.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, "(a+)+\\1b");
        runner.setProperty(PiiProperties.PATTERN_TIMEOUT, "20 ms");
        final StringBuilder input = new StringBuilder("[");
        for (int i = 0; i < 1500; i++) {
            input.append(i == 0 ? "" : ",").append("{\"text\":\"").append(i == 1234 ? "a".repeat(60) : "fine").append("\"}");
        }
        final String message = fail(input.append("]").toString(), null);
        assertTrue(message.startsWith("record 1234, field 'text'"), message);
    }

    @Test
    void provenanceHoldsNoCustomerData() throws IOException {
        succeed("[{\"text\":\"private words\"}]");
        final List<ProvenanceEventRecord> events = runner.getProvenanceEvents();
        assertEquals(1, events.size());
        assertEquals(ProvenanceEventType.CONTENT_MODIFIED, events.getFirst().getEventType());
        assertEquals("Tokenized 1 records, 0 of them without text", events.getFirst().getDetails());
    }

    @Test
    void bothFieldsOfOneNameAreInvalid() {
        runner.setProperty(TokenizeText.LANGUAGE_FIELD, "tokens");
        runner.assertNotValid();
    }

    @Test
    void wrongRecordPathIsInvalid() {
        runner.setProperty(TokenizeText.TEXT_FIELD, "/review[");
        runner.assertNotValid();
    }

    @Test
    void stoppedAndStartedAgain() throws IOException {
        succeed("[{\"text\":\"fine\"}]");
        runner.clearTransferState();
        runner.setProperty(WordProperties.STEMMING, "porter");
        assertEquals("[\"qualiti\"]", succeed("[{\"text\":\"quality\"}]").get(0).get("tokens").toString());
    }

    @Test
    void verificationTokenizesSamples() {
        final List<ConfigVerificationResult> samples = processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertEquals(2, samples.size());
        assertTrue(samples.getFirst().getExplanation().endsWith("became the tokens [zipper, dress, don't, close], language en"), samples.getFirst().getExplanation());
        assertTrue(samples.getLast().getExplanation().endsWith("language zh"), samples.getLast().getExplanation());

        final List<ConfigVerificationResult> own = processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of("text", "lovely dresses"));
        assertEquals(1, own.size());
        assertEquals(ConfigVerificationResult.Outcome.SUCCESSFUL, own.getFirst().getOutcome());
        assertEquals("[lovely dresses] became the tokens [lovely, dress], language en", own.getFirst().getExplanation());
    }

    private void use(final String identifier, final PropertyDescriptor property, final ControllerService service) throws InitializationException {
        runner.addControllerService(identifier, service);
        runner.enableControllerService(service);
        runner.setProperty(property, identifier);
    }

    private JsonNode succeed(final String input) throws IOException {
        runner.enqueue(input);
        runner.run();
        runner.assertAllFlowFilesTransferred(TokenizeText.REL_SUCCESS, 1);
        return output();
    }

    private static List<JsonNode> tokens(final JsonNode records) {
        return records.findValues("tokens");
    }

    private JsonNode output() throws IOException {
        return JSON.readTree(runner.getFlowFilesForRelationship(TokenizeText.REL_SUCCESS).getFirst().getContent());
    }

    private String fail(final String input, final String expectedMessage) {
        runner.enqueue(input);
        runner.run();
        runner.assertAllFlowFilesTransferred(TokenizeText.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(TokenizeText.REL_FAILURE).getFirst();
        failed.assertContentEquals(input);
        final String message = failed.getAttribute(SegmentationAttributes.ERROR);
        if (expectedMessage != null) {
            assertEquals(expectedMessage, message);
        }
        return message;
    }

    private void assertCounters(final long records, final long withoutText) {
        assertEquals(records, runner.getCounterValue(TokenizeText.RECORDS_PROCESSED));
        assertEquals(withoutText, runner.getCounterValue(TokenizeText.RECORDS_WITHOUT_TEXT));
    }
}
