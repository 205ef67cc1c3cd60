// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * How the vectors of a text's tokens become one vector.
 */
public enum Pooling {
    /** Mean over the tokens of the text, the special ones included, padding left out. */
    MEAN,
    /** The vector of the first token, which is the special one that starts a text. */
    FIRST_TOKEN,
    /** The model does it, and has an output of one vector per text. */
    WITHIN_MODEL
}
