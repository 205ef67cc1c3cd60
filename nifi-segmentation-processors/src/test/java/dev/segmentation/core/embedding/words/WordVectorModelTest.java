// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WordVectorModelTest {

    private static final WordVectors VECTORS = new WordVectors(List.of("fits", "small", "蓝牙"), new long[]{9, 4, 1}, new long[]{12, 6, 2}, 9,
            new float[]{1, 0, 0, 1, 3, 4}, 2);

    @Test
    void theMeanHasLengthOne() {
        final WordVectorModel model = new WordVectorModel(VECTORS, WordPooling.MEAN, new float[0]);
        assertArrayEquals(new float[]{0.6f, 0.8f}, model.embed(List.of("蓝牙")), 1e-6f);
        assertArrayEquals(new float[]{0.8f, 0.6f}, model.embed(List.of("fits", "unheard", "fits", "fits", "fits", "small", "small", "small")), 1e-6f);
        assertNull(model.embed(List.of("unheard")));
        assertNull(model.embed(List.of()));
    }

    @Test
    void rareWordsCountMoreByInverseDocumentFrequency() {
        final WordVectorModel model = new WordVectorModel(VECTORS, WordPooling.IDF, new float[0]);
        final double small = Math.log(2) + 1;
        final double length = Math.hypot(1, small);
        assertArrayEquals(new float[]{(float) (1 / length), (float) (small / length)}, model.embed(List.of("small", "fits")), 1e-6f);
    }

    @Test
    void smoothInverseFrequencyTakesTheCommonComponentAway() {
        final WordVectorModel model = new WordVectorModel(VECTORS, WordPooling.SIF, new float[]{1, 0});
        assertArrayEquals(new float[]{0, 1}, model.embed(List.of("蓝牙", "fits")), 1e-6f);
        assertNull(model.embed(List.of("fits")));
        final WordVectorModel weighted = new WordVectorModel(VECTORS, WordPooling.SIF, new float[0]);
        final double fits = 1e-3 / (1e-3 + 0.6);
        final double small = 1e-3 / (1e-3 + 0.3);
        final double length = Math.hypot(fits, small);
        assertArrayEquals(new float[]{(float) (fits / length), (float) (small / length)}, weighted.embed(List.of("small", "fits")), 1e-6f);
    }

    @Test
    void partsThatDoNotAgreeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WordVectorModel(VECTORS, WordPooling.SIF, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new WordVectorModel(VECTORS, WordPooling.MEAN, new float[2]));
        assertThrows(IllegalArgumentException.class, () -> new WordVectors(List.of("a"), new long[1], new long[1], 1, new float[3], 2));
        final WordVectors twice = new WordVectors(List.of("a", "a"), new long[]{1, 1}, new long[]{1, 1}, 1, new float[2], 1);
        assertThrows(IllegalArgumentException.class, () -> new WordVectorModel(twice, WordPooling.MEAN, new float[0]));
    }
}
