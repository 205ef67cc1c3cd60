// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.vector.Vectors;

/**
 * What is known of a record or a customer, before any scaling.
 *
 * @param text d values of length 1, or zero when the texts cancel out; null when there is no text
 * @param numbers by number field: finite, or NaN for none
 * @param categories by category field: a value, or null for none
 * @param purchases recency in days (NaN without a purchase), number of days with a purchase, sum of the amounts; empty when these do not count
 */
public record FeatureRow(float[] text, double[] numbers, String[] categories, double[] purchases) {

    private static final double[] NO_PURCHASES = {};

    /**
     * @param record that counts for itself
     * @param vector of its text, brought to length 1 in place; null when texts do not count
     */
    public static FeatureRow of(final FeatureValues record, final float[] vector) {
        if (vector != null) {
            Vectors.normalize(vector);
        }
        return new FeatureRow(vector, record.numbers(), record.categories(), NO_PURCHASES);
    }
}
