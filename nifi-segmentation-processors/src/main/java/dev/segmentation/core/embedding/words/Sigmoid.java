// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

/**
 * The logistic function from a table: to within 0.001 between -6 and 6, and 0 or 1 beyond, where it differs from them by less than 0.0025.
 */
final class Sigmoid {

    private static final int LIMIT = 6;
    private static final int STEPS_PER_UNIT = 128;
    private static final float[] VALUES = values();

    private Sigmoid() {
    }

    static float of(final float x) {
        // Compared after the addition, which rounds values just below the limit up to it.
        final float distance = x + LIMIT;
        if (!(distance > 0)) {
            return 0;
        }
        return distance >= 2 * LIMIT ? 1 : VALUES[(int) (distance * STEPS_PER_UNIT)];
    }

    private static float[] values() {
        final float[] values = new float[2 * LIMIT * STEPS_PER_UNIT];
        for (int step = 0; step < values.length; step++) {
            values[step] = (float) (1 / (1 + StrictMath.exp(LIMIT - (step + 0.5) / STEPS_PER_UNIT)));
        }
        return values;
    }
}
