// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.core.vector.Vectors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pools the vectors of a document's words. Time is linear in words x d.
 */
public final class WordVectorModel implements TokenModel {

    /** The a of smooth inverse frequency, as its authors recommend. */
    private static final double SMOOTHING = 1e-3;

    /** Of a vector of length 1, less than this is left only by rounding: scaled up it would be noise. */
    private static final double NEGLIGIBLE = 1e-6;

    private final WordVectors vectors;
    private final WordPooling pooling;
    private final float[] commonComponent;
    private final Map<String, Integer> rows;
    private final double[] weights;

    /**
     * @param vectors of the words
     * @param pooling how they become one
     * @param commonComponent d values, length 1, that SIF takes away; empty otherwise, or when nothing is to be taken away
     * @throws IllegalArgumentException when the parts do not agree
     */
    public WordVectorModel(final WordVectors vectors, final WordPooling pooling, final float[] commonComponent) {
        this.vectors = vectors;
        this.pooling = pooling;
        this.commonComponent = commonComponent.clone();
        if (commonComponent.length != 0 && (pooling != WordPooling.SIF || commonComponent.length != vectors.dimension())) {
            throw new IllegalArgumentException("a common component of " + commonComponent.length + " values does not go with " + pooling + " of dimension " + vectors.dimension());
        }
        rows = new HashMap<>(vectors.words().size() * 2);
        for (int row = 0; row < vectors.words().size(); row++) {
            rows.put(vectors.words().get(row), row);
        }
        if (rows.size() != vectors.words().size()) {
            throw new IllegalArgumentException(vectors.words().size() + " words, of them " + rows.size() + " distinct");
        }
        weights = weights(vectors, pooling);
    }

    /** StrictMath: the same bits on every machine. */
    private static double[] weights(final WordVectors vectors, final WordPooling pooling) {
        double total = 0;
        for (final long count : vectors.counts()) {
            total += count;
        }
        final double[] weights = new double[vectors.counts().length];
        for (int word = 0; word < weights.length; word++) {
            weights[word] = switch (pooling) {
                case MEAN -> 1;
                case IDF -> StrictMath.log((1.0 + vectors.documents()) / (1.0 + vectors.documentFrequencies()[word])) + 1;
                case SIF -> SMOOTHING / (SMOOTHING + vectors.counts()[word] / total);
            };
        }
        return weights;
    }

    public WordVectors vectors() {
        return vectors;
    }

    public WordPooling pooling() {
        return pooling;
    }

    /**
     * @return whether the word has a vector
     */
    public boolean knows(final String word) {
        return rows.containsKey(word);
    }

    /**
     * @return d values, or none
     */
    public float[] commonComponent() {
        return commonComponent.clone();
    }

    @Override
    public int dimension() {
        return vectors.dimension();
    }

    @Override
    public int vocabularySize() {
        return vectors.words().size();
    }

    /**
     * Null when no token is a word of the vocabulary, or their vectors cancel out.
     */
    @Override
    public float[] embed(final List<String> tokens) {
        final double[] sum = new double[vectors.dimension()];
        for (final String token : tokens) {
            final Integer row = rows.get(token);
            if (row != null) {
                add(sum, row);
            }
        }
        return finish(sum);
    }

    /** @param sum d values, becomes sum + weight x vector */
    void add(final double[] sum, final int row) {
        final float[] values = vectors.vectors();
        final double weight = weights[row];
        final int start = row * sum.length;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[start + i];
        }
    }

    private float[] finish(final double[] sum) {
        double squares = 0;
        double along = 0;
        for (int i = 0; i < sum.length; i++) {
            squares += sum[i] * sum[i];
            along += commonComponent.length == 0 ? 0 : sum[i] * commonComponent[i];
        }
        if (squares == 0) {
            return null;
        }
        final double scale = 1 / Math.sqrt(squares);
        final float[] vector = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            vector[i] = (float) ((sum[i] - (commonComponent.length == 0 ? 0 : along * commonComponent[i])) * scale);
        }
        return Vectors.norm(vector) > NEGLIGIBLE && Vectors.normalize(vector) ? vector : null;
    }
}
