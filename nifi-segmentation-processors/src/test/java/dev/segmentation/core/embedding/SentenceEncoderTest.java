// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SentenceEncoderTest {

    private static final List<String> PIECES = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d", "e", "f", "g", "query", ":");
    private static final int PLACES = 16;
    private static final String LONG = "a b c d e f g g f e d c b a a a b";

    private final WordPieceTokenizer tokenizer = tokenizer(PIECES);

    @Test
    void aTextThatFitsHasTheSameVectorWhateverHappensToLongOnes() {
        final List<String> texts = List.of("", "a", "a b c d e f", "zzz");
        assertArrayEquals(encode(options(8, LongTexts.TRUNCATE, ""), texts), encode(options(8, LongTexts.WINDOWS, ""), texts));
    }

    @Test
    void truncationReadsTheBeginning() {
        final float[][] vectors = encode(options(8, LongTexts.TRUNCATE, ""), List.of(LONG, "a b c d e f"));
        assertArrayEquals(vectors[0], vectors[1]);
    }

    @Test
    void aLongTextIsTheMeanOfItsWindowsWeightedByTheirTokens() {
        final float[] vector = encode(options(8, LongTexts.WINDOWS, ""), List.of(LONG))[0];
        final float[][] parts = encode(options(8, LongTexts.TRUNCATE, ""), List.of("a b c d e f", "g g f e d c", "b a a a b"));
        assertArrayEquals(mean(parts, 6, 6, 5), vector, 1e-6f);
        assertEquals(1, Vectors.norm(vector), 1e-6);
    }

    @Test
    void everyWindowBeginsWithThePrefix() {
        final float[] vector = encode(options(8, LongTexts.WINDOWS, "query: "), List.of("a b c d e f"))[0];
        final float[][] parts = encode(options(8, LongTexts.TRUNCATE, ""), List.of("query: a b c d", "query: e f"));
        assertArrayEquals(mean(parts, 4, 2), vector, 1e-6f);
    }

    @Test
    void aPrefixIsReadAsIfItStoodInTheText() {
        final float[][] prefixed = encode(options(8, LongTexts.TRUNCATE, "query: "), List.of("a b", LONG));
        assertArrayEquals(encode(options(8, LongTexts.TRUNCATE, ""), List.of("query: a b", "query: " + LONG)), prefixed);
        final String message = assertThrows(IllegalArgumentException.class, () -> encode(options(8, LongTexts.TRUNCATE, "a b c d e f"), List.of())).getMessage();
        assertEquals("the prefix has 6 tokens or more, which leaves no room for a text in 8", message);
    }

    @Test
    void threadsAndBatchesDoNotChangeAModelThatComputesTextByText() {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            texts.add(LONG.substring(i % LONG.length()));
        }
        final float[][] expected = encode(options(8, LongTexts.WINDOWS, ""), texts);
        try (SentenceEncoder encoder = encoder(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, options(8, LongTexts.WINDOWS, "")); Workers workers = new Workers("test", 3)) {
            assertArrayEquals(expected, encoder.encode(texts, 1, workers));
            assertArrayEquals(expected, encoder.encode(texts, 7, workers));
        }
    }

    @Test
    void poolings() {
        final byte[] model = new TinyOnnx(PIECES.size(), PLACES).input("input_ids", -1, -1).input("token_type_ids", -1, -1).tokenOutput("token_embeddings").sentenceOutput("sentence_embedding")
                .bytes();
        final SentenceOptions options = options(8, LongTexts.TRUNCATE, "");
        final float[] mean = encode(model, Pooling.MEAN, options, List.of("a b"))[0];
        assertArrayEquals(mean, encode(model, Pooling.WITHIN_MODEL, options, List.of("a b"))[0], 1e-6f);
        final float[] first = encode(model, Pooling.FIRST_TOKEN, options, List.of("a b"))[0];
        assertTrue(Vectors.dot(first, mean) < 0.99);
        assertArrayEquals(first, encode(model, Pooling.FIRST_TOKEN, options, List.of("c"))[0]);
    }

    @Test
    void readingTellsWhatTheTokenizerFinds() {
        try (SentenceEncoder encoder = encoder(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, options(8, LongTexts.WINDOWS, "query: "))) {
            assertEquals(new SentenceEncoder.Reading(6, 1, 2, 4), encoder.read("a b zzz c d e"));
            assertEquals(new SentenceEncoder.Reading(0, 0, 1, 0), encoder.read(" "));
        }
        try (SentenceEncoder encoder = encoder(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, options(8, LongTexts.TRUNCATE, ""))) {
            assertEquals(new SentenceEncoder.Reading(17, 0, 1, 6), encoder.read(LONG));
        }
    }

    @Test
    void moreTokensThanTheModelTakesAreRefusedAtOnce() {
        encode(options(PLACES - 1, LongTexts.TRUNCATE, ""), List.of(LONG));
        assertRefused(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, PLACES, "the model takes 15 tokens at most, 16 are asked for");
        assertRefused(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, 256, "the model takes 15 tokens at most, 256 are asked for");
    }

    @Test
    void aTokenizerOfAnotherModelIsRefusedAtOnce() {
        assertRefused(TinyOnnx.plain(PIECES.size() - 1, PLACES), Pooling.MEAN, 8, "the model does not know id 12 of the tokenizer: they are not of the same model");
    }

    @Test
    void graphsOfAnotherShapeAreRefused() {
        assertRefused(new TinyOnnx(13, PLACES).input("ids", -1, -1).tokenOutput("last_hidden_state"), "the model does not take input_ids and attention_mask; it takes [attention_mask, ids]");
        assertRefused(new TinyOnnx(13, PLACES).input("input_ids", -1, -1).input("position_ids", -1, -1).tokenOutput("last_hidden_state"),
                "the model wants the input position_ids; only input_ids, attention_mask and token_type_ids are given");
        assertRefused(new TinyOnnx(13, PLACES).input("input_ids", -1, 8).tokenOutput("last_hidden_state"),
                "the model's input input_ids has the fixed size [-1, 8]: export the model with dynamic axes");
        assertRefused(new TinyOnnx(13, PLACES).input("input_ids", -1).tokenOutput("last_hidden_state"), "the model's input input_ids is not int64 of batch x tokens");
        assertRefused(new TinyOnnx(13, PLACES).input("input_ids", -1, -1).sentenceOutput("sentence_embedding"),
                "the model has no output last_hidden_state of float32, batch x tokens x values; it has [sentence_embedding]");
        assertRefused(TinyOnnx.plain(13, PLACES), Pooling.WITHIN_MODEL, 8, "the model has no output sentence_embedding of float32, batch x values; it has [last_hidden_state]");
    }

    @Test
    void whatIsNoModelIsRefused() {
        final String message = assertThrows(IllegalStateException.class, () -> SentenceGraph.open("no model".getBytes(StandardCharsets.UTF_8))).getMessage();
        assertTrue(message.startsWith("ONNX Runtime could not load the model: "), message);
        final byte[] whole = TinyOnnx.plain(13, PLACES);
        assertThrows(IllegalStateException.class, () -> SentenceGraph.open(Arrays.copyOf(whole, whole.length - 60)));
    }

    @Test
    void aClosedEncoderRefuses() {
        final SentenceEncoder encoder = encoder(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, options(8, LongTexts.TRUNCATE, ""));
        encoder.close();
        encoder.close();
        try (Workers workers = new Workers("test", 1)) {
            assertEquals("the sentence encoder is closed", assertThrows(IllegalStateException.class, () -> encoder.encode(List.of("a"), 1, workers)).getMessage());
        }
    }

    @Test
    void wordsAndPlacesBothCount() {
        final float[][] vectors = encode(options(8, LongTexts.TRUNCATE, ""), List.of("a b", "b", "a b c"));
        assertNotEquals(vectors[0][0], vectors[1][0]);
        assertNotEquals(vectors[0][0], vectors[2][0]);
    }

    private void assertRefused(final TinyOnnx model, final String message) {
        assertRefused(model.bytes(), Pooling.MEAN, 8, message);
    }

    private void assertRefused(final byte[] model, final Pooling pooling, final int maximumTokens, final String message) {
        assertEquals(message, assertThrows(IllegalStateException.class, () -> encoder(model, pooling, options(maximumTokens, LongTexts.TRUNCATE, ""))).getMessage());
    }

    private float[][] encode(final SentenceOptions options, final List<String> texts) {
        return encode(TinyOnnx.plain(PIECES.size(), PLACES), Pooling.MEAN, options, texts);
    }

    private float[][] encode(final byte[] model, final Pooling pooling, final SentenceOptions options, final List<String> texts) {
        try (SentenceEncoder encoder = encoder(model, pooling, options); Workers workers = new Workers("test", 1)) {
            return encoder.encode(texts, 1, workers);
        }
    }

    private SentenceEncoder encoder(final byte[] model, final Pooling pooling, final SentenceOptions options) {
        return new SentenceEncoder(SentenceGraph.open(model), tokenizer, pooling, options);
    }

    private static float[] mean(final float[][] parts, final int... weights) {
        final float[] mean = new float[TinyOnnx.DIMENSION];
        for (int part = 0; part < parts.length; part++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weights[part] * parts[part][i];
            }
        }
        Vectors.normalize(mean);
        return mean;
    }

    private static SentenceOptions options(final int maximumTokens, final LongTexts longTexts, final String prefix) {
        return new SentenceOptions(maximumTokens, longTexts, prefix);
    }

    private static WordPieceTokenizer tokenizer(final List<String> pieces) {
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id), id);
        }
        return new WordPieceTokenizer(vocabulary, SpecialPieces.bert(vocabulary), true, true);
    }
}
