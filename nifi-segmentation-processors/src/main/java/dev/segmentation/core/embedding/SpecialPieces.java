// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.Map;

/**
 * The ids of the pieces that no text contains.
 *
 * @param unknown stands for a word that cannot be put together from pieces
 * @param start stands before a text
 * @param end stands after a text
 * @param padding fills up the shorter texts of a batch
 */
public record SpecialPieces(int unknown, int start, int end, int padding) {

    /**
     * @param vocabulary piece to id
     * @return those that BERT has: [UNK], [CLS], [SEP] and [PAD]
     * @throws IllegalArgumentException when the vocabulary lacks one
     */
    public static SpecialPieces bert(final Map<String, Integer> vocabulary) {
        return new SpecialPieces(id(vocabulary, "[UNK]"), id(vocabulary, "[CLS]"), id(vocabulary, "[SEP]"), id(vocabulary, "[PAD]"));
    }

    /**
     * @throws IllegalArgumentException when the vocabulary has no such piece
     */
    public static int id(final Map<String, Integer> vocabulary, final String piece) {
        final Integer id = vocabulary.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + piece);
        }
        return id;
    }
}
