// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.Arrays;

/**
 * A copy of n x d vectors for the blocked kernels: blocks of 512 points with the values of one dimension side by side.
 * The mean is subtracted first, so that the expansion |x|^2 - 2xc + |c|^2 loses no more digits than it must.
 * Scores are float32 with a proven error bound: whoever needs the exact nearest centroid computes those within the bound directly.
 * Memory: 4 n d bytes, n rounded up to 512.
 */
public final class PackedVectors {

    public static final int BLOCK = DotKernel.BLOCK;

    private static final int ROW_MULTIPLE = 24;
    private static final int MAXIMUM_CHUNKS = 64;
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    private final int size;
    private final int dimension;
    private final float[] mean;
    private final float[][][] blocks;
    private final float[] squaredNorms;
    private final DotKernel kernel;

    private PackedVectors(final int size, final float[] mean, final float[][][] blocks, final DotKernel kernel) {
        this.size = size;
        this.dimension = mean.length;
        this.mean = mean;
        this.blocks = blocks;
        this.squaredNorms = new float[blocks.length * BLOCK];
        this.kernel = kernel;
    }

    /**
     * @param table n x d, n at least 1
     */
    public static PackedVectors of(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        return of(table, workers, monitor, DotKernels.fastest());
    }

    static PackedVectors of(final VectorTable table, final Workers workers, final TrainingMonitor monitor, final DotKernel kernel) {
        if (table.size() == 0) {
            throw new IllegalArgumentException("there are no vectors");
        }
        final int blockCount = (table.size() + BLOCK - 1) / BLOCK;
        final PackedVectors packed = new PackedVectors(table.size(), mean(table, workers, monitor), new float[blockCount][][], kernel);
        final float[] zeros = new float[BLOCK];
        workers.forEach(blockCount, block -> {
            monitor.checkCancelled();
            packed.fill(block, table, zeros);
        });
        return packed;
    }

    /**
     * @return bytes that a packed copy of so many rows takes
     */
    public static long bytes(final long rows, final int dimension) {
        final long blocks = (rows + BLOCK - 1) / BLOCK;
        return blocks * BLOCK * (dimension + 1L) * Float.BYTES;
    }

    public int size() {
        return size;
    }

    public int dimension() {
        return dimension;
    }

    public int blocks() {
        return blocks.length;
    }

    /**
     * @return points in a block: 512, fewer in the last
     */
    public int pointsIn(final int block) {
        return Math.min(BLOCK, size - block * BLOCK);
    }

    /**
     * @return the value subtracted from every dimension, not a copy
     */
    public float[] mean() {
        return mean;
    }

    /**
     * @return the centred values of one dimension of one block's points, not a copy
     */
    public float[] row(final int block, final int dimensionIndex) {
        return blocks[block][dimensionIndex];
    }

    /**
     * @return the squared length of one centred vector
     */
    public float squaredNorm(final int index) {
        return squaredNorms[index];
    }

    /**
     * @param centroids k x d, in the space of the vectors that were packed
     */
    public PackedCentroids pack(final float[][] centroids) {
        return new PackedCentroids(centroids, mean, paddedDimension(dimension));
    }

    /**
     * Scores all points of a block: scores[c][b] = xc - |c|^2 / 2 for centred x and c, greatest for the nearest centroid.
     * The squared distance is squaredNorm - 2 score. Takes 2 k d 512 floating-point operations.
     *
     * @param scores k rows of 512 values, overwritten
     */
    public void score(final int block, final PackedCentroids centroids, final float[][] scores) {
        final float[][] values = centroids.values();
        for (int c = 0; c < values.length; c++) {
            Arrays.fill(scores[c], -centroids.halfSquaredNorm(c));
        }
        for (int from = 0; from < dimension; from += DotKernel.PANEL) {
            kernel.accumulate(blocks[block], from, Math.min(dimension, from + DotKernel.PANEL), values, scores);
        }
    }

    /**
     * @return the greatest possible error of a point's score: of d + 4 roundings on sums of at most |x||c| + |c|^2 / 2
     */
    public float scoreError(final int index, final PackedCentroids centroids) {
        final double norm = Math.sqrt(squaredNorms[index]);
        final double longest = centroids.longest();
        return (float) ((dimension + 4) * UNIT_ROUNDOFF * longest * (norm + longest / 2) * (1 + 2 * (dimension + 4) * UNIT_ROUNDOFF));
    }

    private void fill(final int block, final VectorTable table, final float[] zeros) {
        final int points = pointsIn(block);
        final float[][] rows = new float[paddedDimension(dimension)][];
        Arrays.fill(rows, zeros);
        for (int j = 0; j < dimension; j++) {
            rows[j] = new float[BLOCK];
        }
        final float[] vector = new float[dimension];
        for (int b = 0; b < points; b++) {
            final int index = block * BLOCK + b;
            table.copyRow(index, vector, 0);
            double squares = 0;
            for (int j = 0; j < dimension; j++) {
                final float centred = vector[j] - mean[j];
                rows[j][b] = centred;
                squares += (double) centred * centred;
            }
            squaredNorms[index] = (float) squares;
        }
        blocks[block] = rows;
    }

    /** Sums in fixed chunks, added in order: the same bits for any number of threads. */
    private static float[] mean(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        final int dimension = table.dimension();
        final int chunks = Math.min(MAXIMUM_CHUNKS, table.size());
        final double[][] sums = new double[chunks][dimension];
        workers.forEach(chunks, chunk -> {
            final int from = (int) ((long) table.size() * chunk / chunks);
            final int to = (int) ((long) table.size() * (chunk + 1) / chunks);
            final double[] sum = sums[chunk];
            final float[] vector = new float[dimension];
            for (int i = from; i < to; i++) {
                table.copyRow(i, vector, 0);
                for (int j = 0; j < dimension; j++) {
                    sum[j] += vector[j];
                }
            }
            monitor.checkCancelled();
        });
        final float[] mean = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            double sum = 0;
            for (final double[] chunk : sums) {
                sum += chunk[j];
            }
            mean[j] = (float) (sum / table.size());
        }
        return mean;
    }

    private static int paddedDimension(final int dimension) {
        return (dimension + ROW_MULTIPLE - 1) / ROW_MULTIPLE * ROW_MULTIPLE;
    }
}
