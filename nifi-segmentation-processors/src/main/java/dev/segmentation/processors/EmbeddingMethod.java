// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * How EmbedText makes vectors.
 */
enum EmbeddingMethod implements DescribedValue {

    EMBEDDING_SERVICE("embedding-service", "A sentence model turns the text into a vector. Texts that mean the same lie close together, whatever words they use."),
    TF_IDF("tf-idf", "Weighted word counts, reduced by latent semantic analysis, fitted to your own records. Needs the tokens that TokenizeText adds; very fast.");

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
