// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.ModelVersions;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.record.TokensReader;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.serialization.record.Record;

/**
 * Where EmbedText's models come from and go to: fitted to a FlowFile, published, loaded. Keeps the last one that was
 * loaded, so that a stream of small FlowFiles does not read it again and again. Safe for concurrent tasks.
 */
final class FittedModels {

    private volatile Named loaded;

    /**
     * A model and what it is called; file is null when it was loaded.
     */
    record Named(TokenModel model, EmbeddingMethod method, String name, String version, byte[] file) {

        String embedderId() {
            return method.getValue() + "/" + name + "/" + version;
        }
    }

    /**
     * @param store where the model will be published: asked before the work whether it can be
     * @return a model that is not yet published, or null when no record has words
     * @throws RecordProblem when the records cannot give a model
     * @throws ServiceTrouble when the store cannot be written to
     */
    <M extends TokenModel> Named fit(final ModelStore store, final RecordFlow records, final FlowFile flowFile, final FieldPath tokensField, final EmbeddingMethod method, final String name,
            final Fitting<M> fitting, final int threads, final TrainingMonitor monitor) {
        requireName(name);
        StoredModels.requireWritable(store);
        final TokenTrainer<M> trainer = fitting.trainer().get();
        final TokensReader tokens = new TokensReader(tokensField);
        try (Workers workers = new Workers("embed-text", threads)) {
            records.read(flowFile, source -> {
                for (Record record = source.next(); record != null; record = source.next()) {
                    monitor.checkCancelled();
                    if (source.index() == 0) {
                        tokensField.requireIn(source.schema());
                    }
                    trainer.add(tokens.read(record, source.index()));
                    monitor.progress("Records read", trainer.documents(), 0);
                }
            });
            if (!trainer.hasWords()) {
                return null;
            }
            final M model = trainer.fit(workers, monitor);
            final String version = ModelVersions.next();
            return new Named(model, method, name, version, fitting.file().write(model, name, version, trainer.documents()));
        } catch (final UntrainableException e) {
            throw new RecordProblem(e.getMessage(), e);
        }
    }

    /**
     * @throws ServiceTrouble when the store does not take it
     */
    void publish(final ModelStore store, final Named model) {
        StoredModels.publish(store, model.name(), model.version(), model.file());
    }

    /**
     * @return the latest model of that name
     * @throws RecordProblem when the store has none
     * @throws InvalidModelException when it must not be used
     * @throws ServiceTrouble when the store does not answer
     */
    Named latest(final ModelStore store, final EmbeddingMethod method, final String name) throws InvalidModelException {
        requireName(name);
        final String version = StoredModels.latestVersion(store, name);
        final Named last = loaded;
        if (last != null && last.method() == method && last.name().equals(name) && last.version().equals(version)) {
            return last;
        }
        final Named named = new Named(method.read(StoredModels.load(store, name, version)), method, name, version, null);
        loaded = named;
        return named;
    }

    void forget() {
        loaded = null;
    }

    /**
     * @throws RecordProblem when no store takes a model of that name
     */
    static void requireName(final String name) {
        if (!ModelNames.isValid(name)) {
            throw new RecordProblem("the property 'Model Name' does not resolve to " + ModelNames.RULE);
        }
    }
}
