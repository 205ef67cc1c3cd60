// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.SpecialPieces;
import dev.segmentation.core.embedding.WordPieceTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TokenizerFileTest {

    private static final String FILE = """
            {"normalizer": {"type": "BertNormalizer", "lowercase": %s, "strip_accents": null}, "pre_tokenizer": {"type": "BertPreTokenizer"},
             "model": {"type": "WordPiece", "continuing_subword_prefix": "%s", "max_input_chars_per_word": 100,
                       "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "usb": 4, "%s": 5}}}""";

    /** The ids are those of the published bert-base-uncased vocabulary. */
    @ParameterizedTest
    @ValueSource(strings = {"all-minilm-l6-v2-q-tokenizer.json", "bge-small-en-v1.5-q-tokenizer.json"})
    void englishModels(final String resource) throws IOException {
        final WordPieceTokenizer tokenizer = load(resource);
        assertArrayEquals(new int[]{7592, 1010, 2088, 999}, tokenizer.pieces("Hello, world!", 256));
        assertArrayEquals(new int[]{7861, 8270, 4667, 2015}, tokenizer.pieces("Embeddings", 256));
        assertArrayEquals(tokenizer.pieces("cafe", 256), tokenizer.pieces("CAFÉ", 256));
        assertArrayEquals(new int[]{100}, tokenizer.pieces("x".repeat(101), 256));
        assertEquals(new SpecialPieces(100, 101, 102, 0), tokenizer.specialPieces());
    }

    @Test
    void theChineseModelReadsCapitals() throws IOException {
        final WordPieceTokenizer tokenizer = load("bge-small-zh-v1.5-q-tokenizer.json");
        final int[] ids = tokenizer.pieces("USB充电", 256);
        assertArrayEquals(tokenizer.pieces("usb 充 电", 256), ids);
        for (final int id : ids) {
            assertNotEquals(100, id);
        }
    }

    @Test
    void lowerCaseIsAlsoToldByTheVocabulary() throws IOException {
        assertArrayEquals(new int[]{4}, read(FILE.formatted("true", "##", "Words")).pieces("USB", 9));
        assertArrayEquals(new int[]{4}, read(FILE.formatted("false", "##", "words")).pieces("USB", 9));
        assertArrayEquals(new int[]{1}, read(FILE.formatted("false", "##", "Words")).pieces("USB", 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BPE", "Unigram", "WordLevel"})
    void otherKindsAreRefusedByName(final String kind) {
        assertRefused(FILE.formatted("true", "##", "words").replace("WordPiece", kind), "tokenizer.json is of the kind " + kind + "; only WordPiece, the kind of BERT, is read");
    }

    @Test
    void otherFilesAreRefused() {
        final String file = FILE.formatted("true", "##", "words");
        assertRefused(FILE.formatted("true", "@@", "words"), "unusable tokenizer.json: model/continuing_subword_prefix: expected ##, found '@@'");
        assertRefused("{}", "unusable tokenizer.json: it does not say its kind");
        assertRefused("{broken", "tokenizer.json is not JSON");
        assertRefused(file.replace("[SEP]", "[END]"), "unusable tokenizer.json: the vocabulary has no [SEP]");
        assertRefused(file.replace("BertNormalizer", "Sequence"), "unusable tokenizer.json: normalizer/type: expected BertNormalizer, found 'Sequence'");
        assertRefused(file.replace("\"strip_accents\"", "\"handle_chinese_chars\": false, \"strip_accents\""),
                "unusable tokenizer.json: normalizer/handle_chinese_chars: expected true, found 'false'");
        assertRefused(file.replace("\"usb\": 4", "\"usb\": -4"), "unusable tokenizer.json: an id is not a number of 0 or more");
        assertRefused(file.replace("{\"normalizer\"", "{\"post_processor\": {\"type\": \"ByteLevel\"}, \"normalizer\""), "unusable tokenizer.json: the post-processor ByteLevel is not known");
    }

    @Test
    void specialPiecesMayHaveOtherNames() throws IOException {
        final String file = FILE.formatted("true", "##", "words").replace("[CLS]", "<s>").replace("[SEP]", "</s>").replace("[PAD]", "<pad>");
        final SpecialPieces expected = new SpecialPieces(1, 2, 3, 0);
        final String template = """
                {"post_processor": {"type": "TemplateProcessing", "special_tokens": {"<s>": {"ids": [2]}, "</s>": {"ids": [3]}},
                 "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "</s>"}}]}, "normalizer\"""";
        assertEquals(expected, read(file.replace("{\"normalizer\"", template)).specialPieces());
        assertRefused(file.replace("{\"normalizer\"", template.replace(", {\"SpecialToken\": {\"id\": \"</s>\"}}]", "]")),
                "unusable tokenizer.json: its template is not one special token, the text, one special token");
        final String pair = "{\"post_processor\": {\"type\": \"RobertaProcessing\", \"sep\": [\"</s>\", 3], \"cls\": [\"<s>\", 2]}, \"normalizer\"";
        assertEquals(expected, read(file.replace("{\"normalizer\"", pair)).specialPieces());
        assertEquals(5, read(file.replace("{\"normalizer\"", pair.replace("{\"post", "{\"padding\": {\"pad_id\": 5}, \"post"))).specialPieces().padding());
    }

    private static void assertRefused(final String file, final String message) {
        assertEquals(message, assertThrows(IOException.class, () -> read(file)).getMessage());
    }

    private static WordPieceTokenizer read(final String file) throws IOException {
        return TokenizerFile.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static WordPieceTokenizer load(final String resource) throws IOException {
        try (InputStream in = TokenizerFileTest.class.getClassLoader().getResourceAsStream(resource)) {
            return TokenizerFile.read(in);
        }
    }
}
