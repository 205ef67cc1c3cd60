// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.TypeTokenFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

import java.util.Set;

/**
 * Words of English and Chinese text, lower case, without punctuation and emoji. Both languages share the word boundaries of
 * Unicode (UAX 29) and the Chinese words, so a text that mixes them keeps both; they differ in stop words and in stemming.
 */
final class WordAnalyzer extends Analyzer {

    private static final Set<String> EMOJI = Set.of(StandardTokenizer.TOKEN_TYPES[StandardTokenizer.EMOJI]);

    private final CharArraySet stopWords;
    private final Stemming stemming;

    private WordAnalyzer(final CharArraySet stopWords, final Stemming stemming) {
        this.stopWords = stopWords;
        this.stemming = stemming;
    }

    static WordAnalyzer english(final TextOptions options) {
        return new WordAnalyzer(options.removeStopWords() ? StopWords.english() : CharArraySet.EMPTY_SET, options.stemming());
    }

    /**
     * Latin words inside Chinese text are mostly names ("USB"), so they are not stemmed.
     */
    static WordAnalyzer chinese(final TextOptions options) {
        final CharArraySet both = new CharArraySet(StopWords.chinese(), false);
        both.addAll(StopWords.english());
        return new WordAnalyzer(options.removeStopWords() ? both : CharArraySet.EMPTY_SET, Stemming.NONE);
    }

    @Override
    protected TokenStreamComponents createComponents(final String fieldName) {
        final Tokenizer tokenizer = new StandardTokenizer();
        TokenStream words = new HanWordFilter(new TypeTokenFilter(tokenizer, EMOJI));
        words = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        words = new StopFilter(words, stopWords);
        words = switch (stemming) {
            case NONE -> words;
            case LIGHT -> new KStemFilter(words);
            case PORTER -> new PorterStemFilter(words);
        };
        return new TokenStreamComponents(tokenizer, words);
    }
}
