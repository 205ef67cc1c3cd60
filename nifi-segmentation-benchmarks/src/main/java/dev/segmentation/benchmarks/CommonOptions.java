// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.embedding.Limits;
import dev.segmentation.core.text.TextLanguage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Options that most commands share.
 *
 * @param file the records
 * @param dimensions values per vector of an embedding that is fitted, or null for its default
 * @param language auto, or the code of the language of all texts
 * @param threads that compute
 */
record CommonOptions(RecordFile file, Integer dimensions, String language, int threads) {

    static final String INPUT = "--input";
    static final String TEXT = "--text";
    static final String EMBEDDING = "--embedding";
    static final String DIMENSIONS = "--dimensions";
    static final String LANGUAGE = "--language";
    static final String THREADS = "--threads";
    static final String LIMIT = "--limit";

    private static final String AUTO = "auto";
    private static final List<String> LANGUAGES = Stream.concat(Stream.of(AUTO), Arrays.stream(TextLanguage.values()).map(TextLanguage::code)).toList();
    private static final int DEFAULT_THREADS = 2;
    private static final int MAXIMUM_THREADS = 256;

    static CommonOptions of(final Arguments arguments) {
        final RecordFile file = new RecordFile(arguments.inputFile(INPUT), arguments.number(LIMIT, Integer.MAX_VALUE, Integer.MAX_VALUE));
        final Integer dimensions = arguments.has(DIMENSIONS) ? Integer.valueOf(arguments.number(DIMENSIONS, 1, Limits.MAXIMUM_DIMENSIONS)) : null;
        return new CommonOptions(file, dimensions, Arguments.choice(LANGUAGE, arguments.optional(LANGUAGE, AUTO), LANGUAGES), threads(arguments));
    }

    static int threads(final Arguments arguments) {
        return arguments.number(THREADS, DEFAULT_THREADS, MAXIMUM_THREADS);
    }
}
