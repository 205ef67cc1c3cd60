// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What every embedding service promises.
 */
abstract class EmbeddingServiceContract {

    private static final List<String> TEXTS = List.of("My parcel never arrived.", "蓝牙耳机音质很好", "great 😀👍🏽", "\uD83D", "ＦＵＬＬ ｗｉｄｔｈ", "שלום עולם", "\u200B", "ok",
            "long ".repeat(20_000));

    /** An enabled service. */
    abstract EmbeddingService service() throws Exception;

    @Test
    void everyTextHasAVectorOfLengthOne() throws Exception {
        final EmbeddingService service = service();
        final float[][] vectors = service.embed(TEXTS);
        assertEquals(TEXTS.size(), vectors.length);
        for (final float[] vector : vectors) {
            assertEquals(service.getDimension(), vector.length);
            assertEquals(1, Vectors.norm(vector), 1e-5);
        }
    }

    @Test
    void vectorsStandInTheOrderOfTheTexts() throws Exception {
        final EmbeddingService service = service();
        final List<String> reversed = new ArrayList<>(TEXTS);
        Collections.reverse(reversed);
        final float[][] forward = service.embed(TEXTS);
        final float[][] backward = service.embed(reversed);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertTrue(Vectors.dot(forward[i], backward[TEXTS.size() - 1 - i]) > 0.95, "text " + i);
        }
    }

    @Test
    void noTextsHaveNoVectors() throws Exception {
        assertEquals(0, service().embed(List.of()).length);
    }

    @Test
    void theServiceSaysWhatItIs() throws Exception {
        final EmbeddingService service = service();
        assertFalse(service.getEmbedderId().isBlank());
        assertFalse(service.getLanguages().isEmpty());
        service.getLanguages().forEach(language -> assertEquals(2, language.length()));
    }
}
