// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.SegmentCountOptions;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.embedding.LatentSemanticOptions;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.text.TextOptions;
import org.apache.nifi.components.ConfigurableComponent;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.util.MockProcessContext;

/**
 * What the processors do when nobody changes their properties. Nothing is repeated here: the processors' own code reads the defaults of their own
 * properties, so that a measurement follows whatever the processors do.
 */
public final class ProcessorDefaults {

    private ProcessorDefaults() {
    }

    /**
     * @param language auto or an ISO 639-1 code that TokenizeText knows
     * @return how TokenizeText makes words of texts
     */
    public static TextOptions text(final String language) {
        final MockProcessContext context = defaults(new TokenizeText());
        set(context, LanguageProperties.LANGUAGE, language);
        return TokenizeText.options(context);
    }

    /**
     * @param method an Embedding Method of EmbedText that fits a model
     * @param dimensions values per vector, or null for as many as EmbedText takes
     * @return a new trainer of it
     */
    public static TokenTrainer<?> trainer(final String method, final Integer dimensions, final long seed) {
        final MockProcessContext context = defaults(new EmbedText());
        set(context, EmbeddingMethod.PROPERTY, method);
        if (dimensions != null) {
            set(context, FittingProperties.DIMENSIONS, dimensions.toString());
        }
        set(context, FittingProperties.SEED, Long.toString(seed));
        final EmbeddingMethod chosen = context.getProperty(EmbeddingMethod.PROPERTY).asAllowableValue(EmbeddingMethod.class);
        return FittingProperties.fitting(chosen, context).trainer().get();
    }

    /**
     * @param method an Embedding Method of EmbedText that trains Word2Vec
     * @return EmbedText's settings for it
     */
    public static WordVectorSettings wordVectors(final String method) {
        final MockProcessContext context = defaults(new EmbedText());
        set(context, EmbeddingMethod.PROPERTY, method);
        final int dimensions = FittingProperties.dimensions(context.getProperty(EmbeddingMethod.PROPERTY).asAllowableValue(EmbeddingMethod.class), context);
        return new WordVectorSettings(dimensions, integer(context, FittingProperties.WINDOW),
                integer(context, FittingProperties.NEGATIVE_SAMPLES), context.getProperty(FittingProperties.SUBSAMPLING).asDouble(),
                integer(context, FittingProperties.MINIMUM_COUNT), integer(context, FittingProperties.EPOCHS));
    }

    /**
     * @return how TF-IDF is fitted
     */
    public static LatentSemanticOptions latentSemantic() {
        return FittingProperties.latentSemanticOptions(defaults(new EmbedText()));
    }

    /**
     * @return documents that must have a word before TF-IDF knows it
     */
    public static int minimumDocumentFrequency() {
        return integer(defaults(new EmbedText()), FittingProperties.MINIMUM_DOCUMENT_FREQUENCY);
    }

    /**
     * @return words that TF-IDF knows at most
     */
    public static int maximumVocabulary() {
        return integer(defaults(new EmbedText()), FittingProperties.MAXIMUM_VOCABULARY);
    }

    /**
     * @return texts that EmbedText gives to an Embedding Service at once
     */
    public static int textsPerCall() {
        return integer(defaults(new EmbedText()), EmbedText.BATCH_SIZE);
    }

    /**
     * @param algorithm an Algorithm of ClusterCustomers
     * @param smoothing neighbours, or null for as many as ClusterCustomers takes
     * @return how ClusterCustomers makes so many segments, where it is told their number
     */
    public static SegmentSearch search(final String algorithm, final Integer smoothing, final int segments, final long seed) {
        final MockProcessContext context = defaults(new ClusterCustomers());
        set(context, AlgorithmProperties.ALGORITHM, algorithm);
        set(context, SegmentCountProperties.NUMBER_OF_SEGMENTS, Integer.toString(segments));
        set(context, AlgorithmProperties.SEED, Long.toString(seed));
        if (smoothing != null) {
            set(context, AlgorithmProperties.NEIGHBOUR_SMOOTHING, smoothing.toString());
        }
        return AlgorithmProperties.search(context);
    }

    /**
     * @return how ClusterCustomers chooses the number of segments
     */
    public static SegmentCountOptions segmentCount(final long seed) {
        final MockProcessContext context = defaults(new ClusterCustomers());
        set(context, SegmentCountProperties.NUMBER_OF_SEGMENTS, SegmentCountProperties.AUTOMATIC);
        set(context, AlgorithmProperties.SEED, Long.toString(seed));
        return SegmentCountProperties.automatic(context).options();
    }

    /**
     * @return bytes that ClusterCustomers may take for a training
     */
    public static long trainingMemory() {
        return MemoryLimit.bytes(defaults(new ClusterCustomers()), ClusterCustomers.TRAINING_MEMORY_LIMIT);
    }

    /**
     * @return how ScoreClusters scores
     */
    public static QualityOptions quality() {
        final MockProcessContext context = defaults(new ScoreClusters());
        return new QualityOptions(integer(context, ScoreClusters.SILHOUETTE_SAMPLE_SIZE), context.getProperty(ScoreClusters.SEED).asLong());
    }

    private static MockProcessContext defaults(final ConfigurableComponent processor) {
        return new MockProcessContext(processor);
    }

    private static void set(final MockProcessContext context, final PropertyDescriptor property, final String value) {
        if (!context.setProperty(property, value).isValid()) {
            throw new IllegalArgumentException(property.getName() + " does not take the value " + value);
        }
    }

    private static int integer(final MockProcessContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asInteger();
    }

    /**
     * What Word2Vec is trained with.
     *
     * @param dimensions values per vector
     * @param window words at most on either side of a word
     * @param negativeSamples words per position that are told apart from the true one
     * @param subsampling share of all words above which a word is frequent
     * @param minimumCount occurrences that a word needs
     * @param epochs passes over the texts
     */
    public record WordVectorSettings(int dimensions, int window, int negativeSamples, double subsampling, int minimumCount, int epochs) {
    }
}
