// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Text in, tokens out: cleans a text, decides on its language and splits it into words. Time and memory are linear in the
 * text's length. Thread-safe; closing it frees what each thread has kept for reuse.
 */
public final class TextPipeline implements AutoCloseable {

    private static final String ANY_FIELD = "";

    private final TextLanguage fixedLanguage;
    private final TextCleaner cleaner;
    private final Analyzer english;
    private final Analyzer chinese;

    public TextPipeline(final TextOptions options) {
        fixedLanguage = options.language();
        cleaner = new TextCleaner(options);
        english = WordAnalyzer.english(options);
        chinese = WordAnalyzer.chinese(options);
    }

    /**
     * A text of neither language is split like English: that finds the words of every script that puts spaces between them.
     *
     * @param text may be null or blank: no tokens and no language then
     * @return the tokens, and the language: the fixed one, or the one the text shows
     */
    public TokenizedText apply(final String text) {
        if (text == null || text.isBlank()) {
            return TokenizedText.EMPTY;
        }
        final String cleaned = cleaner.clean(text);
        final TextLanguage language = fixedLanguage == null ? LanguageByScript.detect(cleaned) : fixedLanguage;
        return new TokenizedText(language, tokens(language == TextLanguage.CHINESE ? chinese : english, cleaned));
    }

    @Override
    public void close() {
        english.close();
        chinese.close();
    }

    private static List<String> tokens(final Analyzer analyzer, final String text) {
        final List<String> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(ANY_FIELD, text)) {
            final CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }
}
