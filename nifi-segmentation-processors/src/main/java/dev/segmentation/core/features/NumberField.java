// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * A field with a number.
 *
 * @param name of the field
 * @param summed whether the records of a customer add up, as amounts do; otherwise their mean counts
 */
public record NumberField(String name, boolean summed) {
}
