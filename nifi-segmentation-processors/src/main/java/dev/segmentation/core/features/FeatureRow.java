// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * What is known of a record or a customer, before any scaling.
 *
 * @param text d values of length 1, or zero when the texts cancel out; null when there is no text
 * @param numbers by number field: finite, or NaN for none
 * @param categories by category field: a value, or null for none
 * @param purchases recency in days (NaN without a purchase), number of days with a purchase, sum of the amounts; empty when these do not count
 */
public record FeatureRow(float[] text, double[] numbers, String[] categories, double[] purchases) {
}
