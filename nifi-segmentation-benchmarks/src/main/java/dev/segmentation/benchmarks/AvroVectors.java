// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes vectors as an Avro file, as EmbedText writes them with the Vector Encoding bytes: a record has an id, the number of its group, and float32 little-endian.
 * Memory holds one block, whatever the size.
 *
 * @see <a href="https://avro.apache.org/docs/1.11.1/specification/">Avro specification, object container files and binary encoding</a>
 */
final class AvroVectors implements AutoCloseable {

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final String SCHEMA = """
            {"type":"record","name":"vectors","fields":[{"name":"id","type":"long"},{"name":"label","type":"int"},{"name":"embedding","type":"bytes"}]}""";
    /** Between blocks: any 16 bytes that are unlikely in the data. */
    private static final byte[] SYNC = "\u0001mixture\u0002vectors".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BLOCK_BYTES = 1 << 16;

    private final OutputStream out;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BLOCK_BYTES);
    private final ByteBuffer bytes;
    private long records;
    private int inBlock;

    /**
     * @param file replaced when it is there
     * @param dimension values per vector, at least 1
     */
    AvroVectors(final Path file, final int dimension) throws IOException {
        bytes = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
        out.write(MAGIC);
        writeLong(1, out);
        writeBytes("avro.schema".getBytes(StandardCharsets.US_ASCII), out);
        writeBytes(SCHEMA.getBytes(StandardCharsets.US_ASCII), out);
        writeLong(0, out);
        out.write(SYNC);
    }

    /**
     * Adds a record, whose id is its position.
     *
     * @param vector d values
     */
    void add(final int label, final float[] vector) throws IOException {
        bytes.asFloatBuffer().put(vector);
        writeLong(records++, block);
        writeLong(label, block);
        writeBytes(bytes.array(), block);
        inBlock++;
        if (block.size() >= BLOCK_BYTES) {
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (inBlock > 0) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        writeLong(inBlock, out);
        writeLong(block.size(), out);
        block.writeTo(out);
        out.write(SYNC);
        block.reset();
        inBlock = 0;
    }

    private static void writeBytes(final byte[] value, final OutputStream to) throws IOException {
        writeLong(value.length, to);
        to.write(value);
    }

    /** Zigzag, then seven bits a byte, the lowest first. */
    private static void writeLong(final long value, final OutputStream to) throws IOException {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            to.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        to.write((int) rest);
    }
}
