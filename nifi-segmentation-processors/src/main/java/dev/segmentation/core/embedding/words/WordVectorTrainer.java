// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.core.vector.Vectors;

import java.util.List;

/**
 * Trains vectors of words and makes a model that pools them.
 */
public abstract sealed class WordVectorTrainer implements TokenTrainer<WordVectorModel> permits Word2VecTrainer, GloVeTrainer {

    final TokenLog log;
    private final WordPooling pooling;
    private final int minimumCount;
    private final int maximumVocabulary;

    WordVectorTrainer(final WordPooling pooling, final int minimumCount, final int maximumVocabulary, final long memoryLimit) {
        this.pooling = pooling;
        this.minimumCount = minimumCount;
        this.maximumVocabulary = maximumVocabulary;
        log = new TokenLog(memoryLimit);
    }

    @Override
    public final void add(final List<String> tokens) {
        log.add(tokens);
    }

    @Override
    public final long documents() {
        return log.documents();
    }

    @Override
    public final boolean hasWords() {
        return log.tokens() > 0;
    }

    @Override
    public final WordVectorModel fit(final Workers workers, final TrainingMonitor monitor) {
        final Corpus corpus = Corpus.of(log, minimumCount, maximumVocabulary);
        final float[][] rows = train(corpus, workers, monitor);
        final WordVectors vectors = corpus.withVectors(flatten(rows), rows[0].length);
        if (Vectors.firstNonFinite(vectors.vectors()) >= 0) {
            throw new UntrainableException("the training diverged: lower the Learning Rate");
        }
        final WordVectorModel model = new WordVectorModel(vectors, pooling, new float[0]);
        return pooling == WordPooling.SIF ? new WordVectorModel(vectors, pooling, CommonComponent.of(corpus, model, monitor)) : model;
    }

    /** @return one row of d values per word */
    abstract float[][] train(Corpus corpus, Workers workers, TrainingMonitor monitor);

    private static float[] flatten(final float[][] rows) {
        final int dimension = rows[0].length;
        final float[] values = new float[rows.length * dimension];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * dimension, dimension);
        }
        return values;
    }
}
