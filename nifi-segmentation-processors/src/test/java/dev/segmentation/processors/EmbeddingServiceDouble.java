// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.vector.Vectors;
import dev.segmentation.services.EmbeddingService;
import org.apache.nifi.controller.AbstractControllerService;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Vectors drawn from a text's hash; its answers can be spoilt.
 */
final class EmbeddingServiceDouble extends AbstractControllerService implements EmbeddingService {

    static final int DIMENSION = 4;

    private final List<Integer> callSizes = new ArrayList<>();
    private String id = "double/1";
    private Set<String> languages = Set.of("en");
    private UnaryOperator<float[][]> answer = vectors -> vectors;

    void answer(final UnaryOperator<float[][]> spoilt) {
        answer = spoilt;
    }

    void id(final String other) {
        id = other;
    }

    void languages(final Set<String> others) {
        languages = others;
    }

    List<Integer> callSizes() {
        return callSizes;
    }

    static float[] vector(final String text) {
        final Random random = new Random(text.hashCode());
        final float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        Vectors.normalize(vector);
        return vector;
    }

    @Override
    public String getEmbedderId() {
        return id;
    }

    @Override
    public int getDimension() {
        return DIMENSION;
    }

    @Override
    public Set<String> getLanguages() {
        return languages;
    }

    @Override
    public float[][] embed(final List<String> texts) {
        callSizes.add(texts.size());
        return answer.apply(texts.stream().map(EmbeddingServiceDouble::vector).toArray(float[][]::new));
    }
}
