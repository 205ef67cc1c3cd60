// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.embedding.LatentSemanticOptions;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * EmbedText's properties for fitting a TF-IDF model.
 */
final class FittingProperties {

    static final PropertyDescriptor DIMENSIONS = fitting("Dimensions", "Values per vector. Records that span fewer give fewer; the model says how many.", "100")
            .addValidator(StandardValidators.createLongValidator(1, LatentSemanticOptions.MAXIMUM_DIMENSIONS, true))
            .build();

    static final PropertyDescriptor MINIMUM_DOCUMENT_FREQUENCY = fitting("Minimum Document Frequency", """
            Records that must have a word before it enters the vocabulary. The vocabulary is stored in the model: a higher number keeps rare words, such as names, out of it.""", "2")
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .build();

    static final PropertyDescriptor MAXIMUM_VOCABULARY = fitting("Maximum Vocabulary", "Words at most: those that most records have.", "50000")
            .addValidator(StandardValidators.createLongValidator(1, LatentSemanticOptions.MAXIMUM_VOCABULARY, true))
            .build();

    static final PropertyDescriptor SEED = fitting("Seed", "Start of the random numbers. The same records and seed give the same model.", "42")
            .addValidator(StandardValidators.LONG_VALIDATOR)
            .build();

    static final PropertyDescriptor THREADS = fitting("Threads", "Threads that fit the model. The model does not depend on it.", "2")
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .build();

    static final PropertyDescriptor TRAINING_MEMORY_LIMIT = fitting("Training Memory Limit", """
            Heap that fitting may take, never more than half of NiFi's. A FlowFile that needs more goes to failure.""", "1 GB")
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .build();

    private FittingProperties() {
    }

    static LatentSemanticOptions options(final PropertyContext context) {
        return new LatentSemanticOptions(context.getProperty(DIMENSIONS).asInteger(), context.getProperty(MINIMUM_DOCUMENT_FREQUENCY).asInteger(),
                context.getProperty(MAXIMUM_VOCABULARY).asInteger(), context.getProperty(SEED).asLong(), MemoryLimit.bytes(context, TRAINING_MEMORY_LIMIT));
    }

    /** Model Action depends on the Embedding Method in turn. */
    private static PropertyDescriptor.Builder fitting(final String name, final String description, final String defaultValue) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true).defaultValue(defaultValue)
                .dependsOn(ModelAction.PROPERTY, ModelAction.FIT);
    }
}
