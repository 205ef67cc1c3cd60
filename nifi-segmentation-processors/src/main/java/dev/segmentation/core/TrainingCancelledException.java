// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

/**
 * Thrown by a computation whose {@link TrainingMonitor} said to stop; nothing of its result may be used.
 */
public final class TrainingCancelledException extends RuntimeException {

    public TrainingCancelledException() {
        super("cancelled");
    }
}
