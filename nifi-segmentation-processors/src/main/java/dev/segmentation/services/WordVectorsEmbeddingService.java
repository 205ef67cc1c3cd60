// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.words.WordPooling;
import dev.segmentation.core.embedding.words.WordVectorModel;
import dev.segmentation.core.embedding.words.WordVectors;
import dev.segmentation.core.embedding.words.file.WordVectorFile;
import dev.segmentation.core.embedding.words.file.WordVectorFormat;
import dev.segmentation.core.text.CleaningOptions;
import dev.segmentation.core.text.LanguageOptions;
import dev.segmentation.core.text.Stemming;
import dev.segmentation.core.text.TextOptions;
import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.WordOptions;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.reporting.InitializationException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Vectors of texts from a file of pre-trained word vectors.
 */
@Tags({"embedding", "word2vec", "glove", "fasttext", "vector", "word", "text", "segmentation"})
@CapabilityDescription("Turns texts into vectors by the vectors of their words, read from a file of word2vec (text or binary), GloVe or fastText (.vec), compressed or not. "
        + "Nothing leaves the machine. A text without any word of the file has no vector.")
@Restricted(restrictions = @Restriction(requiredPermission = RequiredPermission.READ_FILESYSTEM, explanation = "Reads the file of vectors that the user names."))
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "200,000 words of 300 values take 280 MB of heap while the service is enabled; Memory Limit bounds it.")
public class WordVectorsEmbeddingService extends AbstractControllerService implements EmbeddingService, VerifiableControllerService {

    static final PropertyDescriptor VECTORS_FILE = new PropertyDescriptor.Builder()
            .name("Vectors File")
            .description("The file of word vectors, compressed by gzip or not.")
            .required(true)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE)
            .build();

    static final PropertyDescriptor FILE_FORMAT = new PropertyDescriptor.Builder()
            .name("File Format")
            .description("How the file is written.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(WordVectorFormat.AUTO, "Recognised by the file's beginning"),
                    EnumChoice.of(WordVectorFormat.WORD2VEC_TEXT, "A line with the number of words and of values, then a line for each word; fastText's .vec too"),
                    EnumChoice.of(WordVectorFormat.WORD2VEC_BINARY, "A line with the number of words and of values, then words with float32 values"),
                    EnumChoice.of(WordVectorFormat.GLOVE_TEXT, "A line for each word"))
            .defaultValue(EnumChoice.name(WordVectorFormat.AUTO))
            .build();

    static final PropertyDescriptor MAXIMUM_WORDS = new PropertyDescriptor.Builder()
            .name("Maximum Words")
            .description("Words read from the beginning of the file, where the most frequent ones stand.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(1, Integer.MAX_VALUE, true))
            .defaultValue("200000")
            .build();

    static final PropertyDescriptor MEMORY_LIMIT = new PropertyDescriptor.Builder()
            .name("Memory Limit")
            .description("What the words and vectors may take of the heap; half of the heap at most. A file that needs more is refused before it is loaded.")
            .required(true)
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .defaultValue("1 GB")
            .build();

    static final PropertyDescriptor WORD_POOLING = new PropertyDescriptor.Builder()
            .name("Word Pooling")
            .description("How the vectors of a text's words become the text's vector.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(WordPooling.SIF, "Smooth inverse frequency: frequent words count little. How frequent a word is, is told by its place in the file, by Zipf's law"),
                    EnumChoice.of(WordPooling.MEAN, "All words count the same"))
            .defaultValue(EnumChoice.name(WordPooling.SIF))
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(VECTORS_FILE, FILE_FORMAT, MAXIMUM_WORDS, MEMORY_LIMIT, WORD_POOLING, LanguageCodes.LANGUAGES);

    private static final String SAMPLE_ATTRIBUTE = "text";

    private volatile Engine engine;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) throws InitializationException {
        try {
            engine = Engine.load(context);
        } catch (final IOException e) {
            throw new InitializationException("The word vectors could not be loaded: " + e.getMessage(), e);
        }
    }

    /** A call that is under way keeps what it needs. */
    @OnDisabled
    public void onDisabled() {
        engine = null;
    }

    @Override
    public String getEmbedderId() {
        return engine().id();
    }

    @Override
    public int getDimension() {
        return engine().model().dimension();
    }

    @Override
    public Set<String> getLanguages() {
        return engine().languages();
    }

    @Override
    public float[][] embed(final List<String> texts) {
        return engine().embed(texts);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger, final Map<String, String> variables) {
        final List<ConfigVerificationResult> results = new ArrayList<>();
        final ConfigVerificationResult.Builder load = new ConfigVerificationResult.Builder().verificationStepName("Load Vectors");
        try {
            final Engine sample = Engine.load(context);
            results.add(load.outcome(Outcome.SUCCESSFUL).explanation("Loaded %s: %d words, dimension %d".formatted(sample.id(), sample.model().vocabularySize(), sample.model().dimension()))
                    .build());
            final String text = variables.getOrDefault(SAMPLE_ATTRIBUTE, "good service 好");
            final List<String> words = sample.words(text);
            final long known = words.stream().filter(sample.model()::knows).count();
            results.add(new ConfigVerificationResult.Builder().verificationStepName("Embed Sample Text").outcome(known > 0 ? Outcome.SUCCESSFUL : Outcome.FAILED)
                    .explanation("%d of %d words of the sample text have a vector".formatted(known, words.size())).build());
        } catch (final IOException e) {
            results.add(load.outcome(Outcome.FAILED).explanation(e.getMessage()).build());
        }
        return results;
    }

    private Engine engine() {
        final Engine current = engine;
        if (current == null) {
            throw new IllegalStateException("the word vectors service is not enabled");
        }
        return current;
    }

    /** What lives from enabling to disabling. */
    private record Engine(WordVectorModel model, TextPipeline pipeline, String id, Set<String> languages) {

        static Engine load(final PropertyContext context) throws IOException {
            final long limit = Math.min(context.getProperty(MEMORY_LIMIT).asDataSize(DataUnit.B).longValue(), Runtime.getRuntime().maxMemory() / 2);
            final Path file = Path.of(context.getProperty(VECTORS_FILE).getValue());
            final WordVectors vectors = new WordVectorFile(file, context.getProperty(MAXIMUM_WORDS).asInteger(), limit).read(EnumChoice.read(context, FILE_FORMAT, WordVectorFormat.class));
            final WordPooling pooling = EnumChoice.read(context, WORD_POOLING, WordPooling.class);
            final WordVectorModel model = new WordVectorModel(vectors, pooling, new float[0]);
            return new Engine(model, createPipeline(), "word-vectors/" + digest(vectors) + "/" + pooling.code(), LanguageCodes.read(context));
        }

        float[][] embed(final List<String> texts) {
            return texts.stream().map(text -> model.embed(words(text))).toArray(float[][]::new);
        }

        /**
         * @return words as the file has them: as they are written where it has them so, otherwise in lower case
         */
        List<String> words(final String text) {
            return pipeline.apply(text).tokens().stream().map(word -> model.knows(word) ? word : word.toLowerCase(Locale.ROOT)).toList();
        }

        /** Vectors are made of words as people write them: neither stemmed nor without function words. */
        private static TextPipeline createPipeline() {
            return new TextPipeline(new TextOptions(CleaningOptions.DEFAULT, null, LanguageOptions.DEFAULT, WordOptions.of(false, Stemming.NONE).asWritten()));
        }

        /** Of what was loaded, not of the file: the same words and values are the same embedder, however they were written. */
        private static String digest(final WordVectors vectors) {
            try {
                final MessageDigest digest = MessageDigest.getInstance("SHA-256");
                vectors.words().forEach(word -> digest.update((word + "\n").getBytes(StandardCharsets.UTF_8)));
                final ByteBuffer row = ByteBuffer.allocate(vectors.dimension() * Float.BYTES);
                for (int start = 0; start < vectors.vectors().length; start += vectors.dimension()) {
                    row.asFloatBuffer().put(vectors.vectors(), start, vectors.dimension());
                    digest.update(row.array());
                }
                return HexFormat.of().formatHex(digest.digest(), 0, 6);
            } catch (final NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
