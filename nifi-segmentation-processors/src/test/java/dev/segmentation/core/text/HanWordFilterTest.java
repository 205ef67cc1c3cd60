// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HanWordFilterTest {

    private record Token(String term, int start, int end) {
    }

    private final StandardTokenizer tokenizer = new StandardTokenizer();
    private final TokenStream stream = new HanWordFilter(tokenizer, new HanLpSegmenter(false));

    @Test
    void wordsWithOffsets() throws IOException {
        assertEquals(List.of(new Token("蓝牙", 0, 2), new Token("耳机", 2, 4), new Token("USB", 4, 7), new Token("接口", 7, 9), new Token("坏", 9, 10), new Token("了", 10, 11)),
                analyze("蓝牙耳机USB接口坏了"));
    }

    @Test
    void whatTouchesNotIsNotJoined() throws IOException {
        assertEquals(List.of(new Token("客", 0, 1), new Token("服", 2, 3), new Token("客服", 4, 6)), analyze("客 服，客服"));
    }

    @Test
    void surrogatePairsAndVariationSelectors() throws IOException {
        assertEquals(List.of(new Token("𠮷", 0, 2), new Token("野", 2, 3), new Token("家", 3, 4)), analyze("𠮷野家"));
        assertEquals(List.of(new Token("客服", 0, 3)), analyze("客\uFE00服"));
    }

    @Test
    void traditionalTextIsSplitLikeSimplifiedText() throws IOException {
        assertEquals(List.of(new Token("客服", 0, 2), new Token("態度", 2, 4), new Token("很好", 4, 6)), analyze("客服態度很好"));
        assertEquals(List.of(new Token("客服", 0, 2), new Token("态度", 2, 4), new Token("很好", 4, 6)), analyze("客服态度很好"));
    }

    @Test
    void longRunLosesNothing() throws IOException {
        final String text = "客服态度很好𠀀".repeat(1000);
        final StringBuilder joined = new StringBuilder();
        int end = 0;
        for (final Token token : analyze(text)) {
            assertEquals(end, token.start());
            assertFalse(RandomTexts.hasUnpairedSurrogate(token.term()));
            end = token.end();
            joined.append(token.term());
        }
        assertEquals(text, joined.toString());
    }

    @Test
    void termsAreWhatStandsAtTheirOffsets() throws IOException {
        for (final String random : RandomTexts.list(3)) {
            // Lucene's tokenizer loses what stands before an unpaired surrogate at the end: folding comes first.
            final String text = new CharacterFolding(CleaningOptions.DEFAULT.steps(), UnicodeForm.NFKC).fold(random).replace("\uFE00", "");
            int end = 0;
            for (final Token token : analyze(text)) {
                assertTrue(token.start() >= end && token.end() > token.start() && token.end() <= text.length(), text);
                end = token.end();
                final String source = text.substring(token.start(), token.end());
                assertTrue(source.startsWith(token.term()), text);
            }
        }
    }

    @Test
    void streamIsReusableAndKeepsToItsContract() throws IOException {
        assertEquals(analyze("客服态度"), analyze("客服态度"));

        tokenizer.setReader(new StringReader("蓝牙耳机 abc 客服"));
        stream.reset();
        assertTrue(stream.incrementToken());
        stream.close();
        assertEquals(List.of(new Token("态度", 0, 2)), analyze("态度"));

        tokenizer.setReader(new StringReader("客服 "));
        assertThrows(IllegalStateException.class, stream::incrementToken);
        stream.close();

        assertEquals(List.of(), analyze(""));
    }

    private List<Token> analyze(final String text) throws IOException {
        final CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
        final OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
        final PositionIncrementAttribute increment = stream.getAttribute(PositionIncrementAttribute.class);
        final List<Token> tokens = new ArrayList<>();
        tokenizer.setReader(new StringReader(text));
        stream.reset();
        while (stream.incrementToken()) {
            assertEquals(1, increment.getPositionIncrement());
            tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
        }
        assertFalse(stream.incrementToken());
        stream.end();
        assertEquals(text.length(), offset.endOffset());
        stream.close();
        return tokens;
    }
}
