// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

/**
 * NiFi did not do what it was asked to. The message is one sentence for whoever started it.
 */
public final class NiFiTrouble extends RuntimeException {

    /**
     * @param message what went wrong and where to look
     */
    public NiFiTrouble(final String message) {
        super(message);
    }
}
