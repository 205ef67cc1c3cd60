// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * The training data cannot give a model with these options. The message says why and what to change; it holds no text.
 */
public final class UntrainableException extends RuntimeException {

    public UntrainableException(final String message) {
        super(message);
    }
}
