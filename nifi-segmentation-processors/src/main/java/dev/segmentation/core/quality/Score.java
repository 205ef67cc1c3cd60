// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * A score, or why there is none: exactly one of both is null.
 *
 * @param value a finite number
 * @param reason in words, without any customer data
 */
public record Score(Double value, String reason) {

    /**
     * @param value a finite number
     */
    public static Score of(final double value) {
        return new Score(value, null);
    }

    /**
     * @param reason why there is none
     */
    static Score undefined(final String reason) {
        return new Score(null, reason);
    }
}
