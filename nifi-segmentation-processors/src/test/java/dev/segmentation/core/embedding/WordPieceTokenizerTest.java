// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.api.Test;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WordPieceTokenizerTest {

    private static final List<String> PIECES = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "cafe", "ok", ",", "!", "$", "a", "##a",
            "蓝", "牙", "，", "😀", "שלום", "ｏｋ", "[", "]", "sep", "ア", "##イ", "한", "豈");

    private final WordPieceTokenizer tokenizer = tokenizer(vocabulary(), true);

    @Test
    void longestPiecesComeFirst() {
        assertPieces("unaffable", "un", "##aff", "##able");
        assertPieces("aaa", "a", "##a", "##a");
    }

    @Test
    void caseAndAccentsVanishHoweverTheyAreWritten() {
        assertPieces("Café CAFÉ", "cafe", "cafe");
        assertPieces(Normalizer.normalize("Café", Normalizer.Form.NFD), "cafe");
    }

    @Test
    void caseAndAccentsStayWhenTheModelWantsThem() {
        final WordPieceTokenizer cased = tokenizer(Map.of("[PAD]", 0, "[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "Café", 4), false);
        assertArrayEquals(new int[]{4, 1}, cased.pieces("Café cafe", 10));
    }

    @Test
    void punctuationAndSymbolsOfAsciiStandAlone() {
        assertPieces("ok,ok!", "ok", ",", "ok", "!");
        assertPieces("$a", "$", "a");
        assertPieces("ok，ok", "ok", "，", "ok");
    }

    @Test
    void ideographsStandAloneAndOtherScriptsFormWords() {
        assertPieces("蓝牙ok蓝", "蓝", "牙", "ok", "蓝");
        assertPieces("アイ", "ア", "##イ");
        assertPieces("\uF900", "豈");
    }

    @Test
    void emojiAreCharactersLikeOthers() {
        assertPieces("😀", "😀");
        assertPieces("ok 😀 😡", "ok", "😀", "[UNK]");
        assertPieces("ok😀", "[UNK]");
    }

    @Test
    void controlsFormatsAndLoneSurrogatesVanish() {
        assertPieces("\u200Fok\u200E", "ok");
        assertPieces("o\u0000k\uFFFD", "ok");
        assertPieces("o\uD83Dk", "ok");
        assertPieces("ok\uDE00", "ok");
        assertPieces("\uFEFFok\uE000", "ok");
    }

    @Test
    void allKindsOfSpaceSeparate() {
        assertPieces("ok\tok\u00A0ok\u3000ok\u2028ok\r\nok", "ok", "ok", "ok", "ok", "ok", "ok");
    }

    @Test
    void rightToLeftAndFullWidthTextIsReadInItsOwnOrder() {
        assertPieces("שלום ok", "שלום", "ok");
        assertPieces("ＯＫ", "ｏｋ");
    }

    @Test
    void wordsWithAnUnknownPartAreUnknownAsAWhole() {
        assertPieces("unaffzz ok", "[UNK]", "ok");
        assertArrayEquals(ids("ok", "[UNK]"), tokenizer.pieces("ok unaffzz", 2));
    }

    @Test
    void wordsOfMoreThanAHundredCharactersAreUnknown() {
        assertEquals(100, tokenizer.pieces("a".repeat(100), 512).length);
        assertPieces("a".repeat(101), "[UNK]");
        final WordPieceTokenizer emoji = tokenizer(Map.of("[PAD]", 0, "[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "😀", 4, "##😀", 5), true);
        assertEquals(100, emoji.pieces("😀".repeat(100), 512).length);
        assertArrayEquals(new int[]{1}, emoji.pieces("😀".repeat(101), 512));
    }

    @Test
    void specialTokensCannotBeWrittenInTheText() {
        assertPieces("[SEP]", "[", "sep", "]");
    }

    @Test
    void textWithoutWordsHasNoPieces() {
        for (final String text : List.of("", "   ", "\u0000\u200F", " ".repeat(1 << 20))) {
            assertEquals(0, tokenizer.pieces(text, 256).length);
        }
    }

    @Test
    void truncationKeepsTheBeginning() {
        final int[] all = tokenizer.pieces("ok, ok! unaffable 蓝牙 ok", Integer.MAX_VALUE);
        for (int limit = 0; limit <= all.length; limit++) {
            final int[] cut = tokenizer.pieces("ok, ok! unaffable 蓝牙 ok", limit);
            assertArrayEquals(Arrays.copyOf(all, limit), cut);
        }
    }

    @Test
    void megabytesOfTextAreReadToTheLimit() {
        assertEquals(256, tokenizer.pieces("ok ".repeat(350_000), 256).length);
        assertEquals(256, tokenizer.pieces("蓝".repeat(1 << 20), 256).length);
        assertEquals(256, tokenizer.pieces("!".repeat(1 << 20), 256).length);
        assertPieces("a".repeat(1 << 20), "[UNK]");
    }

    @Test
    void incompleteVocabulariesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SpecialPieces.bert(Map.of("[PAD]", 0)));
    }

    @Test
    void theHighestIdIsThatOfTheVocabulary() {
        assertEquals(PIECES.size() - 1, tokenizer.highestId());
    }

    private void assertPieces(final String text, final String... pieces) {
        assertArrayEquals(ids(pieces), tokenizer.pieces(text, 512));
    }

    private static WordPieceTokenizer tokenizer(final Map<String, Integer> vocabulary, final boolean folding) {
        return new WordPieceTokenizer(vocabulary, SpecialPieces.bert(vocabulary), folding, folding);
    }

    private static int[] ids(final String... pieces) {
        return Arrays.stream(pieces).mapToInt(PIECES::indexOf).toArray();
    }

    private static Map<String, Integer> vocabulary() {
        final Map<String, Integer> vocabulary = new HashMap<>();
        for (int id = 0; id < PIECES.size(); id++) {
            vocabulary.put(PIECES.get(id), id);
        }
        return vocabulary;
    }
}
