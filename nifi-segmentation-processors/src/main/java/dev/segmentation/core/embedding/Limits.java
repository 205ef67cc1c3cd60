// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * Ranges of the options of models that are fitted to documents.
 */
public final class Limits {

    /** The small eigenproblem of latent semantic analysis grows with their cube. */
    public static final int MAXIMUM_DIMENSIONS = 1000;
    public static final int MAXIMUM_WINDOW = 50;
    public static final int MAXIMUM_NEGATIVE_SAMPLES = 50;
    public static final int MAXIMUM_EPOCHS = 1000;

    /** Terms times dimensions must fit an array. */
    public static final int MAXIMUM_VOCABULARY = 1_000_000;

    private Limits() {
    }

    /**
     * @throws IllegalArgumentException when the value is not 1 to maximum
     */
    public static void requireWithin(final String name, final int value, final int maximum) {
        if (value < 1 || value > maximum) {
            throw new IllegalArgumentException(name + " must be 1 to " + maximum + ", not " + value);
        }
    }

    /**
     * @throws IllegalArgumentException when the value is not a positive finite number
     */
    public static void requirePositive(final String name, final double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a positive number, not " + value);
        }
    }
}
