// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import dev.segmentation.core.embedding.words.WordVectors;
import dev.segmentation.core.vector.Vectors;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Words with their values as float32, little-endian.
 */
final class BinaryRows {

    private static final int LONGEST_WORD = 4096;

    private final InputStream in;

    BinaryRows(final InputStream in) {
        this.in = in;
    }

    WordVectors read(final int rows, final int dimension, final WordVectorFile.TableFactory tables) throws IOException {
        final WordTable table = tables.create(rows, dimension);
        final byte[] bytes = new byte[dimension * Float.BYTES];
        final float[] vector = new float[dimension];
        for (int row = 0; row < rows; row++) {
            final String word = word(row, rows);
            if (readFully(bytes, row, rows) < bytes.length) {
                throw broken(row, rows);
            }
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
            if (Vectors.firstNonFinite(vector) >= 0) {
                throw new WordVectorFileException("word " + (row + 1) + ": a value is not finite");
            }
            table.add(word, vector);
        }
        return table.finish();
    }

    private String word(final int row, final int rows) throws IOException {
        final ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (int next = read(row, rows); next != ' '; next = read(row, rows)) {
            if (next < 0) {
                throw broken(row, rows);
            }
            if (word.size() == LONGEST_WORD) {
                throw new WordVectorFileException("word " + (row + 1) + " has more than " + LONGEST_WORD + " bytes: the values before it are not as many as announced");
            }
            // Some writers end a vector with a line break, others do not.
            if (next != '\n' || word.size() > 0) {
                word.write(next);
            }
        }
        return word.toString(StandardCharsets.UTF_8);
    }

    private int read(final int row, final int rows) throws IOException {
        try {
            return in.read();
        } catch (final EOFException e) {
            throw broken(row, rows);
        }
    }

    private int readFully(final byte[] bytes, final int row, final int rows) throws IOException {
        try {
            return in.readNBytes(bytes, 0, bytes.length);
        } catch (final EOFException e) {
            throw broken(row, rows);
        }
    }

    private static WordVectorFileException broken(final int row, final int rows) {
        return new WordVectorFileException("the file ends inside word " + (row + 1) + " of " + rows);
    }
}
