// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * What one record says.
 *
 * @param customer the id, or null when the record is a customer of its own
 * @param date milliseconds since 1970, or null
 * @param numbers by number field: finite, or NaN for none
 * @param categories by category field: a value, or null for none
 * @param amount of a purchase: finite, or NaN for none
 */
public record FeatureValues(String customer, Long date, double[] numbers, String[] categories, double amount) {

    /** Numbers beyond it are refused: their cubes, summed over all rows, would not be finite. */
    public static final double LARGEST = 1e90;
}
