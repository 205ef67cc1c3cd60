// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

/**
 * Ranges of the options of word vectors.
 */
public final class Limits {

    public static final int MAXIMUM_DIMENSIONS = 1000;
    public static final int MAXIMUM_WINDOW = 50;
    public static final int MAXIMUM_NEGATIVE_SAMPLES = 50;
    public static final int MAXIMUM_EPOCHS = 1000;

    /** Words times dimensions must fit an array. */
    public static final int MAXIMUM_VOCABULARY = 1_000_000;

    private Limits() {
    }

    static void requireWithin(final String name, final int value, final int maximum) {
        if (value < 1 || value > maximum) {
            throw new IllegalArgumentException(name + " must be 1 to " + maximum + ", not " + value);
        }
    }

    static void requirePositive(final String name, final double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a positive number, not " + value);
        }
    }
}
