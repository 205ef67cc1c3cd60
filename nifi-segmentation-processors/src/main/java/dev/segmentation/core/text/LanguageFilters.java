// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

import java.util.List;

/**
 * Lucene's filters of each language that look at one word alone.
 */
final class LanguageFilters {

    /** Lucene keeps Italian's articles to itself. */
    private static final CharArraySet ITALIAN_ARTICLES = CharArraySet.unmodifiableSet(new CharArraySet(
            List.of("c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d"), true));

    private LanguageFilters() {
    }

    /**
     * @param language null for lower case alone
     */
    static TokenStream normalize(final TokenStream word, final TextLanguage language, final WordOptions options) {
        final TokenStream whole = withoutParticles(word, language);
        final TokenStream cased = options.lowerCase() ? new LowerCaseFilter(whole) : whole;
        final CharArraySet stopWords = new CharArraySet(options.stopWords(), !options.lowerCase());
        if (options.removeStopWords()) {
            stopWords.addAll(StopWords.of(language));
        }
        return stem(new StopFilter(cased, stopWords), language, options.stemming());
    }

    private static TokenStream withoutParticles(final TokenStream word, final TextLanguage language) {
        return switch (language) {
            case ENGLISH, CHINESE -> new EnglishPossessiveFilter(word);
            case FRENCH -> new ElisionFilter(word, FrenchAnalyzer.DEFAULT_ARTICLES);
            case ITALIAN -> new ElisionFilter(word, ITALIAN_ARTICLES);
            case null, default -> word;
        };
    }

    private static TokenStream stem(final TokenStream word, final TextLanguage language, final Stemming stemming) {
        return switch (stemming) {
            case NONE -> word;
            case LIGHT, LEMMA -> stemLightly(word, language, stemming);
            case PORTER -> stemByRules(word, language);
        };
    }

    private static TokenStream stemLightly(final TokenStream word, final TextLanguage language, final Stemming stemming) {
        return switch (language) {
            // A lemma is what comes in already.
            case ENGLISH -> stemming == Stemming.LEMMA ? word : new KStemFilter(word);
            case GERMAN -> new GermanLightStemFilter(new GermanNormalizationFilter(word));
            case SPANISH -> new SpanishLightStemFilter(word);
            case FRENCH -> new FrenchLightStemFilter(word);
            case ITALIAN -> new ItalianLightStemFilter(word);
            case PORTUGUESE -> new PortugueseLightStemFilter(word);
            case JAPANESE -> new JapaneseKatakanaStemFilter(word);
            // Latin words inside Chinese and Korean text are mostly names ("USB").
            case null, default -> word;
        };
    }

    private static TokenStream stemByRules(final TokenStream word, final TextLanguage language) {
        return switch (language) {
            case ENGLISH -> new PorterStemFilter(word);
            case GERMAN -> new SnowballFilter(word, new GermanStemmer());
            case SPANISH -> new SnowballFilter(word, new SpanishStemmer());
            case FRENCH -> new SnowballFilter(word, new FrenchStemmer());
            case ITALIAN -> new SnowballFilter(word, new ItalianStemmer());
            case PORTUGUESE -> new SnowballFilter(word, new PortugueseStemmer());
            case JAPANESE -> new JapaneseKatakanaStemFilter(word);
            case null, default -> word;
        };
    }
}
