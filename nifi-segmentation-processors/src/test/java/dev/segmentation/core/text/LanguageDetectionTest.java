// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LanguageDetectionTest {

    private static final LanguageDetection DETECTION = new LanguageDetection(LanguageOptions.DEFAULT.candidates());
    private static final LanguageDetection ALL = new LanguageDetection(Set.of(TextLanguage.values()));

    @ParameterizedTest
    @ValueSource(strings = {"ok", "I love this dress", "Größe naïve", "I ate 烤鸭 in 北京 last week and loved it", "DVD 5 €", "我 love you"})
    void english(final String text) {
        assertEquals(TextLanguage.ENGLISH, DETECTION.detect(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"好", "客服态度很好", "客戶服務", "我买了 iPhone 15 Pro Max 手机", "USB接口", "𠮷", "5000 元"})
    void chinese(final String text) {
        assertEquals(TextLanguage.CHINESE, DETECTION.detect(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "!!! ... ???", "😀👍🏽", "مرحبا بالعالم", "שלום עולם", "Привет мир", "東京タワーはとても高いです", "한국어 문장"})
    void neither(final String text) {
        assertNull(DETECTION.detect(text));
    }

    @Test
    void surroundingsDoNotMatter() {
        for (final String text : RandomTexts.list(2)) {
            assertEquals(DETECTION.detect(text), DETECTION.detect(" ... " + text + " 123 😀"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, The delivery came two days late and the box was open",
        "GERMAN, Die Lieferung kam zwei Tage zu spät und der Karton war offen",
        "SPANISH, El pedido llegó dos días tarde y la caja estaba abierta",
        "FRENCH, La livraison est arrivée deux jours en retard et le carton était ouvert",
        "ITALIAN, La consegna è arrivata con due giorni di ritardo e la scatola era aperta",
        "PORTUGUESE, A entrega chegou dois dias atrasada e a caixa estava aberta",
        "CHINESE, 快递晚到了两天，盒子也打开了",
        "JAPANESE, 配達が二日遅れて、箱が開いていました",
        "KOREAN, 배송이 이틀 늦었고 상자가 열려 있었습니다"
    })
    void everyLanguage(final TextLanguage language, final String text) {
        assertEquals(language, ALL.detect(text));
        assertEquals(language, new LanguageDetection(Set.of(language)).detect(text));
    }

    @Test
    void onlyCandidatesAreGiven() {
        assertNull(new LanguageDetection(Set.of(TextLanguage.CHINESE)).detect("The delivery was late"));
        assertNull(new LanguageDetection(Set.of(TextLanguage.CHINESE, TextLanguage.ENGLISH)).detect("배송이 늦었습니다"));
        assertEquals(TextLanguage.JAPANESE, new LanguageDetection(Set.of(TextLanguage.JAPANESE)).detect("東京都"));
        final Set<TextLanguage> romance = Set.of(TextLanguage.SPANISH, TextLanguage.FRENCH);
        assertTrue(romance.contains(new LanguageDetection(romance).detect("Die Lieferung kam zwei Tage zu spät")));
        assertNull(ALL.detect("Привет мир"));
    }

    @Test
    void tagsOfLanguages() {
        for (final String tag : List.of("de", "DE-at", "de_CH", "deu", " de ")) {
            assertEquals(Optional.of(TextLanguage.GERMAN), TextLanguage.of(tag));
        }
        assertEquals(Optional.empty(), TextLanguage.of("ru"));
        assertEquals(Optional.empty(), TextLanguage.of("german"));
    }

    @Test
    void threadsAgree() {
        final List<String> texts = List.of("Die Lieferung kam zu spät", "La livraison est en retard", "La consegna è in ritardo", "A entrega chegou atrasada");
        final List<TextLanguage> expected = texts.stream().map(ALL::detect).toList();
        try (Workers workers = new Workers("language", 4)) {
            final TextLanguage[] actual = new TextLanguage[200];
            workers.forEach(actual.length, i -> actual[i] = ALL.detect(texts.get(i % texts.size())));
            for (int i = 0; i < actual.length; i++) {
                assertEquals(expected.get(i % texts.size()), actual[i]);
            }
        }
    }
}
