// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Function words, lower case: they say how something is said, not what it is about. Negations are none of them, since
 * "not working" and "working" belong to different customers.
 */
final class StopWords {

    private static final CharArraySet ENGLISH_WORDS = read("stopwords-en.txt");
    private static final CharArraySet CHINESE_WORDS = read("stopwords-zh.txt");

    private StopWords() {
    }

    static CharArraySet english() {
        return ENGLISH_WORDS;
    }

    static CharArraySet chinese() {
        return CHINESE_WORDS;
    }

    private static CharArraySet read(final String resource) {
        try (InputStream in = StopWords.class.getResourceAsStream(resource); Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return CharArraySet.unmodifiableSet(WordlistLoader.getWordSet(reader, "#"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
