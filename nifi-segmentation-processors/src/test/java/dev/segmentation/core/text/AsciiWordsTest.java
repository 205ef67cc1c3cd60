// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AsciiWordsTest {

    private static final String WORD_BREAKS = "aZ09_:;,.'\"-@/& \n";

    private final AsciiWords words = new AsciiWords();

    @ParameterizedTest
    @ValueSource(strings = {"", "don't re-use U.S.A. 4.5 1,299.50;7 a:b 5:6 x_1 __ _a ._. it's' 'tis a.1 1.a a'1 1'a 1:2 a;b a,b 3'4 rock'n'roll", "\u0000a\u007Fb", "a..b a.b. .a.b 1..2 1,,2"})
    void sameAsLucene(final String text) throws IOException {
        assertTrue(words.find(text, 0, text.length()));
        assertEquals(lucene(text), found(0));
    }

    @Test
    void sameAsLuceneOnAnyAscii() throws IOException {
        final Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(random.nextInt(4) == 0 ? (char) random.nextInt(0x80) : WORD_BREAKS.charAt(random.nextInt(WORD_BREAKS.length())));
            }
            assertTrue(words.find(text.toString(), 0, text.length()));
            assertEquals(lucene(text.toString()), found(0), text.toString());
        }
    }

    @Test
    void aStretchIsATextOfItsOwn() {
        assertTrue(words.find("one two three", 2, 9));
        assertEquals(List.of("e", "two", "t"), List.of(word(0), word(1), word(2)));
        assertEquals(3, words.count());
    }

    @Test
    void whatItDoesNotKnowItLeaves() {
        assertFalse(words.find("café", 0, 4));
        assertTrue(words.find("café", 0, 3));
        assertTrue(words.find("a".repeat(255), 0, 255));
        assertFalse(words.find("a".repeat(256), 0, 256));
        assertTrue(words.find("a ".repeat(100_000), 0, 200_000));
        assertEquals(100_000, words.count());
    }

    private String word(final int i) {
        return new String(words.characters(), words.start(i), words.end(i) - words.start(i));
    }

    private List<Integer> found(final int from) {
        final List<Integer> bounds = new ArrayList<>();
        for (int i = 0; i < words.count(); i++) {
            bounds.add(from + words.start(i));
            bounds.add(from + words.end(i));
        }
        return bounds;
    }

    private static List<Integer> lucene(final String text) throws IOException {
        final List<Integer> bounds = new ArrayList<>();
        try (StandardTokenizer tokenizer = new StandardTokenizer()) {
            final OffsetAttribute offset = tokenizer.getAttribute(OffsetAttribute.class);
            tokenizer.setReader(new StringReader(text));
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                bounds.add(offset.startOffset());
                bounds.add(offset.endOffset());
            }
            tokenizer.end();
        }
        return bounds;
    }
}
