// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pools the vectors of each customer into one: their mean, scaled to length 1. Sums are kept in double, in the order in
 * which the vectors come; customers are numbered in the order of their first vector.
 * Memory: 8 d bytes and the id per customer.
 */
public final class CustomerPool {

    private static final int BYTES_PER_CUSTOMER = 160;

    private final int dimension;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<double[]> sums = new ArrayList<>();
    private long idBytes;

    /**
     * @param dimension values per vector, at least 1
     */
    public CustomerPool(final int dimension) {
        this.dimension = dimension;
    }

    /**
     * @param customer the id, or null for a vector without one, which counts as a customer of its own
     * @param vector d finite values
     * @return the customer's number, 0..size-1
     */
    public int add(final String customer, final float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException("vector has " + vector.length + " values, expected " + dimension);
        }
        final int number;
        if (customer == null) {
            number = sums.size();
        } else {
            number = numbers.computeIfAbsent(customer, id -> sums.size());
        }
        if (number == sums.size()) {
            idBytes += customer == null ? 0 : (long) customer.length() * Character.BYTES;
            sums.add(new double[dimension]);
        }
        final double[] sum = sums.get(number);
        for (int i = 0; i < dimension; i++) {
            sum[i] += vector[i];
        }
        return number;
    }

    public int size() {
        return sums.size();
    }

    /**
     * @return bytes held now, an estimate for memory limits
     */
    public long bytes() {
        return idBytes + (long) sums.size() * (BYTES_PER_CUSTOMER + (long) dimension * Double.BYTES);
    }

    /**
     * @return customers x d, rows in the order of the customers' numbers, each of length 1 (or zero when its vectors cancel out)
     */
    public VectorTable toTable() {
        final VectorTable table = new VectorTable(dimension);
        for (final double[] sum : sums) {
            double squares = 0;
            for (final double value : sum) {
                squares += value * value;
            }
            final double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
            final float[] row = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                row[i] = (float) (sum[i] * scale);
            }
            table.add(row);
        }
        return table;
    }
}
