// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.SentenceEncoder;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.reporting.InitializationException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Sentence embeddings computed on this machine, with a model that comes with the NAR.
 */
@Tags({"embedding", "sentence", "vector", "text", "onnx", "bert", "english", "chinese", "segmentation"})
@CapabilityDescription("Turns texts into vectors with a sentence model that comes with this NAR. Nothing leaves the machine and nothing is downloaded. "
        + "Texts that mean the same lie close together, whatever words they use. Choose the model by the language of the texts.")
@SystemResourceConsideration(resource = SystemResource.CPU, description = "Encoding a short text takes some milliseconds of one processor core; Threads sets how many cores work at once.")
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "The model takes 100 to 170 MB outside the Java heap while the service is enabled.")
public class SentenceEmbeddingService extends AbstractControllerService implements EmbeddingService, VerifiableControllerService {

    static final PropertyDescriptor MODEL = new PropertyDescriptor.Builder()
            .name("Model")
            .description("The sentence model. A model understands the language that it was made for: English text needs an English model, Chinese text the Chinese one.")
            .required(true)
            .allowableValues(BundledModel.class)
            .defaultValue(BundledModel.MINILM_EN)
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
            .description("Texts per inference. With 1, the same text always has the same vector. More can be up to a half faster for short texts, but the models scale their numbers over the "
                    + "whole batch, so that a vector then depends slightly on the texts beside it (cosine about 0.99 to its vector alone).")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .defaultValue("1")
            .build();

    static final PropertyDescriptor MAXIMUM_TOKENS = new PropertyDescriptor.Builder()
            .name("Maximum Tokens")
            .description("Tokens read of a text, from its start; the rest does not count. A token is a word or a part of one, in Chinese a character. Time grows with the tokens read.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(8, 512, true))
            .defaultValue("256")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(MODEL, THREADS, BATCH_SIZE, MAXIMUM_TOKENS);

    private static final String SAMPLE_TEXT = "ok 好";

    /** Calls hold the read lock, so that disabling waits for them and later ones find the service closed. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Engine engine;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) throws InitializationException {
        lock.writeLock().lock();
        try {
            engine = Engine.start(context);
        } catch (final IOException | IllegalStateException e) {
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
        return engine().encoder().dimension();
    }

    @Override
    public Set<String> getLanguages() {
        return Set.of(engine().language());
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
        final List<ConfigVerificationResult> results = new ArrayList<>();
        final ConfigVerificationResult.Builder load = new ConfigVerificationResult.Builder().verificationStepName("Load Model");
        final ConfigVerificationResult.Builder embed = new ConfigVerificationResult.Builder().verificationStepName("Embed Sample Text");
        try (Engine sample = Engine.start(context)) {
            results.add(load.outcome(Outcome.SUCCESSFUL).explanation("Loaded " + sample.id()).build());
            final float[][] vectors = sample.embed(List.of(SAMPLE_TEXT));
            results.add(embed.outcome(Outcome.SUCCESSFUL).explanation("Embedded a sample text (dimension " + vectors[0].length + ")").build());
        } catch (final IOException | IllegalStateException e) {
            verificationLogger.warn("Verification of the sentence model failed", e);
            final ConfigVerificationResult.Builder failed = results.isEmpty() ? load : embed;
            results.add(failed.outcome(Outcome.FAILED).explanation(e.getMessage()).build());
        }
        return results;
    }

    private Engine engine() {
        lock.readLock().lock();
        try {
            return requireEngine();
        } finally {
            lock.readLock().unlock();
        }
    }

    private Engine requireEngine() {
        if (engine == null) {
            throw new IllegalStateException("the sentence embedding service is not enabled");
        }
        return engine;
    }

    /** What lives from enabling to disabling. */
    private record Engine(SentenceEncoder encoder, Workers workers, int batchSize, String id, String language) implements AutoCloseable {

        static Engine start(final PropertyContext context) throws IOException {
            final BundledModel model = context.getProperty(MODEL).asAllowableValue(BundledModel.class);
            final int batchSize = context.getProperty(BATCH_SIZE).asInteger();
            final int maximumTokens = context.getProperty(MAXIMUM_TOKENS).asInteger();
            final BundledModel.Loaded loaded = model.load(maximumTokens);
            final Workers workers = new Workers("sentence-embedding", context.getProperty(THREADS).asInteger());
            return new Engine(loaded.encoder(), workers, batchSize, loaded.name() + "/max" + maximumTokens + "/batch" + batchSize, model.language());
        }

        float[][] embed(final List<String> texts) {
            return encoder.encode(texts, batchSize, workers);
        }

        @Override
        public void close() {
            workers.close();
            encoder.close();
        }
    }
}
