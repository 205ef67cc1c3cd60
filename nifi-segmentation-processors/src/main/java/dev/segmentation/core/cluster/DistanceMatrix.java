// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Distances of all pairs of rows as a triangle of float32: row i holds those from the rows before it. They are divided by a power of two, the unit,
 * so that neither the greatest nor the least of them leaves the range of float32.
 *
 * <p>Rows lie one behind the other in arrays of {@value #BLOCK} rows: reading down a column then costs one access to memory per row and not three,
 * and no array comes near the limits of a Java array.</p>
 */
final class DistanceMatrix {

    static final int BLOCK = DotBlocks.POINTS;

    private static final String STAGE = "distances";

    private final int size;
    private final double unit;
    private final float[][] blocks;

    private DistanceMatrix(final int size, final double unit) {
        this.size = size;
        this.unit = unit;
        blocks = new float[(size + BLOCK - 1) / BLOCK][];
    }

    /**
     * @param linkage says what a distance is
     * @param sizes rows that each of the n rows stands for
     */
    static DistanceMatrix of(final RowDistances distances, final Linkage linkage, final int[] sizes, final Workers workers, final TrainingMonitor monitor) {
        final DistanceMatrix matrix = new DistanceMatrix(distances.size(), distances.greatest());
        final double scale = 1 / matrix.unit;
        final AtomicInteger done = new AtomicInteger();
        workers.forEach(matrix.blocks.length, task -> {
            // The last blocks have the longest rows: begun first, they leave no thread alone at the end.
            final int block = matrix.blocks.length - 1 - task;
            matrix.allocate(block);
            final int start = block * BLOCK;
            final int points = distances.pointsIn(block);
            final float[] values = matrix.blocks[block];
            distances.forEachOther(block, start + points - 1, monitor, (from, count, squared) -> {
                for (int b = 0; b < points; b++) {
                    final int offset = matrix.offset(start + b) + from;
                    final int end = Math.min(count, start + b - from);
                    for (int j = 0; j < end; j++) {
                        values[offset + j] = (float) linkage.initial(squared[j][b] * scale * scale, sizes[start + b], sizes[from + j]);
                    }
                }
            });
            monitor.progress(STAGE, done.incrementAndGet(), matrix.blocks.length);
        });
        return matrix;
    }

    /**
     * @param rows row i has i distances
     */
    static DistanceMatrix of(final float[][] rows, final double unit) {
        final DistanceMatrix matrix = new DistanceMatrix(rows.length, unit);
        for (int block = 0; block < matrix.blocks.length; block++) {
            matrix.allocate(block);
        }
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, matrix.block(i), matrix.offset(i), i);
        }
        return matrix;
    }

    /**
     * @return bytes that the distances of so many rows take
     */
    static long bytes(final long rows) {
        return rows * (rows - 1) / 2 * Float.BYTES;
    }

    int size() {
        return size;
    }

    /** By which heights must be multiplied. */
    double unit() {
        return unit;
    }

    /** The array that holds row i, from {@link #offset} on. */
    float[] block(final int i) {
        return blocks[i / BLOCK];
    }

    int offset(final int i) {
        final long first = i / BLOCK * (long) BLOCK;
        return (int) ((long) i * (i - 1) / 2 - first * (first - 1) / 2);
    }

    /** The distance of two different rows. */
    float get(final int i, final int j) {
        final int row = Math.max(i, j);
        return block(row)[offset(row) + Math.min(i, j)];
    }

    /**
     * @param kept rows in ascending order
     * @return the distances of these rows
     */
    DistanceMatrix select(final int[] kept) {
        final DistanceMatrix selected = new DistanceMatrix(kept.length, unit);
        for (int i = 0; i < kept.length; i++) {
            if (i % BLOCK == 0) {
                selected.allocate(i / BLOCK);
            }
            final float[] from = block(kept[i]);
            final float[] to = selected.block(i);
            final int fromOffset = offset(kept[i]);
            final int toOffset = selected.offset(i);
            for (int j = 0; j < i; j++) {
                to[toOffset + j] = from[fromOffset + kept[j]];
            }
        }
        return selected;
    }

    private void allocate(final int block) {
        final int first = block * BLOCK;
        final int last = Math.min(size, first + BLOCK) - 1;
        blocks[block] = new float[offset(last) + last];
    }
}
