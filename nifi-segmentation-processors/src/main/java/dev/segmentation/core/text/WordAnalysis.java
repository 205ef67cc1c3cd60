// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * Words and tokens of texts in one language. Used by one thread, since Lucene's tokenizers keep the text they are at.
 */
final class WordAnalysis {

    private final SurfaceWords surface;
    private final CharTermAttribute term;
    private final OffsetAttribute offset;
    private final PosAttribute pos;
    private final WordNormalizer normalizer;
    private final boolean tagsChinese;

    /**
     * @param language null for a text of no known language
     * @param tagsChinese whether Chinese texts are tagged, by the segmenter
     */
    WordAnalysis(final TextLanguage language, final WordOptions options, final HanSegmenter hanSegmenter, final boolean tagsChinese, final boolean keepEmoji) {
        this.tagsChinese = tagsChinese && language == TextLanguage.CHINESE;
        surface = SurfaceWords.of(language, options, hanSegmenter, keepEmoji);
        term = surface.words().addAttribute(CharTermAttribute.class);
        offset = surface.words().addAttribute(OffsetAttribute.class);
        pos = surface.words().addAttribute(PosAttribute.class);
        normalizer = new WordNormalizer(language, options);
    }

    /**
     * @param from start of the stretch whose words are wanted
     * @param to its end
     * @param tagged what a tagger said of the whole text, or null
     * @param tokens receives the tokens
     */
    void analyze(final String text, final int from, final int to, final TaggedWords tagged, final TokenCollector tokens) {
        surface.tokenizer().setReader(new StringReader(from == 0 && to == text.length() ? text : text.substring(from, to)));
        try (surface) {
            surface.words().reset();
            while (surface.words().incrementToken()) {
                final int start = from + offset.startOffset();
                final int end = from + offset.endOffset();
                final String lemma = tagged == null ? null : tagged.lemma(start, end);
                final String token = lemma == null ? normalizer.normalize(term.buffer(), term.length()) : normalizer.normalize(lemma.toCharArray(), lemma.length());
                if (token != null) {
                    tokens.add(token, start, end, tag(tagged, start));
                }
            }
            surface.words().end();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PartOfSpeech tag(final TaggedWords tagged, final int start) {
        if (pos.partOfSpeech() != null) {
            return pos.partOfSpeech();
        }
        if (tagged != null) {
            return tagged.partOfSpeech(start);
        }
        // Foreign words in Chinese text are names of products and things mostly.
        return tagsChinese ? Character.isDigit(term.charAt(0)) ? PartOfSpeech.NUM : PartOfSpeech.PROPN : null;
    }
}
