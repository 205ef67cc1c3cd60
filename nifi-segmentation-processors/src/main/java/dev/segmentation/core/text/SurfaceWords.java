// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.TypeTokenFilter;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

import java.io.IOException;
import java.util.Set;

/**
 * Finds the words of a text as they were written. Languages with spaces and Chinese share the word boundaries of Unicode (UAX 29)
 * and the Chinese words, so a text that mixes them keeps both; Japanese and Korean have tokenizers of their own.
 *
 * @param tokenizer takes the text
 * @param words gives the words with their offsets
 */
record SurfaceWords(Tokenizer tokenizer, TokenStream words) implements AutoCloseable {

    private static final Set<String> EMOJI = Set.of(StandardTokenizer.TOKEN_TYPES[StandardTokenizer.EMOJI]);

    /**
     * @param language null for a text of no known language
     */
    static SurfaceWords of(final TextLanguage language, final WordOptions options, final HanSegmenter hanSegmenter, final boolean keepEmoji) {
        return switch (language) {
            case JAPANESE -> japanese(options);
            case KOREAN -> korean(options);
            case null, default -> {
                final Tokenizer tokenizer = new StandardTokenizer();
                yield new SurfaceWords(tokenizer, new HanWordFilter(keepEmoji ? tokenizer : new TypeTokenFilter(tokenizer, EMOJI), hanSegmenter));
            }
        };
    }

    /** Ends the text; the next one may follow. */
    @Override
    public void close() throws IOException {
        words.close();
    }

    private static SurfaceWords japanese(final WordOptions options) {
        final Tokenizer tokenizer = new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.NORMAL);
        final TokenStream content = options.removeStopWords() ? new JapaneseFunctionWordFilter(tokenizer) : tokenizer;
        return new SurfaceWords(tokenizer, options.stemming() == Stemming.NONE ? content : new JapaneseBaseFormFilter(content));
    }

    private static SurfaceWords korean(final WordOptions options) {
        final Tokenizer tokenizer = new KoreanTokenizer();
        return new SurfaceWords(tokenizer, options.removeStopWords() ? new KoreanFunctionWordFilter(tokenizer) : tokenizer);
    }
}
