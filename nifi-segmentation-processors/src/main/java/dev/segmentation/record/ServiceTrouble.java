// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

/**
 * A service failed for the moment: the FlowFile is penalised and tried again.
 */
public final class ServiceTrouble extends RuntimeException {

    public ServiceTrouble(final String message, final Throwable cause) {
        super(message, cause);
    }
}
