// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.List;

/**
 * Fits a {@link LatentSemanticModel}; of fewer dimensions than wanted when the documents span fewer.
 *
 * <p>A document's coordinate along a singular vector counts with the square root of the singular value: the inner product of rows a and b
 * of the weights A becomes a (A'A)^(1/2) b'. That lies between latent semantic analysis, a b', and the generalized vector space model,
 * a A'A b', in which two documents are alike when their terms stand in the same documents. What many documents share tells groups apart;
 * what few share is mostly chance.
 *
 * <p>Wong, Ziarko, Wong: Generalized vector space model in information retrieval, SIGIR 1985, 18-25. Caron: Experiments with LSA scoring:
 * optimal rank and basis, Computational Information Retrieval, SIAM 2001, 157-169.
 */
public final class LatentSemanticTrainer implements TokenTrainer<LatentSemanticModel> {

    /** What is this small in a vector of length 1 is zero but for rounding; as zero it is shorter in text and compresses. */
    private static final double ROUNDING = 1e-12;

    private final LatentSemanticOptions options;
    private final TrainingMemory memory;
    private final TermCounts counts = new TermCounts();

    public LatentSemanticTrainer(final LatentSemanticOptions options) {
        this.options = options;
        memory = new TrainingMemory(options.memoryLimit());
    }

    @Override
    public void add(final List<String> tokens) {
        counts.add(tokens);
        requireMemory(counts.bytes());
    }

    @Override
    public long documents() {
        return counts.documents();
    }

    @Override
    public boolean hasWords() {
        return counts.entries() > 0;
    }

    @Override
    public LatentSemanticModel fit(final Workers workers, final TrainingMonitor monitor) {
        final TfIdf tfIdf = TfIdf.fit(counts, options);
        final int terms = tfIdf.terms().size();
        if (terms == 0) {
            throw untrainable();
        }
        requireMemory(counts.bytes() + counts.entries() * (Integer.BYTES + Float.BYTES) + RandomizedSvd.workingBytes(terms, options.dimensions(), workers.threads()));
        if (counts.entries() > SparseRows.MAXIMUM_ENTRIES || counts.documents() > SparseRows.MAXIMUM_ENTRIES) {
            throw new UntrainableException("more than " + SparseRows.MAXIMUM_ENTRIES + " term counts: train on a sample of the records");
        }

        final SparseRows rows = tfIdf.weigh(counts);
        return new LatentSemanticModel(tfIdf, components(new RandomizedSvd(workers, monitor).rightSingularVectors(rows, options.dimensions(), options.seed()), terms));
    }

    private UntrainableException untrainable() {
        final String enough = "no term occurs in at least " + options.minimumDocumentFrequency() + " of the " + counts.documents() + " records";
        if (options.maximumDocumentFrequency() == 1) {
            return new UntrainableException(enough + ": lower the Minimum Document Frequency or train on more records");
        }
        return new UntrainableException(enough + " and at most the share " + options.maximumDocumentFrequency()
                + " of them: lower the Minimum Document Frequency, raise the Maximum Document Frequency or train on more records");
    }

    /** Each vector times the square root of its singular value, where that of the first is 1. */
    private static float[] components(final SingularVectors singular, final int terms) {
        final float[] components = new float[singular.vectors().size() * terms];
        for (int j = 0; j < singular.vectors().size(); j++) {
            final double[] vector = singular.vectors().get(j);
            final double scale = Math.sqrt(singular.values()[j] / singular.values()[0]);
            for (int i = 0; i < terms; i++) {
                components[j * terms + i] = Math.abs(vector[i]) < ROUNDING ? 0 : (float) (scale * vector[i]);
            }
        }
        return components;
    }

    private void requireMemory(final long bytes) {
        memory.require(bytes, counts.documents(), counts.distinctTerms());
    }
}
