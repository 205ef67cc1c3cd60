// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import ai.onnxruntime.OrtException;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.List;

/**
 * Tries a model out before it is used: how many tokens it takes, and whether it knows the tokenizer's ids, is written nowhere in the graph, and
 * ONNX Runtime finds it out only when it computes.
 */
final class SentenceProbe {

    private final SentenceGraph graph;
    private final WordPieceTokenizer tokenizer;
    private final Pooling pooling;

    SentenceProbe(final SentenceGraph graph, final WordPieceTokenizer tokenizer, final Pooling pooling) {
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.pooling = pooling;
    }

    /**
     * @param maximumTokens that the model must take, 3 or more
     * @return values per vector
     * @throws IllegalStateException when the model does not compute, knows fewer pieces than the tokenizer, or takes fewer tokens
     */
    int dimension(final int maximumTokens) {
        final SpecialPieces special = tokenizer.specialPieces();
        final float[] vector;
        try {
            vector = run(special.start(), special.end());
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot compute the model: " + e.getMessage(), e);
        }
        if (Vectors.firstNonFinite(vector) >= 0 || Vectors.norm(vector) == 0) {
            throw new IllegalStateException("the model's vectors are zero or not finite");
        }
        requireIds(special);
        requireTokens(maximumTokens);
        return vector.length;
    }

    private void requireIds(final SpecialPieces special) {
        try {
            run(special.start(), tokenizer.highestId(), special.end());
        } catch (final OrtException e) {
            throw new IllegalStateException("the model does not know id " + tokenizer.highestId() + " of the tokenizer: they are not of the same model", e);
        }
    }

    private void requireTokens(final int maximumTokens) {
        if (takes(maximumTokens)) {
            return;
        }
        int taken = 3;
        int refused = maximumTokens;
        while (refused - taken > 1) {
            final int middle = (taken + refused) >>> 1;
            if (takes(middle)) {
                taken = middle;
            } else {
                refused = middle;
            }
        }
        throw new IllegalStateException("the model takes " + taken + " tokens at most, " + maximumTokens + " are asked for");
    }

    private boolean takes(final int tokens) {
        final int[] ids = new int[tokens];
        Arrays.fill(ids, tokenizer.specialPieces().unknown());
        try {
            run(ids);
            return true;
        } catch (final OrtException e) {
            return false;
        }
    }

    private float[] run(final int... ids) throws OrtException {
        return graph.run(List.of(ids), tokenizer.specialPieces().padding(), pooling)[0];
    }
}
