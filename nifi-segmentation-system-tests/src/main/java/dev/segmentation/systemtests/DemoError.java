// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

/**
 * Something the user of the demo can put right. The message is one clear sentence.
 */
public final class DemoError extends RuntimeException {

    /**
     * @param message one sentence
     */
    public DemoError(final String message) {
        super(message);
    }
}
