// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.text.pii.PiiKind;
import dev.segmentation.core.text.pii.PiiOperator;
import dev.segmentation.core.text.pii.PiiOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each option does to tokens. */
class TextOptionsTest {

    /** The options of a test: each test names what it changes. */
    private static final class Words {
        private Set<String> stopWords = Set.of();
        private boolean removeStopWords = true;
        private Stemming stemming = Stemming.LIGHT;
        private boolean lowerCase = true;
        private int minimumLength = 1;
        private int maximumLength = 255;
        private int longestNGram = 1;
        private List<String> phrases = List.of();
        private boolean foldNumbers;
        private ChineseWords chineseWords = ChineseWords.HANLP;
        private boolean tags;
        private Set<PartOfSpeech> kept = Set.of();

        private TokenizedText apply(final String text) {
            return apply(text, CleaningOptions.DEFAULT, null);
        }

        private List<String> applyUnstemmed(final String text) {
            stemming = Stemming.NONE;
            return apply(text).tokens();
        }

        private TokenizedText apply(final String text, final CleaningOptions cleaning, final PiiOptions personalData) {
            final WordOptions words = new WordOptions(removeStopWords, stopWords, stemming, lowerCase, minimumLength, maximumLength, longestNGram, phrases, foldNumbers, chineseWords, tags, kept);
            try (TextPipeline pipeline = new TextPipeline(new TextOptions(cleaning, personalData, new LanguageOptions(null, Set.of(TextLanguage.values())), words))) {
                return pipeline.apply(text);
            }
        }
    }

    private final Words words = new Words();

    @ParameterizedTest
    @CsvSource({
        "GERMAN, 'Die Lieferungen kamen nicht rechtzeitig an', lieferung kam nicht rechtzeitig",
        "SPANISH, 'Los pedidos no llegaron a tiempo', pedid no llegaron tiemp",
        "FRENCH, 'Les livraisons n''arrivent pas à temps', livraison arivent pas temp",
        "ITALIAN, 'Le consegne non sono arrivate in tempo', consegn non arrivat tempo",
        "PORTUGUESE, 'As entregas não chegaram a tempo', entreg não chegaram temp",
        "JAPANESE, '荷物が届きませんでした', 荷物 届く ん",
        "KOREAN, '배송이 제때 오지 않았습니다', 배송 제 때 오 않"
    })
    void functionWordsGoNegationsStayEndingsAreCut(final TextLanguage language, final String text, final String tokens) {
        final TokenizedText tokenized = words.apply(text);
        assertEquals(language, tokenized.language());
        assertEquals(List.of(tokens.split(" ")), tokenized.tokens());
    }

    @Test
    void unknownLanguagesAreOnlySplit() {
        final TokenizedText tokenized = words.apply("Мне понравились эти платья");
        assertNull(tokenized.language());
        assertEquals(List.of("мне", "понравились", "эти", "платья"), tokenized.tokens());
        try (TextPipeline pipeline = new TextPipeline(TextOptions.DEFAULT)) {
            assertEquals(List.of("the", "dresses"), pipeline.apply("The dresses", null).tokens());
            assertEquals(List.of("kleid"), pipeline.apply("Die Kleider", TextLanguage.GERMAN).tokens());
        }
    }

    @Test
    void lemmasFitTheSentence() {
        words.stemming = Stemming.LEMMA;
        assertEquals(List.of("child", "buy", "good", "shoe", "don't", "fit"), words.apply("The children bought better shoes that don't fit").tokens());
        assertEquals(List.of("lieferung", "kam", "spat"), words.apply("Die Lieferungen kamen zu spät").tokens());
    }

    @Test
    void caseIsKept() {
        words.lowerCase = false;
        assertEquals(List.of("Apple", "watch", "Broke"), words.apply("The Apple watch Broke").tokens());
    }

    @Test
    void ownStopWordsComeFirst() {
        words.stopWords = Set.of("dresses", "客服");
        assertEquals(List.of("dress", "nice"), words.apply("Dresses: the dress is nice").tokens());
        assertEquals(List.of("态度", "好"), words.apply("客服态度好").tokens());
        words.removeStopWords = false;
        assertEquals(List.of("the", "dress", "is", "nice"), words.apply("Dresses: the dress is nice").tokens());
    }

    @Test
    void lengths() {
        words.minimumLength = 2;
        words.maximumLength = 4;
        assertEquals(List.of("tv", "fine"), words.apply("x TV fine terrible").tokens());
        assertEquals(List.of("客服", "态度"), words.apply("客服态度好").tokens());
    }

    @Test
    void nGramsOfOneSentence() {
        words.longestNGram = 3;
        assertEquals(List.of("battery", "battery life", "battery life short", "life", "life short", "short", "bad", "bad screen", "screen"),
                words.apply("The battery life is short. Bad screen").tokens());
        assertEquals(List.of("蓝牙", "蓝牙 耳机", "耳机", "坏"), words.apply("蓝牙耳机。坏了").tokens());
    }

    @Test
    void phrasesAreOneTokenWhateverTheirWords() {
        words.phrases = List.of("customer service", "not   bad at all", "customer service desk", "蓝牙耳机", "机盒");
        assertEquals(List.of("customer service", "not bad at all", "customer", "services"),
                words.applyUnstemmed("The Customer  Service was not bad at all, customer services"));
        assertEquals(List.of("customer service desk"), words.apply("customer\nservice desk").tokens());
        assertEquals(List.of("买", "蓝牙耳机", "坏"), words.apply("我买的蓝牙耳机坏了").tokens());
        assertEquals(List.of("耳", "机盒"), words.apply("耳机盒").tokens());
    }

    @Test
    void numbersAreFolded() {
        words.foldNumbers = true;
        assertEquals(List.of("paid", "<num>", "iphone15", "<num>"), words.applyUnstemmed("paid 1,299.50 for iPhone15 in 2024"));
        assertEquals(List.of("<num>", "元"), words.apply("５０００元").tokens());
    }

    @Test
    void bothSegmentersGiveAllCharacters() {
        words.removeStopWords = false;
        final String text = "我买的蓝牙耳机连接不上手机客服态度非常好";
        words.chineseWords = ChineseWords.SMART_CHINESE;
        final List<String> smart = words.apply(text).tokens();
        assertEquals(text, String.join("", smart));
        assertTrue(smart.contains("连接"), smart.toString());
        words.chineseWords = ChineseWords.HANLP;
        assertEquals(text, String.join("", words.apply(text).tokens()));
    }

    @Test
    void traditionalAndSimplifiedMeet() {
        assertEquals(words.apply("电话客服态度很好").tokens(), words.apply("電話客服態度很好").tokens());
        final CleaningOptions asWritten = new CleaningOptions(EnumSet.complementOf(EnumSet.of(Cleaning.TRADITIONAL_CHINESE)), UnicodeForm.NFKC, EmojiHandling.DROP);
        assertEquals(List.of("電話", "客服"), words.apply("電話客服", asWritten, null).tokens());
    }

    @Test
    void emojiAsTokens() {
        final String text = "great 👍🏽 好";
        assertEquals(List.of("great", "thumbs_up_sign", "好"), words.apply(text, emoji(EmojiHandling.NAME), null).tokens());
        assertEquals(List.of("great", "👍🏽", "好"), words.apply(text, emoji(EmojiHandling.KEEP), null).tokens());
        assertEquals(List.of("great", "好"), words.apply(text, emoji(EmojiHandling.DROP), null).tokens());
        assertEquals(TextLanguage.CHINESE, words.apply("好 👍👍👍", emoji(EmojiHandling.NAME), null).language());
    }

    @Test
    void englishPartsOfSpeech() {
        words.tags = true;
        words.stemming = Stemming.NONE;
        final TokenizedText tokenized = words.apply("The new zippers broke quickly. Anna was very unhappy!");
        assertEquals(List.of("new", "zippers", "broke", "quickly", "anna", "unhappy"), tokenized.tokens());
        assertEquals(List.of("ADJ", "NOUN", "VERB", "ADV", "PROPN", "ADJ"), tokenized.partsOfSpeech());
    }

    @Test
    void chinesePartsOfSpeech() {
        words.tags = true;
        final TokenizedText tokenized = words.apply("客服很快处理故障，USB接口坏了3次");
        assertEquals(List.of("客服", "很快", "处理", "故障", "usb", "接口", "坏", "3"), tokenized.tokens());
        assertEquals(List.of("NOUN", "ADV", "VERB", "NOUN", "PROPN", "NOUN", "ADJ", "NUM"), tokenized.partsOfSpeech());
        words.chineseWords = ChineseWords.SMART_CHINESE;
        assertNull(words.apply("客服很快").partsOfSpeech());
    }

    @Test
    void onlyKeptPartsOfSpeech() {
        words.tags = true;
        words.kept = Set.of(PartOfSpeech.NOUN, PartOfSpeech.ADJ);
        assertEquals(List.of("new", "zipper"), words.apply("The new zippers broke quickly").tokens());
        assertEquals(List.of("耳机", "故障"), words.apply("耳机有故障").tokens());
        final TokenizedText german = words.apply("Die Lieferungen kamen zu spät");
        assertEquals(List.of("lieferung", "kam", "spat"), german.tokens());
        assertNull(german.partsOfSpeech());
    }

    @Test
    void nGramsAndPhrasesHaveTags() {
        words.tags = true;
        words.longestNGram = 2;
        words.phrases = List.of("battery life");
        final TokenizedText tokenized = words.apply("short battery life");
        assertEquals(List.of("short", "short battery life", "battery life"), tokenized.tokens());
        assertEquals(List.of("ADJ", "ADJ NOUN", "NOUN"), tokenized.partsOfSpeech());
    }

    @ParameterizedTest
    @EnumSource(PiiOperator.class)
    void personalDataIsNoWord(final PiiOperator operator) {
        final byte[] key = operator == PiiOperator.HASH ? "0123456789abcdef".getBytes(StandardCharsets.UTF_8) : null;
        final PiiOptions pii = new PiiOptions(EnumSet.of(PiiKind.EMAIL, PiiKind.PHONE), operator, key, Set.of("US"), List.of(), Duration.ZERO);
        final TokenizedText tokenized = words.apply("Mail <b>joe&#64;example.com</b> or call (415) 555-0132 goooood", CleaningOptions.DEFAULT, pii);
        assertEquals(Map.of("email", 1, "phone", 1), tokenized.personalData());
        assertEquals(List.of("mail", "call", "good"), tokenized.tokens());
        for (final String text : List.of(tokenized.cleanText(), tokenized.maskedText())) {
            assertFalse(text.contains("joe") || text.contains("555"), text);
        }
        assertTrue(tokenized.maskedText().contains("goooood"));
        assertTrue(tokenized.cleanText().endsWith("good"));
        if (operator == PiiOperator.HASH) {
            assertTrue(tokenized.cleanText().matches("Mail EMAIL_[a-p]{16} or call PHONE_[a-p]{16} good"), tokenized.cleanText());
        }
    }

    @Test
    void withoutTextThereIsNothing() {
        words.tags = true;
        final TokenizedText none = words.apply(" ");
        assertEquals(new TokenizedText(null, List.of(), List.of(), null, null, null), none);
    }

    private static CleaningOptions emoji(final EmojiHandling handling) {
        return new CleaningOptions(CleaningOptions.DEFAULT.steps(), UnicodeForm.NFKC, handling);
    }
}
