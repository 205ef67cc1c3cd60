// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * What numbers are measured from, and in what.
 */
public enum NumberScaling {

    /** From the median in interquartile ranges, divided by 1.349 so that normally distributed numbers come out as with {@link #STANDARD}. */
    ROBUST,
    /** From the mean in standard deviations. */
    STANDARD
}
