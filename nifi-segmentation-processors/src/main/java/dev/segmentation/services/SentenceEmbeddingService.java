// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.LongTexts;
import dev.segmentation.core.embedding.Pooling;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.reporting.InitializationException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Sentence embeddings computed on this machine, with a model that comes with the NAR or one from a directory.
 */
@Tags({"embedding", "sentence", "vector", "text", "onnx", "bert", "sentence-transformers", "english", "chinese", "segmentation"})
@CapabilityDescription("Turns texts into vectors with a sentence model that comes with this NAR, or with one in a directory. Nothing leaves the machine and nothing is downloaded. "
        + "Texts that mean the same lie close together, whatever words they use. Choose the model by the language of the texts.")
@SystemResourceConsideration(resource = SystemResource.CPU, description = "Encoding a short text takes some milliseconds of one processor core; Threads sets how many cores work at once.")
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "A bundled model takes 100 to 170 MB outside the Java heap while the service is enabled, a model of a "
        + "directory somewhat more than its file.")
@Restricted(restrictions = @Restriction(requiredPermission = RequiredPermission.READ_FILESYSTEM, explanation = "Reads a model from the directory that the user names."))
public class SentenceEmbeddingService extends AbstractControllerService implements EmbeddingService, VerifiableControllerService {

    static final AllowableValue MODEL_DIRECTORY_VALUE = new AllowableValue("model-directory", "model-directory", "A model of your own in a directory, with a tokenizer of the kind WordPiece");
    static final AllowableValue FROM_MODEL = new AllowableValue("from-model", "from-model",
            "As the model's output sentence_embedding or 1_Pooling/config.json has it; when neither is there the service is not enabled");

    static final PropertyDescriptor MODEL = new PropertyDescriptor.Builder()
            .name("Model")
            .description("The sentence model. A model understands the language that it was made for: English text needs an English model, Chinese text the Chinese one.")
            .required(true)
            .allowableValues(BundledModel.MINILM_EN, BundledModel.BGE_EN, BundledModel.BGE_ZH, MODEL_DIRECTORY_VALUE)
            .defaultValue(BundledModel.MINILM_EN)
            .build();

    static final PropertyDescriptor MODEL_DIRECTORY = new PropertyDescriptor.Builder()
            .name("Model Directory")
            .description("The directory of a model as sentence-transformers and Hugging Face lay it out: model.onnx or onnx/model.onnx, tokenizer.json and, where it exists, 1_Pooling/config.json.")
            .required(true)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.DIRECTORY)
            .dependsOn(MODEL, MODEL_DIRECTORY_VALUE)
            .build();

    static final PropertyDescriptor POOLING = new PropertyDescriptor.Builder()
            .name("Pooling")
            .description("How the vectors of a text's tokens become the text's vector. It must be as the model was trained, otherwise the vectors mean little.")
            .required(true)
            .allowableValues(
                    FROM_MODEL,
                    EnumChoice.of(Pooling.MEAN, "The mean over all tokens, as all-MiniLM, e5 and gte do it"),
                    EnumChoice.of(Pooling.FIRST_TOKEN, "The vector of the first token, [CLS], as bge does it"))
            .defaultValue(FROM_MODEL)
            .dependsOn(MODEL, MODEL_DIRECTORY_VALUE)
            .build();

    static final PropertyDescriptor LANGUAGES = new PropertyDescriptor.Builder()
            .fromPropertyDescriptor(LanguageCodes.LANGUAGES)
            .dependsOn(MODEL, MODEL_DIRECTORY_VALUE)
            .build();

    static final PropertyDescriptor THREADS = new PropertyDescriptor.Builder()
            .name("Threads")
            .description("Threads that encode the texts of one call. The vectors do not depend on it.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .defaultValue("2")
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description("""
                    Texts per inference at most; long ones share it with fewer or none. With 1, the same text always has the same vector. More are a fifth to a third faster where texts are \
                    short, but the models scale their numbers over the whole batch, so that a vector then depends slightly on the texts beside it (cosine about 0.99 to its vector alone).""")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .defaultValue("1")
            .build();

    static final PropertyDescriptor MAXIMUM_TOKENS = new PropertyDescriptor.Builder()
            .name("Maximum Tokens")
            .description("Tokens that are read at once. A token is a word or a part of one, in Chinese a character. Time grows with the tokens read. The bundled models take up to 512.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(8, 8192, true))
            .defaultValue("256")
            .build();

    static final PropertyDescriptor LONG_TEXTS = new PropertyDescriptor.Builder()
            .name("Long Texts")
            .description("What happens to texts of more than Maximum Tokens.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(LongTexts.TRUNCATE, "Only the beginning is read"),
                    EnumChoice.of(LongTexts.WINDOWS, "All is read, in windows of Maximum Tokens; the vector is the mean of theirs, weighted by their tokens. Time grows with the text"))
            .defaultValue(EnumChoice.name(LongTexts.TRUNCATE))
            .build();

    static final PropertyDescriptor CACHE_SIZE = new PropertyDescriptor.Builder()
            .name("Cache Size")
            .description("Texts whose vectors are kept while the service is enabled, so that repeated texts, and FlowFiles that come again, are not computed twice. 0: none. Not with "
                    + "larger batches, where a vector depends on the texts beside it.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(0, 10_000_000, true))
            .defaultValue("10000")
            .dependsOn(BATCH_SIZE, "1")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(MODEL, MODEL_DIRECTORY, POOLING, LANGUAGES, THREADS, BATCH_SIZE, MAXIMUM_TOKENS, LONG_TEXTS,
            TextPrefix.TEXT_PREFIX, CACHE_SIZE);

    private static final String SAMPLE_ATTRIBUTE = "text";

    /** Calls hold the read lock, so that disabling waits for them and later ones find the service closed. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private SentenceEngine engine;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) throws InitializationException {
        lock.writeLock().lock();
        try {
            engine = SentenceEngine.start(context);
        } catch (final IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InitializationException("The sentence model could not be loaded: " + e.getMessage(), e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @OnDisabled
    public void onDisabled() {
        lock.writeLock().lock();
        try {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String getEmbedderId() {
        return engine().id();
    }

    @Override
    public int getDimension() {
        return engine().dimension();
    }

    @Override
    public Set<String> getLanguages() {
        return engine().languages();
    }

    @Override
    public float[][] embed(final List<String> texts) {
        lock.readLock().lock();
        try {
            return requireEngine().embed(texts);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger, final Map<String, String> variables) {
        return SentenceVerification.run(context, variables.get(SAMPLE_ATTRIBUTE));
    }

    private SentenceEngine engine() {
        lock.readLock().lock();
        try {
            return requireEngine();
        } finally {
            lock.readLock().unlock();
        }
    }

    private SentenceEngine requireEngine() {
        if (engine == null) {
            throw new IllegalStateException("the sentence embedding service is not enabled");
        }
        return engine;
    }
}
