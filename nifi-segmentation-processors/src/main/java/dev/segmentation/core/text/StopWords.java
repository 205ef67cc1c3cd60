// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Function words, lower case: they say how something is said, not what it is about. Negations are none of them, since
 * "not working" and "working" belong to different customers.
 */
final class StopWords {

    /** What Lucene's lists of the other languages hold. */
    private static final Set<String> NEGATIONS = Set.of("nicht", "nichts", "kein", "keine", "keinem", "keinen", "keiner", "keines", "ohne", "pas", "sans", "ni", "no", "sin",
            "nada", "non", "não", "nem", "sem",
            "ない", "ぬ", "ん");

    private static final CharArraySet ENGLISH_WORDS = read("stopwords-en.txt");
    private static final CharArraySet CHINESE_WORDS = read("stopwords-zh.txt");

    private StopWords() {
    }

    /**
     * @param language null for none
     */
    static CharArraySet of(final TextLanguage language) {
        return switch (language) {
            case null -> CharArraySet.EMPTY_SET;
            case ENGLISH -> ENGLISH_WORDS;
            case CHINESE -> withEnglish(CHINESE_WORDS);
            case GERMAN -> withoutNegations(GermanAnalyzer.getDefaultStopSet());
            case SPANISH -> withoutNegations(SpanishAnalyzer.getDefaultStopSet());
            case FRENCH -> withoutNegations(FrenchAnalyzer.getDefaultStopSet());
            case ITALIAN -> withoutNegations(ItalianAnalyzer.getDefaultStopSet());
            case PORTUGUESE -> withoutNegations(PortugueseAnalyzer.getDefaultStopSet());
            case JAPANESE -> withoutNegations(JapaneseAnalyzer.getDefaultStopSet());
            // Particles and endings are told by their part of speech.
            case KOREAN -> CharArraySet.EMPTY_SET;
        };
    }

    private static CharArraySet withEnglish(final CharArraySet words) {
        final CharArraySet both = new CharArraySet(words, false);
        both.addAll(ENGLISH_WORDS);
        return both;
    }

    private static CharArraySet withoutNegations(final CharArraySet words) {
        final CharArraySet kept = new CharArraySet(words.size(), false);
        words.stream().map(word -> new String((char[]) word)).filter(word -> !NEGATIONS.contains(word)).forEach(kept::add);
        return kept;
    }

    private static CharArraySet read(final String resource) {
        try (InputStream in = StopWords.class.getResourceAsStream(resource); Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return CharArraySet.unmodifiableSet(WordlistLoader.getWordSet(reader, "#"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
