// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

/**
 * A server that did not answer as it should, and may do so later. The message holds nothing of texts or answers.
 */
public final class RemoteTrouble extends RuntimeException {

    public RemoteTrouble(final String message) {
        super(message);
    }

    public RemoteTrouble(final String message, final Throwable cause) {
        super(message, cause);
    }
}
