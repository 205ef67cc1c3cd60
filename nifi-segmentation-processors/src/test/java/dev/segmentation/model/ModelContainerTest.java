// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ModelContainerTest {

    @Test
    void contentComesBackAsItWent() throws InvalidModelException {
        final ModelContainer model = ModelContainer.read(sample().toBytes());
        model.requireKind("sample");
        assertEquals(7, model.manifest().path("seed").asInt());
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, -0f}, model.array("floats").floats(2, 3));
        assertArrayEquals(new float[]{4, 5, -0f}, model.array("floats").rows(2, 3)[1]);
        assertArrayEquals(new int[]{Integer.MIN_VALUE}, model.array("ints").ints(1));
        assertArrayEquals(new long[]{Long.MAX_VALUE, 0}, model.array("longs").longs(2));
        assertEquals(List.of("price", "蓝牙", "😀"), model.strings("terms"));
    }

    @Test
    void sameContentGivesSameBytes() throws InvalidModelException {
        final byte[] bytes = sample().toBytes();
        assertArrayEquals(bytes, sample().toBytes());
        assertArrayEquals(bytes, ModelContainer.read(bytes).toBytes());
    }

    @Test
    void everyBitFlipIsRefused() {
        final byte[] bytes = sample().toBytes();
        for (int i = 0; i < bytes.length; i++) {
            final byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThrows(InvalidModelException.class, () -> ModelContainer.read(flipped), "byte " + i);
        }
    }

    @Test
    void everyTruncationIsRefused() {
        final byte[] bytes = sample().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            final byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(InvalidModelException.class, () -> ModelContainer.read(cut), "length " + length);
        }
    }

    @Test
    void missingEntriesAndWrongShapesAndTypesAreRefused() throws InvalidModelException {
        final ModelContainer model = ModelContainer.read(sample().toBytes());
        assertTrue(assertThrows(InvalidModelException.class, () -> model.array("none")).getMessage().contains("none.npy"));
        assertThrows(InvalidModelException.class, () -> model.strings("none"));
        assertThrows(InvalidModelException.class, () -> model.array("floats").floats(3, 2));
        assertThrows(InvalidModelException.class, () -> model.array("floats").ints(2, 3));
        assertThrows(InvalidModelException.class, () -> model.array("ints").longs(1));
        assertThrows(InvalidModelException.class, () -> model.array("longs").floats(2));
        assertThrows(InvalidModelException.class, () -> model.requireKind("other"));
    }

    @Test
    void shapeMustBeFilled() {
        assertThrows(IllegalArgumentException.class, () -> NpyArray.of(new float[5], 2, 3));
    }

    private static ModelContainer sample() {
        final ObjectNode manifest = ModelContainer.newManifest();
        manifest.put("seed", 7);
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("floats", NpyArray.ofRows(new float[][]{{1, 2, 3}, {4, 5, -0f}}));
        arrays.put("ints", NpyArray.of(new int[]{Integer.MIN_VALUE}, 1));
        arrays.put("longs", NpyArray.of(new long[]{Long.MAX_VALUE, 0}, 2));
        return ModelContainer.of("sample", manifest, arrays, Map.of("terms", List.of("price", "蓝牙", "😀")));
    }
}
