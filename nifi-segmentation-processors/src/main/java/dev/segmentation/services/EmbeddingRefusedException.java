// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

/**
 * Texts that an embedding service will never take: trying again changes nothing, and the FlowFile goes to failure. The message says why, without
 * anything of the texts.
 */
public final class EmbeddingRefusedException extends IllegalArgumentException {

    public EmbeddingRefusedException(final String message) {
        super(message);
    }
}
