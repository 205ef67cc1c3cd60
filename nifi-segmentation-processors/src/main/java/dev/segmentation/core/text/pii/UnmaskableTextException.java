// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

/**
 * A text could not be searched to its end, so nobody knows whether it holds personal data: it must not be passed on.
 * The message says why, without anything of the text.
 */
public final class UnmaskableTextException extends RuntimeException {

    public UnmaskableTextException(final String message) {
        super(message);
    }
}
