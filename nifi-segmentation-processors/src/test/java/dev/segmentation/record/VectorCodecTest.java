// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class VectorCodecTest {

    private static final float[] VECTOR = {1.5f, -2, 0};

    @Test
    void everyFormIsRead() {
        final byte[] bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2).putFloat(0).array();
        final Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        assertNull(VectorCodec.read(null));
        assertArrayEquals(VECTOR, VectorCodec.read(VECTOR));
        assertArrayEquals(VECTOR, VectorCodec.read(VectorCodec.box(VECTOR)));
        assertArrayEquals(VECTOR, VectorCodec.read(new Object[]{new BigDecimal("1.5"), -2, "0"}));
        assertArrayEquals(VECTOR, VectorCodec.read(List.of(1.5d, -2L, 0)));
        assertArrayEquals(VECTOR, VectorCodec.read(bytes));
        assertArrayEquals(VECTOR, VectorCodec.read(boxed));
        assertArrayEquals(VECTOR, VectorCodec.read(Base64.getEncoder().encodeToString(bytes)));
    }

    @Test
    void whatIsNoVectorIsRefused() {
        final List<Object> refused = List.of(new Object[0], new Object[]{"x"}, new Object[]{1, "NaN"}, new Object[]{1e300}, new byte[5], new byte[0], "not base64!", 3,
                new Object[]{(byte) 1, "x"}, new float[]{Float.POSITIVE_INFINITY});
        for (final Object value : refused) {
            assertThrows(IllegalArgumentException.class, () -> VectorCodec.read(value));
        }
        assertThrows(IllegalArgumentException.class, () -> VectorCodec.read(new Object[]{1, null}));
    }
}
