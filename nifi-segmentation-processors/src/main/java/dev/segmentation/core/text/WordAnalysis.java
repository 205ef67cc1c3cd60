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
    private final AsciiWords ascii = new AsciiWords();
    private final boolean sharesUnicodeWords;
    private final boolean tagsChinese;

    /**
     * @param language null for a text of no known language
     * @param tagsChinese whether Chinese texts are tagged, by the segmenter
     */
    WordAnalysis(final TextLanguage language, final WordOptions options, final HanSegmenter hanSegmenter, final boolean tagsChinese, final boolean keepEmoji) {
        sharesUnicodeWords = language != TextLanguage.JAPANESE && language != TextLanguage.KOREAN;
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
        try {
            if (sharesUnicodeWords && ascii.find(text, from, to)) {
                addAscii(from, tagged, tokens);
            } else {
                addAll(from == 0 && to == text.length() ? text : text.substring(from, to), from, tagged, tokens);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAscii(final int from, final TaggedWords tagged, final TokenCollector tokens) throws IOException {
        for (int i = 0; i < ascii.count(); i++) {
            add(ascii.characters(), ascii.start(i), ascii.end(i), from + ascii.start(i), from + ascii.end(i), null, tagged, tokens);
        }
    }

    private void addAll(final String stretch, final int from, final TaggedWords tagged, final TokenCollector tokens) throws IOException {
        surface.tokenizer().setReader(new StringReader(stretch));
        try (surface) {
            surface.words().reset();
            while (surface.words().incrementToken()) {
                add(term.buffer(), 0, term.length(), from + offset.startOffset(), from + offset.endOffset(), pos.partOfSpeech(), tagged, tokens);
            }
            surface.words().end();
        }
    }

    private void add(final char[] buffer, final int first, final int last, final int start, final int end, final PartOfSpeech known, final TaggedWords tagged,
            final TokenCollector tokens) throws IOException {
        final String lemma = tagged == null ? null : tagged.lemma(start, end);
        final String token = lemma == null ? normalizer.normalize(buffer, first, last) : normalizer.normalize(lemma.toCharArray(), 0, lemma.length());
        if (token != null) {
            tokens.add(token, start, end, known == null ? tag(tagged, start, buffer[first]) : known);
        }
    }

    /**
     * @param first character of the word
     */
    private PartOfSpeech tag(final TaggedWords tagged, final int start, final char first) {
        if (tagged != null) {
            return tagged.partOfSpeech(start);
        }
        // Foreign words in Chinese text are names of products and things mostly.
        return tagsChinese ? Character.isDigit(first) ? PartOfSpeech.NUM : PartOfSpeech.PROPN : null;
    }
}
