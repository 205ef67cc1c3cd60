// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import java.util.Locale;

/**
 * How the vectors of a document's words become one vector.
 */
public enum WordPooling {

    /** Their mean. */
    MEAN,

    /** Their mean, weighted by the inverse document frequency: ln((1 + n) / (1 + df)) + 1. */
    IDF,

    /**
     * Smooth inverse frequency: their mean, weighted by a / (a + share of the word among all words), less its part along the direction that
     * the training documents have in common.
     *
     * @see <a href="https://openreview.net/forum?id=SyK00v5xx">Arora, Liang, Ma: A simple but tough-to-beat baseline for sentence embeddings, 2017</a>
     */
    SIF;

    /**
     * @return the name in lower case, as it stands in model files
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
