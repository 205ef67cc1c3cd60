// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.vector.Vectors;

import java.util.List;

/**
 * TF-IDF weights reduced to dense vectors: a document's row of weights times the components, which are weighted right singular vectors of
 * the training documents, scaled to length 1. Immutable, safe for any number of threads.
 *
 * <p>Deerwester, Dumais, Furnas, Landauer, Harshman: Indexing by latent semantic analysis, Journal of the American
 * Society for Information Science 41 (1990), 391-407.
 */
public final class LatentSemanticModel implements TokenModel {

    /** Of a row of length 1, less than this is left only by rounding: scaled up it would be noise. */
    private static final double NEGLIGIBLE = 1e-6;

    private final TfIdf tfIdf;
    private final int dimension;
    private final float[] byTerm;

    /**
     * @param terms m distinct terms
     * @param inverseDocumentFrequencies m weights
     * @param sublinear whether a count counts as 1 + ln count
     * @param components d x m, row-major: one singular vector per row, in any scale
     * @throws IllegalArgumentException when the sizes do not agree
     */
    public LatentSemanticModel(final List<String> terms, final float[] inverseDocumentFrequencies, final boolean sublinear, final float[] components) {
        this(new TfIdf(terms, inverseDocumentFrequencies, sublinear), components);
    }

    LatentSemanticModel(final TfIdf tfIdf, final float[] components) {
        this.tfIdf = tfIdf;
        final int termCount = tfIdf.terms().size();
        if (termCount == 0 || components.length == 0 || components.length % termCount != 0) {
            throw new IllegalArgumentException(components.length + " components for " + termCount + " terms");
        }
        dimension = components.length / termCount;
        byTerm = transpose(components, dimension, termCount);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int vocabularySize() {
        return tfIdf.terms().size();
    }

    /**
     * @return the m terms, in alphabetical order when fitted here
     */
    public List<String> terms() {
        return tfIdf.terms();
    }

    /**
     * @return the m weights of the terms
     */
    public float[] inverseDocumentFrequencies() {
        return tfIdf.inverseDocumentFrequencies();
    }

    /**
     * @return whether a count counts as 1 + ln count
     */
    public boolean sublinear() {
        return tfIdf.sublinear();
    }

    /**
     * @return d x m, row-major
     */
    public float[] components() {
        return transpose(byTerm, tfIdf.terms().size(), dimension);
    }

    /**
     * Null too when the terms lie outside the d dimensions.
     */
    @Override
    public float[] embed(final List<String> tokens) {
        final SparseRows row = tfIdf.weigh(tokens);
        final double[] sum = new double[dimension];
        for (int entry = 0; entry < row.rowStarts()[1]; entry++) {
            final int at = row.columns()[entry] * dimension;
            final double value = row.values()[entry];
            for (int i = 0; i < dimension; i++) {
                sum[i] += value * byTerm[at + i];
            }
        }
        final float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) sum[i];
        }
        return Vectors.norm(vector) >= NEGLIGIBLE && Vectors.normalize(vector) ? vector : null;
    }

    private static float[] transpose(final float[] matrix, final int rows, final int columns) {
        final float[] result = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = matrix[row * columns + column];
            }
        }
        return result;
    }
}
