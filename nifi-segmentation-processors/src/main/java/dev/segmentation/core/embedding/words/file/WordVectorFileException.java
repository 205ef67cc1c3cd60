// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

import java.io.IOException;

/**
 * A file of word vectors that is not what it should be. The message says where and why.
 */
public final class WordVectorFileException extends IOException {

    public WordVectorFileException(final String message) {
        super(message);
    }
}
