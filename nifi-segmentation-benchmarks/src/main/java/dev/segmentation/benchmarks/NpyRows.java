// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes an n x d array of float32 in NumPy's .npy format, version 1.0, row by row: n need not be known before the last row, and memory holds one buffer,
 * whatever the size. Until it is closed the file's shape has no rows.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
final class NpyRows implements AutoCloseable {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** Room for any shape: a multiple of 64, as the format asks for. */
    private static final int HEADER_BYTES = 128;
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final int dimension;
    private long rows;

    /**
     * @param file replaced when it is there
     * @param dimension values per row, 1 to 100,000
     */
    NpyRows(final Path file, final int dimension) throws IOException {
        this.dimension = dimension;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        buffer = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, dimension * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(header());
    }

    /**
     * @param row d values
     */
    void add(final float[] row) throws IOException {
        if (row.length != dimension) {
            throw new IllegalArgumentException("row has " + row.length + " values, expected " + dimension);
        }
        if (buffer.remaining() < dimension * Float.BYTES) {
            flush();
        }
        for (final float value : row) {
            buffer.putFloat(value);
        }
        rows++;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
            final ByteBuffer header = ByteBuffer.wrap(header());
            while (header.hasRemaining()) {
                channel.write(header, header.position());
            }
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    private byte[] header() {
        final String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + dimension + "), }";
        final int length = HEADER_BYTES - MAGIC.length - Short.BYTES;
        final String padded = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putShort((short) length).put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }
}
