// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * An n x d table of float32 values, row-major, grown by appending rows. Rows live in chunks of about one megabyte, so
 * that growth never copies what is already there and no array comes near the limits of a Java array.
 * Reading is safe from several threads once the writing is done.
 */
public final class VectorTable {

    private static final int CHUNK_FLOATS = 1 << 18;

    private final int dimension;
    private final int rowsPerChunk;
    private final List<float[]> chunks = new ArrayList<>();
    private int size;

    /**
     * @param dimension values per row, at least 1
     */
    public VectorTable(final int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be at least 1, not " + dimension);
        }
        this.dimension = dimension;
        rowsPerChunk = Math.max(1, CHUNK_FLOATS / dimension);
    }

    /**
     * @return bytes that the given rows take as float32
     */
    public static long bytes(final long rows, final int dimension) {
        return rows * dimension * Float.BYTES;
    }

    /**
     * @param row d finite values; copied
     * @return the new row's index
     * @throws IllegalArgumentException when the length is not the table's dimension
     */
    public int add(final float[] row) {
        requireDimension(row.length);
        if (size % rowsPerChunk == 0) {
            chunks.add(new float[rowsPerChunk * dimension]);
        }
        copyInto(size, row);
        return size++;
    }

    /**
     * Overwrites one row.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public void set(final int index, final float[] row) {
        requireDimension(row.length);
        requireRow(index);
        copyInto(index, row);
    }

    public int size() {
        return size;
    }

    public int dimension() {
        return dimension;
    }

    /**
     * Copies the d values of one row into target, from offset on.
     */
    public void copyRow(final int index, final float[] target, final int offset) {
        requireRow(index);
        System.arraycopy(chunks.get(index / rowsPerChunk), index % rowsPerChunk * dimension, target, offset, dimension);
    }

    /**
     * Adds the d values of one row to sums, value by value.
     */
    public void addRow(final int index, final double[] sums) {
        requireRow(index);
        requireDimension(sums.length);
        final float[] values = chunks.get(index / rowsPerChunk);
        final int from = index % rowsPerChunk * dimension;
        for (int j = 0; j < sums.length; j++) {
            sums[j] += values[from + j];
        }
    }

    /**
     * Subtracts the d values of one row from sums, value by value.
     */
    public void subtractRow(final int index, final double[] sums) {
        requireRow(index);
        requireDimension(sums.length);
        final float[] values = chunks.get(index / rowsPerChunk);
        final int from = index % rowsPerChunk * dimension;
        for (int j = 0; j < sums.length; j++) {
            sums[j] -= values[from + j];
        }
    }

    /**
     * @return a copy of one row
     */
    public float[] row(final int index) {
        final float[] row = new float[dimension];
        copyRow(index, row, 0);
        return row;
    }

    private void copyInto(final int index, final float[] row) {
        System.arraycopy(row, 0, chunks.get(index / rowsPerChunk), index % rowsPerChunk * dimension, dimension);
    }

    private void requireRow(final int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("row " + index + " of " + size);
        }
    }

    private void requireDimension(final int length) {
        if (length != dimension) {
            throw new IllegalArgumentException("row has " + length + " values, expected " + dimension);
        }
    }
}
