// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

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
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertArrayEquals(new int[]{101, 7592, 1010, 2088, 999, 102}, tokenizer.encode("Hello, world!", 256));
        assertArrayEquals(new int[]{101, 7861, 8270, 4667, 2015, 102}, tokenizer.encode("Embeddings", 256));
        assertArrayEquals(tokenizer.encode("cafe", 256), tokenizer.encode("CAFÉ", 256));
        assertArrayEquals(new int[]{101, 100, 102}, tokenizer.encode("x".repeat(101), 256));
        assertEquals(0, tokenizer.paddingId());
    }

    @Test
    void theChineseModelReadsCapitals() throws IOException {
        final WordPieceTokenizer tokenizer = load("bge-small-zh-v1.5-q-tokenizer.json");
        final int[] ids = tokenizer.encode("USB充电", 256);
        assertArrayEquals(tokenizer.encode("usb 充 电", 256), ids);
        for (final int id : ids) {
            assertNotEquals(100, id);
        }
    }

    @Test
    void lowerCaseIsAlsoToldByTheVocabulary() throws IOException {
        assertArrayEquals(new int[]{2, 4, 3}, read(FILE.formatted("true", "##", "Words")).encode("USB", 9));
        assertArrayEquals(new int[]{2, 4, 3}, read(FILE.formatted("false", "##", "words")).encode("USB", 9));
        assertArrayEquals(new int[]{2, 1, 3}, read(FILE.formatted("false", "##", "Words")).encode("USB", 9));
    }

    @Test
    void otherFilesAreRefused() {
        final String other = assertThrows(IOException.class, () -> read(FILE.formatted("true", "@@", "words"))).getMessage();
        assertTrue(other.contains("expected ##, found '@@'"), other);
        assertThrows(IOException.class, () -> read("{}"));
        assertThrows(IOException.class, () -> read("{broken"));
        assertThrows(IOException.class, () -> read(FILE.formatted("true", "##", "words").replace("[SEP]", "[END]")));
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
