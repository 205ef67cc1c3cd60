// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import java.io.IOException;

/**
 * A model file that must not be used: truncated, altered, of another kind or version, or inconsistent in itself.
 */
public final class InvalidModelException extends IOException {

    public InvalidModelException(final String message) {
        super(message);
    }

    public InvalidModelException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
