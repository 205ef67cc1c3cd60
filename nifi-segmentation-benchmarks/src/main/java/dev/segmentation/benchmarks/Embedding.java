// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What can make vectors of texts.
 */
enum Embedding {

    MINILM_EN("minilm-en", null),
    BGE_EN("bge-en", null),
    BGE_ZH("bge-zh", null),
    TF_IDF("tfidf", "tf-idf"),
    WORD2VEC_CBOW("word2vec-cbow", "word2vec-cbow"),
    WORD2VEC_SKIP_GRAM("word2vec-skipgram", "word2vec-skip-gram"),
    GLOVE("glove", "glove");

    static final List<String> NAMES = Arrays.stream(values()).map(embedding -> embedding.option).toList();

    private final String option;
    private final String method;

    /**
     * @param option as the command line has it
     * @param method the Embedding Method of EmbedText that fits it; null for a model of SentenceEmbeddingService
     */
    Embedding(final String option, final String method) {
        this.option = option;
        this.method = method;
    }

    /**
     * @throws UsageError when there is no such embedding
     */
    static Embedding of(final String option) {
        return values()[NAMES.indexOf(Arguments.choice("--embedding", option, NAMES))];
    }

    /**
     * @return the vectors of these texts; to be closed
     * @throws UsageError when a number of dimensions is asked of a model that has its own
     */
    Embedder open(final TextSource texts, final CommonOptions common) {
        if (!isFitted() && common.dimensions() != null) {
            throw new UsageError(CommonOptions.DIMENSIONS + " is for embeddings that are fitted: " + option + " has its own.");
        }
        return isFitted() ? new FittedEmbedder(texts, method, common.dimensions(), common.language(), common.threads()) : new SentenceEmbedder(texts, option, common.threads(), 1);
    }

    boolean isFitted() {
        return method != null;
    }

    /**
     * @return the Embedding Method of EmbedText
     */
    String method() {
        return method;
    }

    @Override
    public String toString() {
        return option;
    }
}
