// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.Arrays;

/**
 * Vectors of d values summed up with their weights, so that their mean and their spread can be told at any time and more can be added.
 * The spread is updated from the mean so far, never as a difference of two large sums, so that it stays exact for vectors that
 * lie close together.
 *
 * <p>D. H. D. West, Updating mean and variance estimates: an improved method, Communications of the ACM 22(9), 1979; sets are joined as in
 * T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the sample variance, The American Statistician 37(3), 1983.
 */
final class WeightedVectors {

    private final double[] sum;
    private double weight;
    private double squares;

    WeightedVectors(final int dimension) {
        sum = new double[dimension];
    }

    /**
     * Adds a vector. O(d).
     *
     * @param vector d finite values
     * @param added its weight, 0..1
     */
    void add(final float[] vector, final double added) {
        final double scale = weight == 0 ? 0 : 1 / weight;
        double distance = 0;
        for (int i = 0; i < sum.length; i++) {
            final double difference = vector[i] - sum[i] * scale;
            distance += difference * difference;
            sum[i] += added * vector[i];
        }
        grow(added, distance);
    }

    /**
     * Adds the vectors of another set, each with its weight times the factor. O(d).
     *
     * @param other set of the same dimension, with at least one vector
     * @param factor 0..1
     */
    void add(final WeightedVectors other, final double factor) {
        final double scale = weight == 0 ? 0 : 1 / weight;
        final double otherScale = 1 / other.weight;
        double distance = 0;
        for (int i = 0; i < sum.length; i++) {
            final double difference = other.sum[i] * otherScale - sum[i] * scale;
            distance += difference * difference;
            sum[i] += factor * other.sum[i];
        }
        squares += factor * other.squares;
        grow(factor * other.weight, distance);
    }

    /**
     * Multiplies all weights. A factor that is too small for a double makes the vectors vanish, as they then do from any mean.
     *
     * @param factor 0..1
     */
    void scale(final double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= factor;
        }
        weight *= factor;
        squares *= factor;
        if (weight < Double.MIN_NORMAL) {
            clear();
        }
    }

    /**
     * @return the mean scaled to length 1, d values; zero when the vectors cancel out
     */
    float[] direction() {
        double lengthSquared = 0;
        for (final double value : sum) {
            lengthSquared += value * value;
        }
        final double scale = lengthSquared == 0 ? 0 : 1 / Math.sqrt(lengthSquared);
        final float[] direction = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            direction[i] = (float) (sum[i] * scale);
        }
        return direction;
    }

    /**
     * @return the weighted mean of the squared distances of the vectors from their weighted mean, 0 or more
     */
    double dispersion() {
        return squares / weight;
    }

    private void grow(final double added, final double squaredDistance) {
        final double total = weight + added;
        if (total > 0) {
            squares += weight / total * added * squaredDistance;
        }
        weight = total;
    }

    /** What is left below the normal numbers has lost its digits: a mean of it could be anything. */
    private void clear() {
        Arrays.fill(sum, 0);
        weight = 0;
        squares = 0;
    }
}
