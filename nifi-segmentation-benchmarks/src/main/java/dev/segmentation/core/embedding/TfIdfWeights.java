// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.List;

/**
 * The first half of latent semantic analysis, which is what a TF-IDF vectorizer does: words to weights.
 */
public final class TfIdfWeights {

    private TfIdfWeights() {
    }

    /**
     * @param documents the words of each
     * @param options of which those of the decomposition are not used
     * @return how many terms have a weight
     */
    public static int terms(final List<List<String>> documents, final LatentSemanticOptions options) {
        final TermCounts counts = new TermCounts();
        documents.forEach(counts::add);
        final TfIdf tfIdf = TfIdf.fit(counts, options);
        tfIdf.weigh(counts);
        return tfIdf.terms().size();
    }
}
