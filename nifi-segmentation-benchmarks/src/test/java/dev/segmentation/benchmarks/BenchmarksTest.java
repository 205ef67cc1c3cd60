// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BenchmarksTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | A command is missing
            nonsense | Unknown command 'nonsense'
            quality --colour red | Unknown option '--colour'
            quality --input | --input needs a value
            quality --input a --input b | --input is given twice.
            quality --text text | --input is missing
            quality --input FILE --text text | --embedding is missing
            quality --input FILE --embedding elmo | --embedding must be one of minilm-en, bge-en, bge-zh, tfidf, word2vec-cbow, word2vec-skipgram, glove, not 'elmo'.
            quality --input FILE --embedding tfidf --algorithm magic | --algorithm must be one of k-means, mini-batch-k-means, agglomerative, bisecting-k-means, diana, hdbscan, not 'magic'.
            quality --input FILE --embedding tfidf --smoothing -1 | --smoothing must be a whole number from 0 to 1000, not '-1'.
            quality --input FILE --embedding tfidf --segments automatic | --segments must be a whole number from 1 to 10000, not 'automatic'.
            quality --input FILE --embedding tfidf --segments many | --segments must be a whole number from 1 to 10000, not 'many'.
            quality --input FILE --embedding tfidf --segments 0 | --segments must be a whole number from 1 to 10000, not '0'.
            quality --input FILE --embedding tfidf --segments 2 --seeds 0 | --seeds must be a whole number from 1 to 1000, not '0'.
            quality --input FILE --text text --label group --embedding minilm-en --segments 2 --dimensions 50 | --dimensions is for embeddings that are fitted: minilm-en has its own.
            quality --input FILE --dimensions 1001 | --dimensions must be a whole number from 1 to 1000, not '1001'.
            quality --input FILE --language klingon | --language must be one of auto, en, zh
            quality --input FILE --threads 9999 | --threads must be a whole number from 1 to 256, not '9999'.
            quality --input FILE --embedding tfidf --segments 2 | --text is missing
            quality --input FILE --embedding tfidf --segments 2 --text body --label group | in the field 'body'; the fields are group, text.
            quality --input FILE --embedding tfidf --segments 2 --text text --label topic | in the field 'topic'; the fields are group, text.
            vectors --input FILE --text text --embedding tfidf | --output is missing
            vectors --input FILE --text text --embedding tfidf --output /no/such/directory/x.npy | cannot be written
            vectors --input FILE --text text --embedding tfidf --output FILE | --output is the file that is read.
            vectors --input FILE --text group --embedding tfidf --output FILE.npy | no term occurs in at least 2 of the 1 records
            speed | The kind of work is missing
            speed swimming | The kind of work must be one of word2vec, tfidf, encoder, not 'swimming'.
            speed encoder --input FILE --text text --embedding tfidf | --embedding must be a sentence model, not 'tfidf'.
            compare word2vec --input FILE --text text --embedding glove | --embedding must be one of word2vec-cbow, word2vec-skipgram, not 'glove'.
            compare tfidf --input FILE --text text --embedding bge-en | --embedding does not go with tfidf.
            compare tfidf --input FILE --text text --batch 16 | --batch does not go with tfidf.
            """)
    void refusesInOneSentenceWhatCannotBeDone(final String line, final String message) throws IOException {
        final Path file = directory.resolve("records.jsonl");
        Files.writeString(file, "{\"text\": \"a\", \"group\": 1}\n");
        final Outcome outcome = line == null ? Outcome.of() : Outcome.of(line.replace("FILE", file.toString()).split(" "));
        assertEquals(2, outcome.code());
        assertTrue(outcome.errors().contains(message), outcome.errors());
        assertEquals(1, outcome.errors().lines().count());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void refusesFilesThatAreNone() throws IOException {
        final Path missing = directory.resolve("missing.jsonl");
        assertEquals("There is no file " + missing + ".", vectors(missing));

        final Path empty = Files.createFile(directory.resolve("empty.jsonl"));
        assertEquals(empty + " holds no records.", vectors(empty));

        final Path text = Files.writeString(directory.resolve("text.jsonl"), "{\"text\": \"a\"}\nhello\n");
        assertEquals(text + " is not a file of JSON lines: line 2 is not one JSON object.", vectors(text));

        final Path packed = Files.write(directory.resolve("packed.jsonl.gz"), new byte[]{0x1f, (byte) 0x8b, 8, 0, 0});
        assertEquals(packed + " is a damaged gzip file.", vectors(packed));

        final Path latin = Files.write(directory.resolve("latin.jsonl"), new byte[]{'{', (byte) 0xe4, '}'});
        assertEquals(latin + " is not UTF-8 text: bad bytes after line 0.", vectors(latin));
    }

    @Test
    void helpNamesEveryCommand() {
        final Outcome outcome = Outcome.of("--help");
        assertEquals(0, outcome.code());
        for (final String command : List.of("quality --input", "vectors --input", "speed word2vec", "compare encoder", "jmh [REGEX]")) {
            assertTrue(outcome.output().contains(command));
        }
    }

    private String vectors(final Path file) {
        final Outcome outcome = Outcome.of("vectors", "--input", file.toString(), "--text", "text", "--embedding", "tfidf", "--output", directory.resolve("x.npy").toString());
        assertEquals(2, outcome.code());
        return outcome.errors().strip();
    }

    /** What a command line came to. */
    record Outcome(int code, String output, String errors) {

        static Outcome of(final String... arguments) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final ByteArrayOutputStream errors = new ByteArrayOutputStream();
            final int code = Benchmarks.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(errors, true, StandardCharsets.UTF_8));
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        }
    }
}
