// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.Arrays;

/**
 * A copy of n x d vectors for the blocked kernels: blocks of 512 points with the values of one dimension side by side.
 * A point near the mean is subtracted first, so that the expansion |x|^2 - 2xc + |c|^2 loses no more digits than it must.
 * Scores are float32 with a proven error bound: whoever needs the exact nearest centroid computes those within the bound directly.
 * Points stand in the order of the table's rows until {@link #reorder} gives them another one.
 * Memory: 4 n d bytes, n rounded up to 512.
 */
public final class PackedVectors {

    public static final int BLOCK = DotKernel.BLOCK;

    /** Numbers of centroids that are scored together: more up to a multiple cost nothing. */
    public static final int CENTROIDS = DotKernel.CENTROIDS;

    private static final int ROW_MULTIPLE = 24;
    /** Points that are read and written together: values of a cache line. */
    private static final int GROUP = 16;
    /** Dimensions in which they are: so many lines stay in the first-level cache. */
    private static final int TRANSPOSED = 64;
    /** The centre need not be the mean to the last digit: so many rows tell where it is. */
    private static final int MEAN_ROWS = 1024;
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    /** Room for the rounding of sums of a few terms. */
    private static final double ROUNDING = 1 + 0x1p-20;

    private final VectorTable table;
    private final int size;
    private final int dimension;
    private final float[] mean;
    private final float[][][] blocks;
    private final float[] squaredNorms;
    private final DotKernel kernel;
    private final double[] blockSquares;
    private final float[] blockLongest;
    private int[] order;

    private PackedVectors(final VectorTable table, final int[] order, final float[] mean, final DotKernel kernel) {
        this.table = table;
        this.order = order;
        this.size = order == null ? table.size() : order.length;
        this.dimension = mean.length;
        this.mean = mean;
        this.blocks = new float[(size + BLOCK - 1) / BLOCK][][];
        this.squaredNorms = new float[blocks.length * BLOCK];
        this.blockSquares = new double[blocks.length];
        this.blockLongest = new float[blocks.length];
        this.kernel = kernel;
    }

    /**
     * @param table n x d finite values, n at least 1; must not change as long as the copy is used
     * @throws IllegalArgumentException when a value is not finite
     */
    public static PackedVectors of(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        return of(table, null, workers, monitor, DotKernels.fastest());
    }

    /**
     * @param rows the table's rows that are wanted, at least 1, in the order in which they are to stand; not copied
     */
    public static PackedVectors of(final VectorTable table, final int[] rows, final Workers workers, final TrainingMonitor monitor) {
        return of(table, rows, workers, monitor, DotKernels.fastest());
    }

    static PackedVectors of(final VectorTable table, final int[] rows, final Workers workers, final TrainingMonitor monitor, final DotKernel kernel) {
        if (table.size() == 0) {
            throw new IllegalArgumentException("there are no vectors");
        }
        final PackedVectors packed = new PackedVectors(table, rows, mean(table), kernel);
        packed.fill(workers, monitor);
        return packed;
    }

    /**
     * Packs other rows, or the same in another order, in place. Points that are alike, side by side, share the centroids that are near.
     *
     * @param newOrder for every position the row of the table that comes there; as many as before, not copied
     */
    public void reorder(final int[] newOrder, final Workers workers, final TrainingMonitor monitor) {
        order = newOrder;
        fill(workers, monitor);
    }

    /**
     * @return the table's row that a point was copied from
     */
    public int rowIndex(final int index) {
        return order == null ? index : order[index];
    }

    /**
     * Copies the d values of a point as they stand in the table.
     */
    public void copyExact(final int index, final float[] target) {
        table.copyRow(rowIndex(index), target, 0);
    }

    /**
     * Adds the d values of a point as they stand in the table to sums.
     */
    public void addExact(final int index, final double[] sums) {
        table.addRow(rowIndex(index), sums);
    }

    /**
     * Subtracts the d values of a point as they stand in the table from sums.
     */
    public void subtractExact(final int index, final double[] sums) {
        table.subtractRow(rowIndex(index), sums);
    }

    /**
     * @return a copy of a point's values as they stand in the table
     */
    public float[] exact(final int index) {
        return table.row(rowIndex(index));
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
     * @return the value subtracted from every dimension, near the mean; not a copy
     */
    public float[] mean() {
        return mean;
    }

    /**
     * @return the squared length of one centred vector
     */
    public float squaredNorm(final int index) {
        return squaredNorms[index];
    }

    /**
     * @return the sum of the squared lengths of all centred vectors, in double
     */
    public double sumOfSquares() {
        return Arrays.stream(blockSquares).sum();
    }

    /**
     * @return the greatest squared length of a centred vector; infinite when it is no float
     */
    public float longestSquared() {
        float longest = 0;
        for (final float candidate : blockLongest) {
            longest = Math.max(longest, candidate);
        }
        return longest;
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
        accumulate(block, values, Arrays.copyOf(scores, values.length));
    }

    /**
     * Scores all points of a block against some of the centroids; otherwise as {@link #score(int, PackedCentroids, float[][])}.
     *
     * @param chosen indexes of the centroids wanted
     * @param count how many of the indexes to take
     * @param scores one row of 512 values per centroid, those of the chosen ones overwritten
     */
    public void score(final int block, final PackedCentroids centroids, final int[] chosen, final int count, final float[][] scores) {
        final float[][] values = new float[count][];
        final float[][] sums = new float[count][];
        for (int i = 0; i < count; i++) {
            values[i] = centroids.values()[chosen[i]];
            sums[i] = scores[chosen[i]];
            Arrays.fill(sums[i], -centroids.halfSquaredNorm(chosen[i]));
        }
        accumulate(block, values, sums);
    }

    private void accumulate(final int block, final float[][] values, final float[][] sums) {
        final float[][] wholeValues = whole(values);
        final float[][] wholeSums = whole(sums);
        for (int c = values.length; c < wholeValues.length; c++) {
            wholeValues[c] = values[0];
            wholeSums[c] = new float[BLOCK];
        }
        for (int from = 0; from < dimension; from += DotKernel.PANEL) {
            kernel.accumulate(blocks[block], from, Math.min(dimension, from + DotKernel.PANEL), wholeValues, wholeSums);
        }
    }

    private static float[][] whole(final float[][] rows) {
        return Arrays.copyOf(rows, (rows.length + DotKernel.CENTROIDS - 1) / DotKernel.CENTROIDS * DotKernel.CENTROIDS);
    }

    /**
     * @return the greatest possible error of a point's score: of d + 4 roundings on sums of at most |x||c| + |c|^2 / 2
     */
    public float scoreError(final int index, final PackedCentroids centroids) {
        final double longest = centroids.longest();
        return (float) ((dimension + 4) * UNIT_ROUNDOFF * longest * (Math.sqrt(squaredNorms[index]) + longest / 2) * (1 + 2 * (dimension + 4) * UNIT_ROUNDOFF));
    }

    /**
     * The greatest possible errors of all scores of a block: see {@link #scoreError}.
     *
     * @param longest the greatest length of a centred centroid
     * @param errors 512 values, overwritten
     */
    public void scoreErrors(final int block, final double longest, final float[] errors) {
        final double scale = (dimension + 4) * UNIT_ROUNDOFF * longest * (1 + 2 * (dimension + 4) * UNIT_ROUNDOFF);
        final int offset = block * BLOCK;
        for (int b = 0; b < BLOCK; b++) {
            errors[b] = (float) (scale * (Math.sqrt(squaredNorms[offset + b]) + longest / 2));
        }
    }

    /**
     * For every point of a block what a centroid's score and moves must come up to, if the centroid is to be nearer than another one.
     *
     * @param scores 512 scores of the other centroid
     * @param errors 512 greatest errors of scores
     * @param limits 512 lowest possible scores of the other centroid, with room for the error of the score that is compared; overwritten
     * @param reaches 512 greatest possible distances from the other centroid, overwritten
     */
    public void reach(final int block, final float[] scores, final float[] errors, final float[] limits, final float[] reaches) {
        final int offset = block * BLOCK;
        for (int b = 0; b < BLOCK; b++) {
            final double limit = scores[b] - 4.0 * errors[b];
            limits[b] = (float) limit;
            reaches[b] = (float) (Math.sqrt(Math.max(0.0, squaredNorms[offset + b] * ROUNDING - 2 * limit)) * ROUNDING);
        }
    }

    private void fill(final Workers workers, final TrainingMonitor monitor) {
        final float[] zeros = new float[BLOCK];
        workers.forEach(blocks.length, block -> {
            monitor.checkCancelled();
            if (blocks[block] == null) {
                blocks[block] = new float[paddedDimension(dimension)][];
                Arrays.fill(blocks[block], zeros);
                for (int j = 0; j < dimension; j++) {
                    blocks[block][j] = new float[BLOCK];
                }
            }
            blockSquares[block] = 0;
            blockLongest[block] = 0;
            final float[][] vectors = new float[GROUP][dimension];
            for (int b = 0; b < pointsIn(block); b += GROUP) {
                fill(block, b, vectors);
            }
        });
    }

    /** A cache line of points at once: every line is written in one go, and the sums of squares do not wait for each other. */
    private void fill(final int block, final int b, final float[][] vectors) {
        final int first = block * BLOCK + b;
        final int points = Math.min(GROUP, size - first);
        for (int i = 0; i < points; i++) {
            copyExact(first + i, vectors[i]);
        }
        if (points < GROUP) {
            clear(vectors, points);
        }
        final double[] squares = new double[GROUP];
        centre(vectors, mean, b, blocks[block], squares);
        for (int i = 0; i < points; i++) {
            if (!Double.isFinite(squares[i])) {
                throw new IllegalArgumentException("row " + rowIndex(first + i) + " has a value that is not finite");
            }
            squaredNorms[first + i] = (float) squares[i];
            blockSquares[block] += squares[i];
            blockLongest[block] = Math.max(blockLongest[block], squaredNorms[first + i]);
        }
    }

    private void clear(final float[][] vectors, final int from) {
        for (int i = from; i < GROUP; i++) {
            System.arraycopy(mean, 0, vectors[i], 0, dimension);
        }
    }

    private static void centre(final float[][] vectors, final float[] mean, final int b, final float[][] rows, final double[] squares) {
        for (int from = 0; from < mean.length; from += TRANSPOSED) {
            final int to = Math.min(mean.length, from + TRANSPOSED);
            for (int i = 0; i < GROUP; i += 8) {
                centreEight(vectors, i, mean, from, to, rows, b + i, squares);
            }
        }
    }

    private static void centreEight(final float[][] vectors, final int i, final float[] mean, final int from, final int to,
            final float[][] rows, final int b, final double[] squares) {
        final float[] v0 = vectors[i];
        final float[] v1 = vectors[i + 1];
        final float[] v2 = vectors[i + 2];
        final float[] v3 = vectors[i + 3];
        final float[] v4 = vectors[i + 4];
        final float[] v5 = vectors[i + 5];
        final float[] v6 = vectors[i + 6];
        final float[] v7 = vectors[i + 7];
        double s0 = squares[i];
        double s1 = squares[i + 1];
        double s2 = squares[i + 2];
        double s3 = squares[i + 3];
        double s4 = squares[i + 4];
        double s5 = squares[i + 5];
        double s6 = squares[i + 6];
        double s7 = squares[i + 7];
        for (int j = from; j < to; j++) {
            final double m = mean[j];
            final float[] row = rows[j];
            final double c0 = v0[j] - m;
            final double c1 = v1[j] - m;
            final double c2 = v2[j] - m;
            final double c3 = v3[j] - m;
            final double c4 = v4[j] - m;
            final double c5 = v5[j] - m;
            final double c6 = v6[j] - m;
            final double c7 = v7[j] - m;
            row[b] = (float) c0;
            row[b + 1] = (float) c1;
            row[b + 2] = (float) c2;
            row[b + 3] = (float) c3;
            row[b + 4] = (float) c4;
            row[b + 5] = (float) c5;
            row[b + 6] = (float) c6;
            row[b + 7] = (float) c7;
            s0 += c0 * c0;
            s1 += c1 * c1;
            s2 += c2 * c2;
            s3 += c3 * c3;
            s4 += c4 * c4;
            s5 += c5 * c5;
            s6 += c6 * c6;
            s7 += c7 * c7;
        }
        squares[i] = s0;
        squares[i + 1] = s1;
        squares[i + 2] = s2;
        squares[i + 3] = s3;
        squares[i + 4] = s4;
        squares[i + 5] = s5;
        squares[i + 6] = s6;
        squares[i + 7] = s7;
    }

    /** The mean of rows at even distances. */
    private static float[] mean(final VectorTable table) {
        final int rows = Math.min(MEAN_ROWS, table.size());
        final double[] sums = new double[table.dimension()];
        final float[] vector = new float[table.dimension()];
        for (int i = 0; i < rows; i++) {
            final int index = (int) ((long) table.size() * i / rows);
            table.copyRow(index, vector, 0);
            Vectors.add(vector, sums);
        }
        final float[] mean = new float[sums.length];
        for (int j = 0; j < mean.length; j++) {
            // What is not finite is found when the rows are packed, and must not hide behind the mean.
            mean[j] = Double.isFinite(sums[j]) ? (float) (sums[j] / rows) : 0;
        }
        return mean;
    }

    private static int paddedDimension(final int dimension) {
        return (dimension + ROW_MULTIPLE - 1) / ROW_MULTIPLE * ROW_MULTIPLE;
    }
}
