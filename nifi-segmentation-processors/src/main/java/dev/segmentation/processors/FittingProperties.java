// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.embedding.LatentSemanticModel;
import dev.segmentation.core.embedding.LatentSemanticOptions;
import dev.segmentation.core.embedding.LatentSemanticTrainer;
import dev.segmentation.core.embedding.Limits;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.core.embedding.words.GloVeOptions;
import dev.segmentation.core.embedding.words.GloVeTrainer;
import dev.segmentation.core.embedding.words.Word2VecArchitecture;
import dev.segmentation.core.embedding.words.Word2VecOptions;
import dev.segmentation.core.embedding.words.Word2VecTrainer;
import dev.segmentation.core.embedding.words.WordPooling;
import dev.segmentation.core.embedding.words.WordVectorModel;
import dev.segmentation.model.LatentSemanticFile;
import dev.segmentation.model.WordVectorsFile;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/**
 * EmbedText's properties for fitting a model.
 */
final class FittingProperties {

    static final PropertyDescriptor DIMENSIONS = fitting("Dimensions", """
            Values per vector. Empty: 50 for tf-idf, 100 for word vectors. With tf-idf, dozens of narrow subjects come apart better with 100 or 200, a few broad ones with 30. \
            Records that span fewer give fewer; the model says how many.""", null)
            .required(false)
            .addValidator(StandardValidators.createLongValidator(1, Limits.MAXIMUM_DIMENSIONS, true))
            .build();

    static final PropertyDescriptor MINIMUM_DOCUMENT_FREQUENCY = fitting("Minimum Document Frequency", """
            Records that must have a word before it enters the vocabulary. The vocabulary is stored in the model: a higher number keeps rare words, such as names, out of it.""", "2")
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.TF_IDF)
            .build();

    static final PropertyDescriptor MAXIMUM_DOCUMENT_FREQUENCY = fitting("Maximum Document Frequency", """
            Share of the records that may have a word: 0.5 keeps words that more than half of them have out of the vocabulary. 1 keeps none out. Such words weigh \
            little anyway, and among them may be those that tell segments apart.""", "1")
            .addValidator(FittingProperties::validatePositiveShare)
            .dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.TF_IDF)
            .build();

    static final PropertyDescriptor SUBLINEAR_TERM_FREQUENCY = fitting("Sublinear Term Frequency", """
            Whether a word that a record has several times counts as 1 + ln count there. Otherwise it counts as often as it stands there, which lets repetitions prevail.""", "true")
            .allowableValues("true", "false")
            .dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.TF_IDF)
            .build();

    static final PropertyDescriptor MAXIMUM_VOCABULARY = fitting("Maximum Vocabulary", "Words at most: those that most records have, or for word vectors the most frequent ones.", "50000")
            .addValidator(StandardValidators.createLongValidator(1, Limits.MAXIMUM_VOCABULARY, true))
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

    static final PropertyDescriptor WORD_POOLING = words("Word Pooling", "How the vectors of a record's words become the record's vector.")
            .allowableValues(PoolingOption.class)
            .defaultValue(PoolingOption.IDF)
            .build();

    static final PropertyDescriptor WINDOW = words("Window", "Words on either side of a word that count as its neighbours.")
            .addValidator(StandardValidators.createLongValidator(1, Limits.MAXIMUM_WINDOW, true))
            .defaultValue("5")
            .build();

    static final PropertyDescriptor MINIMUM_COUNT = words("Minimum Count", """
            How often a word must occur before it enters the vocabulary. The vocabulary is stored in the model: a higher number keeps rare words, such as names, out of it.""")
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .defaultValue("2")
            .build();

    static final PropertyDescriptor EPOCHS = words("Epochs", "Passes over the records. Small collections need more, large ones fewer.")
            .addValidator(StandardValidators.createLongValidator(1, Limits.MAXIMUM_EPOCHS, true))
            .defaultValue("20")
            .build();

    static final PropertyDescriptor LEARNING_RATE = words("Learning Rate", """
            Size of the first steps. Empty: 0.025 for Word2Vec, where it falls in a straight line, and 0.05 for GloVe, where AdaGrad adapts it.""")
            .required(false)
            .addValidator(FittingProperties::validatePositive)
            .build();

    static final PropertyDescriptor NEGATIVE_SAMPLES = word2Vec("Negative Samples", "Random words that each word is told apart from.")
            .addValidator(StandardValidators.createLongValidator(1, Limits.MAXIMUM_NEGATIVE_SAMPLES, true))
            .defaultValue("5")
            .build();

    static final PropertyDescriptor SUBSAMPLING = word2Vec("Subsampling", """
            Share of all words above which a word is frequent: it is then left out at random now and then. 0 keeps all.""")
            .addValidator(FittingProperties::validateShare)
            .defaultValue("0.001")
            .build();

    static final PropertyDescriptor MAXIMUM_COOCCURRENCE = fitting("Maximum Co-occurrence", "Pairs of words that stand near each other so often have full weight, others less.", "10")
            .addValidator(FittingProperties::validatePositive)
            .dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.GLOVE)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(DIMENSIONS, MINIMUM_DOCUMENT_FREQUENCY, MAXIMUM_DOCUMENT_FREQUENCY, SUBLINEAR_TERM_FREQUENCY, WORD_POOLING, WINDOW, MINIMUM_COUNT,
            MAXIMUM_VOCABULARY, EPOCHS, LEARNING_RATE, NEGATIVE_SAMPLES, SUBSAMPLING, MAXIMUM_COOCCURRENCE, SEED, THREADS, TRAINING_MEMORY_LIMIT);

    private static final int TF_IDF_DIMENSIONS = 50;
    private static final int WORD_VECTOR_DIMENSIONS = 100;
    private static final double WORD2VEC_LEARNING_RATE = 0.025;
    private static final double GLOVE_LEARNING_RATE = 0.05;

    private FittingProperties() {
    }

    /**
     * @param method one that is fitted
     */
    static Fitting<?> fitting(final EmbeddingMethod method, final PropertyContext context) {
        return switch (method) {
            case TF_IDF -> latentSemantic(context);
            case WORD2VEC_CBOW -> word2Vec(method, Word2VecArchitecture.CBOW, context);
            case WORD2VEC_SKIP_GRAM -> word2Vec(method, Word2VecArchitecture.SKIP_GRAM, context);
            case GLOVE -> gloVe(context);
            case EMBEDDING_SERVICE -> throw new IllegalArgumentException("an Embedding Service is not fitted");
        };
    }

    private static Fitting<LatentSemanticModel> latentSemantic(final PropertyContext context) {
        final LatentSemanticOptions options = latentSemanticOptions(context);
        return new Fitting<>(() -> new LatentSemanticTrainer(options),
                (model, name, version, trainingRecords) -> LatentSemanticFile.write(model, name, version, options, trainingRecords));
    }

    static LatentSemanticOptions latentSemanticOptions(final PropertyContext context) {
        return new LatentSemanticOptions(dimensions(EmbeddingMethod.TF_IDF, context), integer(context, MINIMUM_DOCUMENT_FREQUENCY),
                context.getProperty(MAXIMUM_DOCUMENT_FREQUENCY).asDouble(), integer(context, MAXIMUM_VOCABULARY), context.getProperty(SUBLINEAR_TERM_FREQUENCY).asBoolean(),
                context.getProperty(SEED).asLong(), MemoryLimit.bytes(context, TRAINING_MEMORY_LIMIT));
    }

    private static Fitting<WordVectorModel> word2Vec(final EmbeddingMethod method, final Word2VecArchitecture architecture, final PropertyContext context) {
        final Word2VecOptions options = new Word2VecOptions(architecture, dimensions(method, context), integer(context, WINDOW), integer(context, NEGATIVE_SAMPLES),
                context.getProperty(SUBSAMPLING).asDouble(), integer(context, MINIMUM_COUNT), integer(context, MAXIMUM_VOCABULARY), integer(context, EPOCHS),
                learningRate(context, WORD2VEC_LEARNING_RATE), context.getProperty(SEED).asLong(), MemoryLimit.bytes(context, TRAINING_MEMORY_LIMIT));
        final Map<String, Number> written = sharedOptions(context, options.learningRate());
        written.put("negative_samples", options.negativeSamples());
        written.put("subsampling", options.subsampling());
        return wordVectors(method, () -> new Word2VecTrainer(options, pooling(context)), written, options.seed());
    }

    private static Fitting<WordVectorModel> gloVe(final PropertyContext context) {
        final GloVeOptions options = new GloVeOptions(dimensions(EmbeddingMethod.GLOVE, context), integer(context, WINDOW), integer(context, MINIMUM_COUNT), integer(context, MAXIMUM_VOCABULARY),
                integer(context, EPOCHS), learningRate(context, GLOVE_LEARNING_RATE), context.getProperty(MAXIMUM_COOCCURRENCE).asDouble(), context.getProperty(SEED).asLong(),
                MemoryLimit.bytes(context, TRAINING_MEMORY_LIMIT));
        final Map<String, Number> written = sharedOptions(context, options.learningRate());
        written.put("maximum_cooccurrence", options.maximumCooccurrence());
        return wordVectors(EmbeddingMethod.GLOVE, () -> new GloVeTrainer(options, pooling(context)), written, options.seed());
    }

    /** The options that Word2Vec and GloVe share, as the model file names them. */
    private static Map<String, Number> sharedOptions(final PropertyContext context, final double learningRate) {
        final Map<String, Number> options = new LinkedHashMap<>();
        options.put("window", integer(context, WINDOW));
        options.put("minimum_count", integer(context, MINIMUM_COUNT));
        options.put("maximum_vocabulary", integer(context, MAXIMUM_VOCABULARY));
        options.put("epochs", integer(context, EPOCHS));
        options.put("learning_rate", learningRate);
        return options;
    }

    private static Fitting<WordVectorModel> wordVectors(final EmbeddingMethod method, final Supplier<TokenTrainer<WordVectorModel>> trainer, final Map<String, Number> options,
            final long seed) {
        options.put("seed", seed);
        return new Fitting<>(trainer, (model, name, version, trainingRecords) -> WordVectorsFile.write(model, method.getValue(), name, version, options));
    }

    private static WordPooling pooling(final PropertyContext context) {
        return context.getProperty(WORD_POOLING).asAllowableValue(PoolingOption.class).pooling();
    }

    private static int integer(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asInteger();
    }

    /**
     * @param method one that is fitted
     * @return values per vector at most
     */
    static int dimensions(final EmbeddingMethod method, final PropertyContext context) {
        if (context.getProperty(DIMENSIONS).isSet()) {
            return integer(context, DIMENSIONS);
        }
        return method == EmbeddingMethod.TF_IDF ? TF_IDF_DIMENSIONS : WORD_VECTOR_DIMENSIONS;
    }

    private static double learningRate(final PropertyContext context, final double standard) {
        return context.getProperty(LEARNING_RATE).isSet() ? context.getProperty(LEARNING_RATE).asDouble() : standard;
    }

    private static ValidationResult validatePositive(final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, value -> value > 0 && value < Double.POSITIVE_INFINITY, "must be a number above 0");
    }

    private static ValidationResult validateShare(final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, value -> value >= 0 && value <= 1, "must be a number from 0 to 1");
    }

    private static ValidationResult validatePositiveShare(final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, value -> value > 0 && value <= 1, "must be a number above 0 and at most 1");
    }

    private static ValidationResult validate(final String subject, final String input, final DoublePredicate accepted, final String explanation) {
        boolean valid;
        try {
            valid = accepted.test(Double.parseDouble(input));
        } catch (final NumberFormatException e) {
            valid = false;
        }
        return new ValidationResult.Builder().subject(subject).input(input).valid(valid).explanation(explanation).build();
    }

    /** Model Action depends on the Embedding Method in turn. */
    private static PropertyDescriptor.Builder fitting(final String name, final String description, final String defaultValue) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true).defaultValue(defaultValue)
                .dependsOn(ModelAction.PROPERTY, ModelAction.FIT);
    }

    private static PropertyDescriptor.Builder words(final String name, final String description) {
        return fitting(name, description, null).dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.WORD2VEC_CBOW, EmbeddingMethod.WORD2VEC_SKIP_GRAM, EmbeddingMethod.GLOVE);
    }

    private static PropertyDescriptor.Builder word2Vec(final String name, final String description) {
        return fitting(name, description, null).dependsOn(EmbeddingMethod.PROPERTY, EmbeddingMethod.WORD2VEC_CBOW, EmbeddingMethod.WORD2VEC_SKIP_GRAM);
    }

    /** The allowable values of Word Pooling. */
    enum PoolingOption implements DescribedValue {

        MEAN(WordPooling.MEAN, "Their mean"),
        IDF(WordPooling.IDF, "Their mean, where a word that few records have counts more"),
        SIF(WordPooling.SIF, "Smooth inverse frequency: their mean, where rare words count more, less what all records have in common");

        private final WordPooling pooling;
        private final String description;

        PoolingOption(final WordPooling pooling, final String description) {
            this.pooling = pooling;
            this.description = description;
        }

        WordPooling pooling() {
            return pooling;
        }

        @Override
        public String getValue() {
            return pooling.code();
        }

        @Override
        public String getDisplayName() {
            return getValue();
        }

        @Override
        public String getDescription() {
            return description;
        }
    }
}
