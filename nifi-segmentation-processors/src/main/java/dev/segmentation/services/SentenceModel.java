// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.SentenceEncoder;

/**
 * A sentence model that is ready to encode.
 *
 * @param encoder to be closed by the one who loaded it
 * @param name of the model, with the digest of its files and what else makes it
 */
record SentenceModel(SentenceEncoder encoder, String name) {
}
