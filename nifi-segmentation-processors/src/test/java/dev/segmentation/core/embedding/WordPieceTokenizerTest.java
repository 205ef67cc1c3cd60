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

    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary(), true, true);

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
        final WordPieceTokenizer cased = new WordPieceTokenizer(Map.of("[PAD]", 0, "[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "Café", 4), false, false);
        assertArrayEquals(new int[]{2, 4, 1, 3}, cased.encode("Café cafe", 10));
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
        assertArrayEquals(ids("[CLS]", "ok", "[UNK]", "[SEP]"), tokenizer.encode("ok unaffzz", 4));
    }

    @Test
    void wordsOfMoreThanAHundredCharactersAreUnknown() {
        assertEquals(102, tokenizer.encode("a".repeat(100), 512).length);
        assertPieces("a".repeat(101), "[UNK]");
        final WordPieceTokenizer emoji = new WordPieceTokenizer(Map.of("[PAD]", 0, "[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "😀", 4, "##😀", 5), true, true);
        assertEquals(102, emoji.encode("😀".repeat(100), 512).length);
        assertArrayEquals(new int[]{2, 1, 3}, emoji.encode("😀".repeat(101), 512));
    }

    @Test
    void specialTokensCannotBeWrittenInTheText() {
        assertPieces("[SEP]", "[", "sep", "]");
    }

    @Test
    void textWithoutWordsGivesTheTwoSpecialTokens() {
        for (final String text : List.of("", "   ", "\u0000\u200F", " ".repeat(1 << 20))) {
            assertArrayEquals(ids("[CLS]", "[SEP]"), tokenizer.encode(text, 256));
        }
    }

    @Test
    void truncationKeepsTheBeginning() {
        assertArrayEquals(ids("[CLS]", "[SEP]"), tokenizer.encode("ok", 2));
        final int[] all = tokenizer.encode("ok, ok! unaffable 蓝牙 ok", 512);
        for (int limit = 2; limit <= all.length; limit++) {
            final int[] cut = tokenizer.encode("ok, ok! unaffable 蓝牙 ok", limit);
            assertEquals(limit, cut.length);
            assertArrayEquals(Arrays.copyOf(all, limit - 1), Arrays.copyOf(cut, limit - 1));
            assertEquals(3, cut[limit - 1]);
        }
    }

    @Test
    void megabytesOfTextAreReadToTheLimit() {
        assertEquals(256, tokenizer.encode("ok ".repeat(350_000), 256).length);
        assertEquals(256, tokenizer.encode("蓝".repeat(1 << 20), 256).length);
        assertEquals(256, tokenizer.encode("!".repeat(1 << 20), 256).length);
        assertPieces("a".repeat(1 << 20), "[UNK]");
    }

    @Test
    void incompleteVocabulariesAndLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WordPieceTokenizer(Map.of("[PAD]", 0), true, true));
        assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("ok", 1));
    }

    private void assertPieces(final String text, final String... pieces) {
        final int[] expected = new int[pieces.length + 2];
        expected[0] = 2;
        System.arraycopy(ids(pieces), 0, expected, 1, pieces.length);
        expected[pieces.length + 1] = 3;
        assertArrayEquals(expected, tokenizer.encode(text, 512));
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
