// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class NpyArrayTest {

    /** numpy.save of numpy.array([[1.5, -2.0]], dtype='<f4') by NumPy 1.24, which pads the header to 128 bytes. */
    private static final byte[] BY_NUMPY = concat(HexFormat.of().parseHex("934e554d505901007600"),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }" + " ".repeat(58) + "\n").getBytes(StandardCharsets.US_ASCII),
            HexFormat.of().parseHex("0000c03f000000c0"));

    @Test
    void filesOfNumpyAreRead() throws InvalidModelException {
        assertArrayEquals(new float[]{1.5f, -2}, NpyArray.fromBytes(BY_NUMPY).floats(1, 2));
    }

    @Test
    void dataStartsAtAMultipleOf64Bytes() {
        for (final NpyArray array : new NpyArray[]{NpyArray.of(new float[12], 12), NpyArray.of(new float[12], 3, 4), NpyArray.of(new float[1000], 1000, 1)}) {
            final byte[] bytes = array.toBytes();
            final int dataBytes = Arrays.stream(array.shape()).reduce(Float.BYTES, (a, b) -> a * b);
            assertEquals(0, (bytes.length - dataBytes) % 64);
            assertEquals('\n', bytes[bytes.length - dataBytes - 1]);
        }
    }

    @Test
    void damagedFilesAreRefused() {
        assertThrows(InvalidModelException.class, () -> NpyArray.fromBytes(new byte[4]));
        assertThrows(InvalidModelException.class, () -> NpyArray.fromBytes(Arrays.copyOf(BY_NUMPY, 40)));
        assertThrows(InvalidModelException.class, () -> NpyArray.fromBytes(Arrays.copyOf(BY_NUMPY, BY_NUMPY.length - 1)));
        assertThrows(InvalidModelException.class, () -> NpyArray.fromBytes(Arrays.copyOf(BY_NUMPY, BY_NUMPY.length + 4)));
        final byte[] bigEndian = BY_NUMPY.clone();
        bigEndian[21] = '>';
        assertThrows(InvalidModelException.class, () -> NpyArray.fromBytes(bigEndian));
    }

    private static byte[] concat(final byte[]... parts) {
        int length = 0;
        for (final byte[] part : parts) {
            length += part.length;
        }
        final byte[] all = new byte[length];
        int position = 0;
        for (final byte[] part : parts) {
            System.arraycopy(part, 0, all, position, part.length);
            position += part.length;
        }
        return all;
    }
}
