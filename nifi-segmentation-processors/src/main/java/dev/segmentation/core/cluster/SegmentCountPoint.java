// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * What one number of segments is worth.
 *
 * @param segments k
 * @param simplifiedSilhouette mean over the rows of 1 - distance to the nearest centroid / distance to the second nearest, 0..1 (Hruschka, Campello, de Castro 2006)
 * @param silhouette mean euclidean silhouette on the silhouette sample, -1..1
 * @param resampledSilhouette the same, mean over the segments that the resamples gave
 * @param stability mean adjusted Rand index between the segments of any two resamples, on all rows
 * @param stabilityError its standard error
 * @param score silhouette times stability, mean over any two resamples
 * @param scoreError its standard error
 * @param smallestShare share of the rows in the smallest segment; 0 when one is empty
 * @param inertia sum of the squared distances of the rows from the mean of their segment
 * @param calinskiHarabasz null when it is undefined
 * @param daviesBouldin null when it is undefined
 */
public record SegmentCountPoint(int segments, double simplifiedSilhouette, double silhouette, double resampledSilhouette, double stability, double stabilityError, double score,
        double scoreError, double smallestShare, double inertia, Double calinskiHarabasz, Double daviesBouldin) {
}
