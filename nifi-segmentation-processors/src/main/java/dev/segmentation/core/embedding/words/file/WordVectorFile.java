// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import dev.segmentation.core.embedding.words.WordVectors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads pre-trained word vectors: word2vec's text and binary files and GloVe's text files, as they are or compressed by gzip. The file is streamed; only the words
 * asked for are held, as one table of float32. Time is linear in what is read.
 */
public final class WordVectorFile {

    private static final int BUFFER = 1 << 20;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final Pattern HEADER = Pattern.compile("\\d{1,10} \\d{1,5}\\s*");

    private final Path file;
    private final int maximumWords;
    private final long memoryLimit;

    /**
     * @param maximumWords of the file's beginning, the most frequent ones, at least 1
     * @param memoryLimit in bytes
     */
    public WordVectorFile(final Path file, final int maximumWords, final long memoryLimit) {
        this.file = file;
        this.maximumWords = maximumWords;
        this.memoryLimit = memoryLimit;
    }

    /**
     * Document frequencies and counts, which such files do not have, are 1 over the word's rank of the most frequent word's, by Zipf's law.
     *
     * @return the first words of the file; of a word that comes twice the first
     * @throws WordVectorFileException when the file is not in the format, and when it takes more memory than allowed
     * @throws IOException when it cannot be read
     */
    public WordVectors read(final WordVectorFormat format) throws IOException {
        final WordVectorFormat known = format == WordVectorFormat.AUTO ? detect() : format;
        try (InputStream in = open()) {
            return switch (known) {
                case GLOVE_TEXT -> new TextRows(in, 1).read(countLines(), 0, this::table);
                case WORD2VEC_TEXT -> {
                    final Header header = header(in);
                    yield new TextRows(in, 2).read(Math.min(header.words(), maximumWords), header.dimension(), this::table);
                }
                case WORD2VEC_BINARY -> {
                    final Header header = header(in);
                    final WordVectors vectors = new BinaryRows(in).read(Math.min(header.words(), maximumWords), header.dimension(), this::table);
                    if (header.words() <= maximumWords && in.read() > '\n') {
                        throw new WordVectorFileException("the file goes on behind its " + header.words() + " words: its header is wrong");
                    }
                    yield vectors;
                }
                case AUTO -> throw new IllegalStateException("the format has been detected");
            };
        }
    }

    /**
     * @throws WordVectorFileException when the beginning fits no format
     */
    public WordVectorFormat detect() throws IOException {
        final byte[] start;
        try (InputStream in = open()) {
            start = in.readNBytes(BUFFER);
        }
        final int first = lineEnd(start, 0);
        final String line = new String(start, 0, first, StandardCharsets.UTF_8);
        if (!HEADER.matcher(line).matches()) {
            if (TextRows.trailingNumbers(line) > 0) {
                return WordVectorFormat.GLOVE_TEXT;
            }
            throw new WordVectorFileException("line 1 is neither a header of word2vec (words and values) nor a word with its vector");
        }
        final int dimension = Integer.parseInt(line.strip().split(" ")[1]);
        final int second = lineEnd(start, Math.min(first + 1, start.length));
        final String row = new String(start, Math.min(first + 1, start.length), Math.max(0, second - first - 1), StandardCharsets.UTF_8);
        return TextRows.trailingNumbers(row) >= dimension ? WordVectorFormat.WORD2VEC_TEXT : WordVectorFormat.WORD2VEC_BINARY;
    }

    private InputStream open() throws IOException {
        final BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(2);
        final int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    private int countLines() throws IOException {
        int lines = 0;
        boolean open = false;
        try (InputStream in = open()) {
            final byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read > 0 && lines < maximumWords; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                    open = buffer[i] != '\n';
                }
            }
        }
        return Math.min(lines + (open ? 1 : 0), maximumWords);
    }

    /** The table is checked before it is allocated. */
    private WordTable table(final int rows, final int dimension) throws WordVectorFileException {
        final long bytes = WordTable.bytes(rows, dimension);
        if (bytes > memoryLimit || (long) rows * dimension > Integer.MAX_VALUE - 8) {
            throw new WordVectorFileException(rows + " words of " + dimension + " values take " + (bytes >> 20) + " MB, the limit is " + (memoryLimit >> 20)
                    + " MB: fewer words take less");
        }
        return new WordTable(rows, dimension);
    }

    private static Header header(final InputStream in) throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > 32) {
                throw new WordVectorFileException("line 1 is no header of word2vec: the number of words and the number of values");
            }
            line.append((char) next);
        }
        if (!HEADER.matcher(line).matches()) {
            throw new WordVectorFileException("line 1 is no header of word2vec: the number of words and the number of values");
        }
        final String[] numbers = line.toString().strip().split(" ");
        final long words = Long.parseLong(numbers[0]);
        final int dimension = Integer.parseInt(numbers[1]);
        if (words < 1 || dimension < 1) {
            throw new WordVectorFileException("line 1 announces " + words + " words of " + dimension + " values");
        }
        return new Header((int) Math.min(words, Integer.MAX_VALUE), dimension);
    }

    private static int lineEnd(final byte[] bytes, final int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private record Header(int words, int dimension) {
    }

    /** Makes the table when its size is known. */
    interface TableFactory {

        WordTable create(int rows, int dimension) throws WordVectorFileException;
    }
}
