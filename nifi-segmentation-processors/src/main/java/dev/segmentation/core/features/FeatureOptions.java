// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Set;

/**
 * How mixed vectors are fitted.
 *
 * @param scaling of numbers
 * @param logarithms names of the number fields that are taken in logarithms, or null when skewness decides; it always does for recency, frequency and monetary value
 * @param categories which values get columns
 * @param weights of the blocks
 * @param referenceDate milliseconds since 1970 from which recency is counted back, or null for the latest purchase
 */
public record FeatureOptions(NumberScaling scaling, Set<String> logarithms, CategoryRules categories, BlockWeights weights, Long referenceDate) {
}
