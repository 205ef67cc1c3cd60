// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * Where a value lies that was computed from a sample, with a confidence of 95 %.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {
}
