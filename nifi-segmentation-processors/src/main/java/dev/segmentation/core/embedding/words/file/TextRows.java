// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import dev.segmentation.core.embedding.words.WordVectors;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Lines with a word and its values. Words may have spaces, as some of GloVe's have: the last values are the vector.
 */
final class TextRows {

    private final BufferedReader lines;
    private long line;

    /**
     * @param firstLine number of the first line, for messages
     */
    TextRows(final InputStream in, final long firstLine) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        line = firstLine - 1;
    }

    /**
     * @param rows to read
     * @param dimension values of each, or 0 when the first line tells
     */
    WordVectors read(final int rows, final int dimension, final WordVectorFile.TableFactory tables) throws IOException {
        WordTable table = dimension == 0 ? null : tables.create(rows, dimension);
        float[] vector = new float[dimension];
        for (int row = 0; row < rows; row++) {
            final String text = next();
            if (text == null) {
                throw new WordVectorFileException("the file ends after line " + line + ": " + row + " words of " + rows);
            }
            if (table == null) {
                final int values = trailingNumbers(text);
                require(values > 0, "no word with its values");
                table = tables.create(rows, values);
                vector = new float[values];
            }
            table.add(parse(text, vector), vector);
        }
        return (table == null ? tables.create(1, 1) : table).finish();
    }

    /**
     * @return how many numbers stand behind the first word of the line
     */
    static int trailingNumbers(final String text) {
        final String[] parts = text.strip().split(" ");
        int numbers = 0;
        while (numbers < parts.length - 1 && isNumber(parts[parts.length - 1 - numbers])) {
            numbers++;
        }
        return numbers;
    }

    private String next() throws IOException {
        line++;
        try {
            return lines.readLine();
        } catch (final EOFException e) {
            throw new WordVectorFileException("the compressed file breaks off at line " + line);
        }
    }

    /**
     * @param vector receives the values
     * @return the word
     */
    private String parse(final String text, final float[] vector) throws WordVectorFileException {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        for (int i = vector.length - 1; i >= 0; i--) {
            final int space = text.lastIndexOf(' ', end - 1);
            require(space > 0, (vector.length - 1 - i) + " values, " + vector.length + " expected");
            vector[i] = number(text, space + 1, end);
            end = space;
        }
        final String word = text.substring(0, end);
        // A vector that is longer than expected leaves numbers behind the word.
        final int last = word.lastIndexOf(' ');
        require(last < 0 || !isNumber(word.substring(last + 1)) || trailingNumbers(text) == vector.length, trailingNumbers(text) + " values, " + vector.length + " expected");
        return word;
    }

    private float number(final String text, final int from, final int to) throws WordVectorFileException {
        final String number = text.substring(from, to);
        final float value;
        try {
            value = Float.parseFloat(number);
        } catch (final NumberFormatException e) {
            throw new WordVectorFileException("line " + line + ": a value is no number");
        }
        require(Float.isFinite(value), "a value is not finite");
        return value;
    }

    private void require(final boolean condition, final String problem) throws WordVectorFileException {
        if (!condition) {
            throw new WordVectorFileException("line " + line + ": " + problem);
        }
    }

    private static boolean isNumber(final String text) {
        try {
            Float.parseFloat(text);
            return true;
        } catch (final NumberFormatException e) {
            return false;
        }
    }
}
