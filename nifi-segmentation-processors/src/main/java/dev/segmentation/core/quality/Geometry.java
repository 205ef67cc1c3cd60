// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * In which space the scores that need means are computed: they have no meaning for angles as such, so the cosine is that of vectors scaled to length 1, whose
 * squared euclidean distance is twice the cosine distance.
 */
public enum Geometry {

    /** The vectors as they are. */
    EUCLIDEAN,
    /** The vectors scaled to length 1. */
    COSINE;

    /**
     * Reads a row.
     *
     * @param buffer length d, overwritten
     * @param target gets the row's d values; zeros for a vector without a direction
     * @return false when the row has no place in this space: a zero vector has no direction
     */
    boolean read(final VectorTable table, final int row, final float[] buffer, final double[] target) {
        table.copyRow(row, buffer, 0);
        for (int t = 0; t < buffer.length; t++) {
            target[t] = buffer[t];
        }
        return this == EUCLIDEAN || scaleToUnit(target);
    }

    /**
     * @param vector scaled in place
     * @return false for a zero vector
     */
    static boolean scaleToUnit(final double[] vector) {
        // First by the largest value: the squares of tiny values would be zero.
        final double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return false;
        }
        scale(vector, 1 / largest);
        scale(vector, 1 / Math.sqrt(DotBlocks.squaredNorm(vector)));
        return true;
    }

    private static void scale(final double[] vector, final double factor) {
        for (int t = 0; t < vector.length; t++) {
            vector[t] *= factor;
        }
    }
}
