// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * Tells from the noisy inertia of batches when it no longer falls: by an exponentially weighted mean that has not gone below its least value for a while.
 */
final class SmoothedInertia {

    private final double weight;
    private final int patience;
    private double smoothed = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private int vain;

    /**
     * @param weight weight of the newest value, above 0; 1 at most
     * @param patience values in a row that may fail to lower the mean
     */
    SmoothedInertia(final double weight, final int patience) {
        this.weight = Math.min(1, weight);
        this.patience = patience;
    }

    /**
     * @param inertia mean squared distance of a batch
     */
    boolean hasSettled(final double inertia) {
        smoothed = Double.isNaN(smoothed) ? inertia : smoothed + weight * (inertia - smoothed);
        if (smoothed < least) {
            least = smoothed;
            vain = 0;
        } else {
            vain++;
        }
        return vain >= patience;
    }
}
