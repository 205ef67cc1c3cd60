// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Locale;

/**
 * The parts of a mixed vector, in the order in which they stand in it.
 */
public enum FeatureBlock {

    /** What was written: a vector of length 1. */
    TEXT,
    /** Numbers of fields. */
    NUMERIC,
    /** Values of fields, one-hot. */
    CATEGORICAL,
    /** Recency, frequency and monetary value of purchases. */
    RFM;

    /**
     * @return name in models and attributes, for example rfm
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
