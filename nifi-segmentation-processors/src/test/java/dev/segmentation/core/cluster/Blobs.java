// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.VectorTable;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeded vectors around known centres.
 */
public final class Blobs {

    private Blobs() {
    }

    /**
     * @param spread standard deviation around the centres, which are drawn from a normal distribution of deviation 1
     * @return rows x dimension; row i belongs to centre i modulo centres
     */
    public static VectorTable table(final int rows, final int dimension, final int centres, final double spread, final long seed) {
        final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        final float[][] centre = new float[centres][dimension];
        for (final float[] values : centre) {
            for (int j = 0; j < dimension; j++) {
                values[j] = (float) random.nextGaussian();
            }
        }
        final VectorTable table = new VectorTable(dimension);
        for (int i = 0; i < rows; i++) {
            final float[] row = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                row[j] = (float) (centre[i % centres][j] + spread * random.nextGaussian());
            }
            table.add(row);
        }
        return table;
    }
}
