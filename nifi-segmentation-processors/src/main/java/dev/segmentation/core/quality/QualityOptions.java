// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * How to score.
 *
 * @param silhouetteSampleSize largest number of rows whose silhouettes are computed; with more rows a uniform sample of this size is taken, at least 2
 * @param seed of the sample
 */
public record QualityOptions(int silhouetteSampleSize, long seed) {

    /** Checks the sample size. */
    public QualityOptions {
        if (silhouetteSampleSize < 2) {
            throw new IllegalArgumentException("the silhouette sample needs at least 2 rows, not " + silhouetteSampleSize);
        }
    }
}
