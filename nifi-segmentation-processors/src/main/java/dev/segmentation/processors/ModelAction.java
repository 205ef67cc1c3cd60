// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * Whether EmbedText makes a model or uses one.
 */
enum ModelAction implements DescribedValue {

    FIT("fit", "Fits a model to the records of each FlowFile, publishes it to the Model Store, and embeds the records with it."),
    APPLY("apply", "Embeds with the latest model that the Model Store has under the Model Name.");

    static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Model Action")
            .description("Whether to make a model or to use one.")
            .required(true)
            .allowableValues(ModelAction.class)
            .defaultValue(FIT)
            .dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.TF_IDF, EmbeddingMethod.WORD_VECTORS)
            .build();

    private final String value;
    private final String description;

    ModelAction(final String value, final String description) {
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
