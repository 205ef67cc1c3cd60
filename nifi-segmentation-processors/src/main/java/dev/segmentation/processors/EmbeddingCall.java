// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.vector.Vectors;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.EmbeddingRefusedException;
import dev.segmentation.services.EmbeddingService;
import dev.segmentation.services.remote.RemoteTrouble;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Calls an Embedding Service and believes nothing: what it throws is service trouble, to be tried again; an answer
 * that does not fit the question is a fault that would come back, so the FlowFile fails.
 */
final class EmbeddingCall {

    private final EmbeddingService service;
    private final String embedderId;
    private final int dimension;
    private final Set<String> languages;

    /**
     * @throws ServiceTrouble when the service does not answer
     */
    EmbeddingCall(final EmbeddingService service) {
        this.service = service;
        embedderId = ask(EmbeddingService::getEmbedderId);
        dimension = ask(EmbeddingService::getDimension);
        final Set<String> stated = ask(EmbeddingService::getLanguages);
        languages = stated == null ? Set.of() : Set.copyOf(stated);
        if (embedderId == null || embedderId.isBlank() || dimension < 1) {
            throw new RecordProblem("the Embedding Service does not say what it is or how many values its vectors have");
        }
    }

    String embedderId() {
        return embedderId;
    }

    int dimension() {
        return dimension;
    }

    /**
     * @return ISO 639-1 codes; empty when any language will do
     */
    Set<String> languages() {
        return languages;
    }

    /**
     * @param texts not blank; may be empty
     * @return one finite vector of the service's dimension per text, or null where the service finds nothing in a text
     * @throws ServiceTrouble when the service fails
     * @throws RecordProblem when the answer is not that
     */
    float[][] embed(final List<String> texts) {
        if (texts.isEmpty()) {
            return new float[0][];
        }
        final float[][] vectors = ask(asked -> asked.embed(texts));
        if (vectors == null || vectors.length != texts.size()) {
            throw new RecordProblem("the Embedding Service returned " + (vectors == null ? "no" : Integer.toString(vectors.length)) + " vectors for " + texts.size() + " texts");
        }
        for (final float[] vector : vectors) {
            if (vector == null) {
                continue;
            }
            if (vector.length != dimension) {
                throw new RecordProblem("the Embedding Service returned a vector of " + vector.length + " values, its dimension is " + dimension);
            }
            if (Vectors.firstNonFinite(vector) >= 0) {
                throw new RecordProblem("the Embedding Service returned a vector that is not finite");
            }
        }
        return vectors;
    }

    private <T> T ask(final Function<EmbeddingService, T> question) {
        try {
            return question.apply(service);
        } catch (final EmbeddingRefusedException e) {
            throw new RecordProblem("the Embedding Service refuses the texts: " + e.getMessage(), e);
        } catch (final IllegalArgumentException e) {
            throw new RecordProblem("the Embedding Service refuses the texts (IllegalArgumentException)", e);
        } catch (final RuntimeException e) {
            final String reason = e instanceof RemoteTrouble ? e.getMessage() : e.getClass().getSimpleName();
            throw new ServiceTrouble("the Embedding Service failed (" + reason + ")", e);
        }
    }
}
