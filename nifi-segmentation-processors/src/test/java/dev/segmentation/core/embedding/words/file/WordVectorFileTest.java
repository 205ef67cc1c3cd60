// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import dev.segmentation.core.embedding.words.WordVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WordVectorFileTest {

    private static final int DIMENSION = 25;
    private static final long PLENTY = 1L << 30;
    private static final List<String> WORDS = IntStream.range(0, 500).mapToObj(i -> i == 3 ? "好" : i == 4 ? "naïve" : i == 5 ? "3.5" : "word" + i).toList();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(value = WordVectorFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void everyFormatIsReadAndRecognisedCompressedOrNot(final WordVectorFormat format) throws IOException {
        for (final boolean compressed : new boolean[]{false, true}) {
            final Path file = write(format, compressed);
            assertEquals(format, new WordVectorFile(file, 1, PLENTY).detect());
            for (final WordVectorFormat asked : new WordVectorFormat[]{format, WordVectorFormat.AUTO}) {
                final WordVectors vectors = new WordVectorFile(file, Integer.MAX_VALUE, PLENTY).read(asked);
                assertEquals(WORDS, vectors.words());
                assertEquals(DIMENSION, vectors.dimension());
                assertArrayEquals(values(), vectors.vectors());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = WordVectorFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void onlyTheFirstWordsAreRead(final WordVectorFormat format) throws IOException {
        final WordVectors vectors = new WordVectorFile(write(format, true), 7, PLENTY).read(format);
        assertEquals(WORDS.subList(0, 7), vectors.words());
        assertArrayEquals(Arrays.copyOf(values(), 7 * DIMENSION), vectors.vectors());
        assertTrue(vectors.counts()[0] > vectors.counts()[1] && vectors.counts()[1] > vectors.counts()[6]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "WORD2VEC_TEXT|2 2~a 1 2~b 3|line 3: 1 values, 2 expected",
        "WORD2VEC_TEXT|2 2~a 1 2~b 3 4 5|line 3: 3 values, 2 expected",
        "WORD2VEC_TEXT|2 2~a 1 2~b 3 x|line 3: a value is no number",
        "WORD2VEC_TEXT|2 2~a 1 2~b 3 NaN|line 3: a value is not finite",
        "WORD2VEC_TEXT|3 2~a 1 2~b 3 4|the file ends after line 4: 2 words of 3",
        "WORD2VEC_TEXT|a 1 2|line 1 is no header of word2vec: the number of words and the number of values",
        "WORD2VEC_TEXT|0 2~|line 1 announces 0 words of 2 values",
        "GLOVE_TEXT|a 1 2~b 3 4 5|line 2: 3 values, 2 expected",
        "GLOVE_TEXT|a 1 2~b 3|line 2: 1 values, 2 expected",
        "GLOVE_TEXT|alone|line 1: no word with its values",
        "GLOVE_TEXT||the file has no words",
        "WORD2VEC_BINARY|2 2~a 1|the file ends inside word 1 of 2",
        "AUTO|hello|line 1 is neither a header of word2vec (words and values) nor a word with its vector"})
    void errorsNameTheLine(final WordVectorFormat format, final String content, final String message) throws IOException {
        final Path file = Files.writeString(directory.resolve("broken"), content == null ? "" : content.replace('~', '\n'));
        assertEquals(message, assertThrows(WordVectorFileException.class, () -> new WordVectorFile(file, 100, PLENTY).read(format)).getMessage());
    }

    @Test
    void truncatedFilesAreNotTakenForWhole() throws IOException {
        for (final WordVectorFormat format : new WordVectorFormat[]{WordVectorFormat.WORD2VEC_BINARY, WordVectorFormat.WORD2VEC_TEXT, WordVectorFormat.GLOVE_TEXT}) {
            final byte[] whole = Files.readAllBytes(write(format, true));
            final Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
            assertThrows(IOException.class, () -> new WordVectorFile(file, Integer.MAX_VALUE, PLENTY).read(format), format.name());
        }
    }

    @Test
    void aBinaryFileOfAnotherDimensionIsNoticed() throws IOException {
        final byte[] whole = Files.readAllBytes(write(WordVectorFormat.WORD2VEC_BINARY, false));
        for (final String header : List.of("500 24", "500 26", "499 25", "501 25")) {
            final Path file = Files.write(directory.resolve("other"), new String(whole, StandardCharsets.ISO_8859_1).replaceFirst("500 25", header).getBytes(StandardCharsets.ISO_8859_1));
            assertThrows(WordVectorFileException.class, () -> new WordVectorFile(file, Integer.MAX_VALUE, PLENTY).read(WordVectorFormat.WORD2VEC_BINARY), header);
        }
    }

    @Test
    void memoryIsCheckedBeforeItIsTaken() throws IOException {
        final Path file = Files.writeString(directory.resolve("huge"), "3000000 300\na 1 2 3");
        final String message = assertThrows(WordVectorFileException.class, () -> new WordVectorFile(file, Integer.MAX_VALUE, 1 << 20).read(WordVectorFormat.WORD2VEC_TEXT)).getMessage();
        assertEquals("3000000 words of 300 values take 4005 MB, the limit is 1 MB: fewer words take less", message);
    }

    @Test
    void wordsWithSpacesAndWordsTwice() throws IOException {
        final Path file = Files.writeString(directory.resolve("spaces"), "a 1 2\n. . . 3 4\na 5 6\nat name@domain.com 7 8\n");
        final WordVectors vectors = new WordVectorFile(file, 100, PLENTY).read(WordVectorFormat.GLOVE_TEXT);
        assertEquals(List.of("a", ". . .", "at name@domain.com"), vectors.words());
        assertArrayEquals(new float[]{1, 2, 3, 4, 7, 8}, vectors.vectors());
    }

    private static float[] values() {
        final Random random = new Random(7);
        final float[] values = new float[WORDS.size() * DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Path write(final WordVectorFormat format, final boolean compressed) throws IOException {
        final float[] values = values();
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (format != WordVectorFormat.GLOVE_TEXT) {
            content.writeBytes((WORDS.size() + " " + DIMENSION + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (int word = 0; word < WORDS.size(); word++) {
            final StringBuilder line = new StringBuilder(WORDS.get(word));
            final ByteBuffer bytes = ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < DIMENSION; i++) {
                line.append(' ').append(values[word * DIMENSION + i]);
                bytes.putFloat(values[word * DIMENSION + i]);
            }
            if (format == WordVectorFormat.WORD2VEC_BINARY) {
                content.writeBytes((WORDS.get(word) + " ").getBytes(StandardCharsets.UTF_8));
                content.writeBytes(bytes.array());
            } else {
                content.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        final Path file = directory.resolve(format + (compressed ? ".gz" : ""));
        try (OutputStream out = compressed ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
            content.writeTo(out);
        }
        return file;
    }
}
