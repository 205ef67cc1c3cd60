// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StopWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"i", "you", "this", "very", "would", "i'm", "they've", "please"})
    void englishFunctionWords(final String word) {
        assertTrue(StopWords.of(TextLanguage.ENGLISH).contains(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"的", "了", "我们", "我們", "这个", "這個", "什么", "非常", "您好"})
    void chineseFunctionWords(final String word) {
        assertTrue(StopWords.of(TextLanguage.CHINESE).contains(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not", "no", "never", "without", "don't", "can't", "cannot", "nothing", "dress", "id", "back"})
    void englishNegationsAndContentWordsStay(final String word) {
        assertFalse(StopWords.of(TextLanguage.ENGLISH).contains(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"不", "没", "没有", "无", "别", "不能", "不会", "客服", "好"})
    void chineseNegationsAndContentWordsStay(final String word) {
        assertFalse(StopWords.of(TextLanguage.CHINESE).contains(word));
    }

    @Test
    void everyEnglishStopWordIsRemovedFromText() {
        try (TextPipeline pipeline = new TextPipeline(new TextOptions(CleaningOptions.DEFAULT, null, LanguageOptions.fixed(TextLanguage.ENGLISH), WordOptions.of(true, Stemming.NONE)))) {
            StopWords.of(TextLanguage.ENGLISH).forEach(word -> assertEquals(0, pipeline.apply(new String((char[]) word)).tokens().size(), new String((char[]) word)));
        }
    }
}
