// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.List;

/**
 * Fits a {@link LatentSemanticModel}; of fewer dimensions than wanted when the documents span fewer.
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
        final TfIdf tfIdf = TfIdf.fit(counts, options.minimumDocumentFrequency(), options.maximumVocabulary());
        final int terms = tfIdf.terms().size();
        if (terms == 0) {
            throw new UntrainableException("no term occurs in at least " + options.minimumDocumentFrequency() + " of the " + counts.documents()
                    + " records: lower the Minimum Document Frequency or train on more records");
        }
        requireMemory(counts.bytes() + counts.entries() * (Integer.BYTES + Float.BYTES) + RandomizedSvd.workingBytes(terms, options.dimensions(), workers.threads()));
        if (counts.entries() > SparseRows.MAXIMUM_ENTRIES || counts.documents() > SparseRows.MAXIMUM_ENTRIES) {
            throw new UntrainableException("more than " + SparseRows.MAXIMUM_ENTRIES + " term counts: train on a sample of the records");
        }

        final SparseRows rows = tfIdf.weigh(counts);
        final List<double[]> vectors = new RandomizedSvd(workers, monitor).rightSingularVectors(rows, options.dimensions(), options.seed());
        final float[] components = new float[vectors.size() * terms];
        for (int i = 0; i < components.length; i++) {
            final double value = vectors.get(i / terms)[i % terms];
            components[i] = Math.abs(value) < ROUNDING ? 0 : (float) value;
        }
        return new LatentSemanticModel(tfIdf, components);
    }

    private void requireMemory(final long bytes) {
        memory.require(bytes, counts.documents(), counts.distinctTerms());
    }
}
