// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.LatentSemanticFile;
import dev.segmentation.model.WordVectorsFile;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * How EmbedText makes vectors.
 */
enum EmbeddingMethod implements DescribedValue {

    EMBEDDING_SERVICE("embedding-service", "A sentence model turns the text into a vector. Texts that mean the same lie close together, whatever words they use."),
    TF_IDF("tf-idf", "Weighted word counts, reduced by latent semantic analysis, fitted to your own records. Needs the tokens that TokenizeText adds; very fast."),
    WORD2VEC_CBOW("word2vec-cbow", "Word vectors that predict a word from the words around it, fitted to your own records and pooled. Needs the tokens that TokenizeText adds."),
    WORD2VEC_SKIP_GRAM("word2vec-skip-gram", """
            Word vectors that predict the words around a word, fitted to your own records and pooled. Better than CBOW for small collections and rare words. \
            Needs the tokens that TokenizeText adds."""),
    GLOVE("glove", "Word vectors from how often words stand near each other, fitted to your own records and pooled. Needs the tokens that TokenizeText adds.");

    /** Those that are fitted to records, but for TF_IDF. */
    static final DescribedValue[] WORD_VECTORS = {WORD2VEC_CBOW, WORD2VEC_SKIP_GRAM, GLOVE};

    static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Embedding Method")
            .description("How a record becomes a vector.")
            .required(true)
            .allowableValues(EmbeddingMethod.class)
            .defaultValue(EMBEDDING_SERVICE)
            .build();

    private final String value;
    private final String description;

    EmbeddingMethod(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    /**
     * @return the model of a file that this method has written
     * @throws InvalidModelException when it is no such file
     */
    TokenModel read(final byte[] file) throws InvalidModelException {
        return this == TF_IDF ? LatentSemanticFile.read(file) : WordVectorsFile.read(file, value);
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
