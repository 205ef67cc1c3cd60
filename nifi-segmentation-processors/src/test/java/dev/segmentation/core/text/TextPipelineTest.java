// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The timeout only ends a run that has become quadratic: that takes hours. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TextPipelineTest {

    private static final String ENGLISH = "I'm very happy: the dresses don't fit Anna's daughters, see <b>www.example.com</b> &amp; mail joe@example.com!!";
    private static final String CHINESE = "我买的蓝牙耳机连接不上手机，USB接口坏了，客服态度非常好！";

    @Test
    void english() {
        assertTokens(options(null), ENGLISH, TextLanguage.ENGLISH, "happy", "dress", "don't", "fit", "anna", "daughter", "mail");
    }

    @Test
    void chinese() {
        assertTokens(options(null), CHINESE, TextLanguage.CHINESE, "买", "蓝牙", "耳机", "连接", "不", "手机", "usb", "接口", "坏", "客服", "态度", "好");
    }

    @Test
    void mixedTextKeepsTheWordsOfBoth() {
        assertTokens(options(null), "I ate 烤鸭 in 北京 and loved every bit of it", TextLanguage.ENGLISH, "ate", "烤鸭", "北京", "love");
        assertTokens(options(null), "客服说 the iPhone15 Pro 的 WiFi 密码错误，评分4.5", TextLanguage.CHINESE, "客服", "iphone15", "pro", "wifi", "密码", "错误", "评分", "4.5");
    }

    @Test
    void stemming() {
        final String text = "The quality of these dresses: zippers amazingly stitched, sleeves shrinking";
        assertTokens(options(null, true, Stemming.NONE), text, TextLanguage.ENGLISH,
                "quality", "dresses", "zippers", "amazingly", "stitched", "sleeves", "shrinking");
        assertTokens(options(null, true, Stemming.LIGHT), text, TextLanguage.ENGLISH,
                "quality", "dress", "zipper", "amazing", "stitch", "sleeve", "shrink");
        assertTokens(options(null, true, Stemming.PORTER), text, TextLanguage.ENGLISH,
                "qualiti", "dress", "zipper", "amazingli", "stitch", "sleev", "shrink");
    }

    @Test
    void stopWordsCanStay() {
        final TextOptions all = options(null, false, Stemming.NONE);
        assertTokens(all, "I'm not in the USA", TextLanguage.ENGLISH, "i'm", "not", "in", "the", "usa");
        assertTokens(all, "我的客服", TextLanguage.CHINESE, "我", "的", "客服");
    }

    @Test
    void fixedLanguageIsReportedWhateverTheText() {
        assertTokens(options(TextLanguage.ENGLISH), "客服态度", TextLanguage.ENGLISH, "客服", "态度");
        assertTokens(options(TextLanguage.CHINESE), "the dresses", TextLanguage.CHINESE, "dresses");
        assertTokens(options(TextLanguage.ENGLISH), "!!!", TextLanguage.ENGLISH);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n\u3000"})
    void noTextNoTokensNoLanguage(final String text) {
        assertTokens(options(TextLanguage.ENGLISH), text, null);
    }

    @Test
    void textWithoutWords() {
        assertTokens(options(null), "😀👍🏽 !!! ____ 1️⃣ www.example.com", null);
        assertTokens(options(null), "2024 5'8\"", null, "2024", "5'8");
    }

    @Test
    void otherScriptsAreSplitAtSpaces() {
        assertTokens(options(null), "مرحبا بالعالم", null, "مرحبا", "بالعالم");
        assertTokens(options(null), "שלום, עולם", null, "שלום", "עולם");
        assertTokens(options(null), "ＵＳＢ　ｃａｂｌｅ", TextLanguage.ENGLISH, "usb", "cable");
    }

    @ParameterizedTest
    @EnumSource(TextLanguage.class)
    void tokensAreWords(final TextLanguage language) {
        try (TextPipeline pipeline = new TextPipeline(options(language, false, Stemming.NONE))) {
            for (final String text : RandomTexts.list(4)) {
                for (final String token : pipeline.apply(text).tokens()) {
                    assertTrue(token.codePoints().anyMatch(Character::isLetterOrDigit), text);
                    assertTrue(token.codePoints().noneMatch(codePoint -> Character.isWhitespace(codePoint) || Character.isISOControl(codePoint)), text);
                    assertFalse(RandomTexts.hasUnpairedSurrogate(token), text);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = TextLanguage.class, mode = EnumSource.Mode.EXCLUDE, names = {"JAPANESE", "KOREAN"})
    void tokensOfJoinedTextsAreTheJoinedTokens(final TextLanguage language) {
        final List<String> texts = RandomTexts.list(5);
        try (TextPipeline pipeline = new TextPipeline(new TextOptions(new CleaningOptions(EnumSet.complementOf(EnumSet.of(Cleaning.HTML)), UnicodeForm.NFKC, EmojiHandling.DROP), null,
                LanguageOptions.fixed(language), WordOptions.DEFAULT))) {
            for (int i = 1; i < texts.size(); i++) {
                final List<String> apart = Stream.of(texts.get(i - 1), texts.get(i)).flatMap(text -> pipeline.apply(text).tokens().stream()).toList();
                assertEquals(apart, pipeline.apply(texts.get(i - 1) + "\n" + texts.get(i)).tokens());
            }
        }
    }

    @Test
    void threadsDoNotChangeTheTokens() {
        final List<String> texts = RandomTexts.list(6);
        try (TextPipeline pipeline = new TextPipeline(options(null)); Workers workers = new Workers("text", 4)) {
            final List<TokenizedText> expected = new ArrayList<>();
            texts.forEach(text -> expected.add(pipeline.apply(text)));
            final TokenizedText[] actual = new TokenizedText[texts.size()];
            workers.forEach(texts.size(), i -> actual[i] = pipeline.apply(texts.get(i)));
            assertArrayEquals(expected.toArray(), actual);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "𐐀", "好", "𠀀", "客服态度很好", "the dress fits. ", "客服态度很好，", "😀", "ب", "مرحبا ", "1", "a.", "a'", "_", "é", "e\u0301\u0323", "ﷺ", "カ", "한"})
    void megabyteOfAnythingBecomesTokens(final String unit) {
        final String text = unit.repeat(1_000_000 / unit.length());
        try (TextPipeline pipeline = new TextPipeline(options(null, false, Stemming.PORTER))) {
            for (final String token : pipeline.apply(text).tokens()) {
                assertTrue(token.length() <= HanWordFilter.MAXIMUM_RUN);
                assertFalse(RandomTexts.hasUnpairedSurrogate(token));
            }
        }
    }

    private static TextOptions options(final TextLanguage language) {
        return options(language, true, Stemming.LIGHT);
    }

    private static TextOptions options(final TextLanguage language, final boolean removeStopWords, final Stemming stemming) {
        return new TextOptions(CleaningOptions.DEFAULT, null, language == null ? LanguageOptions.DEFAULT : LanguageOptions.fixed(language), WordOptions.of(removeStopWords, stemming));
    }

    private static void assertTokens(final TextOptions options, final String text, final TextLanguage language, final String... tokens) {
        try (TextPipeline pipeline = new TextPipeline(options)) {
            final TokenizedText tokenized = pipeline.apply(text);
            assertEquals(List.of(tokens), tokenized.tokens());
            assertEquals(language, tokenized.language());
        }
    }
}
