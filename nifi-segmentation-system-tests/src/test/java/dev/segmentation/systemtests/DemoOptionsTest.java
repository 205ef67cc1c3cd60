// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoOptionsTest {

    @Test
    void nothingMeansTheShippedData() {
        final DemoOptions options = DemoOptions.parse();
        assertNull(options.input());
        assertEquals("8", options.segments());
        assertEquals(0, options.port());
    }

    @Test
    void everyOption() {
        final DemoOptions options = DemoOptions.parse("--input", "in.jsonl.gz", "--text", "review", "--customer", "who", "--language", "zh", "--embedding", "tfidf",
                "--segments", "5", "--output", "results", "--port", "9090");
        assertEquals(Path.of("in.jsonl.gz").toAbsolutePath(), options.input());
        assertEquals("review", options.text());
        assertEquals("who", options.customer());
        assertEquals("zh", options.language());
        assertEquals("tfidf", options.embedding());
        assertEquals("5", options.segments());
        assertEquals("automatic", DemoOptions.parse("--input", "a.jsonl", "--text", "body", "--output", "out", "--segments", "automatic").segments());
        assertEquals(Path.of("results").toAbsolutePath(), options.output());
        assertEquals(9090, options.port());
    }

    @Test
    void stop() {
        assertTrue(DemoOptions.parse("--stop").stop());
        assertEquals("--stop takes no other option.", error("--stop", "--port", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--colour red", "-x", "reviews.jsonl"})
    void unknownOptions(final String line) {
        final String[] arguments = line.split(" ");
        assertEquals("Unknown option '" + arguments[0] + "', see ./demo --help.", error(arguments));
    }

    @Test
    void missingValuesAndRepetitions() {
        assertEquals("--input needs a value, see ./demo --help.", error("--input"));
        assertEquals("--text needs a value, see ./demo --help.", error("--input", "a", "--text", " "));
        assertEquals("--port is given twice.", error("--port", "1", "--port", "2"));
    }

    @Test
    void inputNeedsTextAndOutput() {
        assertEquals("--input needs --text FIELD and --output DIR as well, see ./demo --help.", error("--input", "a", "--text", "t"));
        assertEquals("Without --input only --port can be given: the shipped data has its own settings, see ./demo --help.", error("--segments", "3"));
    }

    @ParameterizedTest
    @CsvSource({
        "--segments, 0, '--segments must be automatic or a whole number from 1 to 10000, not ''0''.'",
        "--segments, -3, '--segments must be automatic or a whole number from 1 to 10000, not ''-3''.'",
        "--segments, many, '--segments must be automatic or a whole number from 1 to 10000, not ''many''.'",
        "--segments, 2.5, '--segments must be automatic or a whole number from 1 to 10000, not ''2.5''.'",
        "--port, 70000, '--port must be a whole number from 1 to 65535, not ''70000''.'",
        "--language, de, '--language must be one of auto, en, zh, not ''de''.'",
        "--embedding, glove, '--embedding must be one of minilm-en, bge-en, bge-zh, tfidf, not ''glove''.'"
    })
    void badValues(final String name, final String value, final String sentence) {
        assertEquals(sentence, error("--input", "a", "--text", "t", "--output", "o", name, value));
    }

    private static String error(final String... arguments) {
        return assertThrows(DemoError.class, () -> DemoOptions.parse(arguments)).getMessage();
    }
}
