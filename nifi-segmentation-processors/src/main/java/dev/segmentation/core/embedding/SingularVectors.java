// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.List;

/**
 * The leading right singular vectors of a matrix.
 *
 * @param vectors r of m values, orthonormal; of each, the value of greatest magnitude is positive
 * @param values the r singular values, positive, descending
 */
record SingularVectors(List<double[]> vectors, double[] values) {
}
