// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;

/**
 * The silhouette of each row, by cosine and by euclidean distance. A row without one (no segment, outside the sample, or the measure is undefined)
 * answers null.
 */
public final class Silhouettes {

    private final double[] cosine;
    private final double[] euclidean;

    Silhouettes(final int rows) {
        cosine = new double[rows];
        euclidean = new double[rows];
        Arrays.fill(cosine, Double.NaN);
        Arrays.fill(euclidean, Double.NaN);
    }

    /**
     * @param row a row
     * @return its silhouette by cosine distance, -1..1, or null
     */
    public Double cosine(final int row) {
        return Double.isNaN(cosine[row]) ? null : cosine[row];
    }

    /**
     * @param row a row
     * @return its silhouette by euclidean distance, -1..1, or null
     */
    public Double euclidean(final int row) {
        return Double.isNaN(euclidean[row]) ? null : euclidean[row];
    }

    void setCosine(final int row, final double value) {
        cosine[row] = value;
    }

    void setEuclidean(final int row, final double value) {
        euclidean[row] = value;
    }
}
