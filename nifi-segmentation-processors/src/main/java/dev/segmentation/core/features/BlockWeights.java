// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

/**
 * How much each block counts; those that are not there have no say.
 *
 * @param text 0..{@value #LARGEST}
 * @param numeric 0..{@value #LARGEST}
 * @param categorical 0..{@value #LARGEST}
 * @param rfm 0..{@value #LARGEST}
 */
public record BlockWeights(double text, double numeric, double categorical, double rfm) {

    public static final int LARGEST = 1000;

    public BlockWeights {
        if (!isWeight(text) || !isWeight(numeric) || !isWeight(categorical) || !isWeight(rfm)) {
            throw new IllegalArgumentException("a weight is not 0.." + LARGEST);
        }
    }

    public double of(final FeatureBlock block) {
        return switch (block) {
            case TEXT -> text;
            case NUMERIC -> numeric;
            case CATEGORICAL -> categorical;
            case RFM -> rfm;
        };
    }

    private static boolean isWeight(final double weight) {
        return weight >= 0 && weight <= LARGEST;
    }
}
