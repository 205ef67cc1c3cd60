// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Seeded texts made of everything that customers' texts contain, and of what breaks text software.
 */
final class RandomTexts {

    private static final List<String> FRAGMENTS = List.of("dress", "The", "don't", "Anna's", "USB", "iPhone15", "4.5", "5'8\"", "€20", "naïve", "Größe", "ﬁt", "x",
            "客服态度很好", "这件衣服", "蓝牙耳机", "客戶服務", "𠮷野家", "𠀀𠀁", "好\uFE00", "タワー", "とても", "한국어", "Привет мир", "مرحبا بالعالم", "שלום", "ไทย", "ＵＳＢ", "ｆｕｌｌ",
            "😀", "👍🏽", "👨‍👩‍👧", "🇨🇳", "1️⃣", "\uD83D", "\uDE00", "\u0000", "\u0007", "\u200B", "\uFEFF", "\u202E", "\u00AD", "\u0301\u0323", "a\u0301", "\u2028",
            "<b>", "</b>", "<br/>", "<a href=\"http://x.y/?a=1&b=2\">", "<", ">", "&", "&nbsp;", "&eacute;", "&#22909;", "<3", "<!-- note -->", "R&D",
            "http://example.com/a?b=c", "HTTPS://EXAMPLE.COM", "www.example.com", "https://例子.cn/路径", "ftp://x", "://", "www.", "joe@example.com", "a.b+c@mail.example.co.uk", "@", "@@",
            ".", ",", "!", "，", "。", "……", "(", ")", "'", "’", "-", "_", "/", ":", "\n", "\t", "\r\n", "\u3000", " ", " ", " ", " ");

    private static final int TEXTS = 2000;
    private static final int MAXIMUM_FRAGMENTS = 24;

    private RandomTexts() {
    }

    static List<String> list(final long seed) {
        final Random random = new Random(seed);
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            final StringBuilder text = new StringBuilder();
            IntStream.range(0, 1 + random.nextInt(MAXIMUM_FRAGMENTS)).forEach(fragment -> text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size()))));
            texts.add(text.toString());
        }
        return texts;
    }

    static boolean hasUnpairedSurrogate(final String text) {
        return text.codePoints().anyMatch(codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
