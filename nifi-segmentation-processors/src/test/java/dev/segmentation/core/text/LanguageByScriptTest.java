// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class LanguageByScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"ok", "I love this dress", "Größe naïve", "I ate 烤鸭 in 北京 last week and loved it", "DVD 5 €", "我 love you"})
    void english(final String text) {
        assertEquals(TextLanguage.ENGLISH, LanguageByScript.detect(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"好", "客服态度很好", "客戶服務", "我买了 iPhone 15 Pro Max 手机", "USB接口", "𠮷", "5000 元"})
    void chinese(final String text) {
        assertEquals(TextLanguage.CHINESE, LanguageByScript.detect(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "!!! ... ???", "😀👍🏽", "مرحبا بالعالم", "שלום עולם", "Привет мир", "東京タワーはとても高いです", "한국어 문장"})
    void neither(final String text) {
        assertNull(LanguageByScript.detect(text));
    }

    @Test
    void surroundingsDoNotMatter() {
        for (final String text : RandomTexts.list(2)) {
            assertEquals(LanguageByScript.detect(text), LanguageByScript.detect(" ... " + text + " 123 😀"));
        }
    }
}
