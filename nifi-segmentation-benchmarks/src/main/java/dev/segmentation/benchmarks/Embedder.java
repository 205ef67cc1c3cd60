// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;

/**
 * The vectors of a set of texts, as EmbedText makes them.
 */
interface Embedder extends AutoCloseable {

    /**
     * @return whether another seed gives other vectors
     */
    boolean isSeeded();

    /**
     * @param seed of the fitting
     * @param target gets one vector of length 1 for every text, in order; null for a text without any
     * @return seconds from the texts to the vectors; loading of a sentence model left out, which happens once for all texts
     */
    double embed(long seed, Target target) throws IOException;

    @Override
    void close();

    /** Where the vectors go. */
    interface Target {

        void accept(float[] vector) throws IOException;
    }
}
