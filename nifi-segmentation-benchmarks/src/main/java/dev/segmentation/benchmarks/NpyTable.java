// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.vector.VectorTable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a two-dimensional array of float32 that NumPy saved, a row at a time.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The npy format</a>
 */
final class NpyTable {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile("'descr': *'<f4'.*'fortran_order': *False.*'shape': *\\((\\d+), *(\\d+)\\)");
    private static final int BUFFER_BYTES = 1 << 20;

    private NpyTable() {
    }

    /**
     * @throws UsageError when it is no such file
     */
    static VectorTable read(final Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            final Matcher shape = HEADER.matcher(header(in));
            if (!shape.find()) {
                throw unusable(file);
            }
            final int rows = Integer.parseInt(shape.group(1));
            final float[] row = new float[Integer.parseInt(shape.group(2))];
            final byte[] bytes = new byte[row.length * Float.BYTES];
            final VectorTable table = new VectorTable(row.length);
            for (int i = 0; i < rows; i++) {
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
                table.add(row);
            }
            return table;
        } catch (final EOFException e) {
            throw unusable(file);
        }
    }

    /** Empty when it is not such a file. */
    private static String header(final DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            return "";
        }
        final int version = in.readUnsignedByte();
        in.readByte();
        final int length = version == 1 ? Short.toUnsignedInt(Short.reverseBytes(in.readShort())) : Integer.reverseBytes(in.readInt());
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static UsageError unusable(final Path file) {
        return new UsageError(file + " holds no two-dimensional array of float32 in rows, as numpy.save writes it.");
    }
}
