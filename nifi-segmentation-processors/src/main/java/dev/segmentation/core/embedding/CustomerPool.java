// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pools the vectors of each customer into one: their mean, or a mean in which recent texts weigh more, scaled to length 1. Sums are kept
 * in double; more texts can be added at any time, and the result is that of all texts at once. Customers are numbered in the order of their
 * first vector. Adding takes O(d).
 * Memory per customer: 8 d + 216 bytes and the id; another 8 d + 48 for a customer who has texts with and without a date.
 */
public final class CustomerPool {

    private static final int BYTES_PER_CUSTOMER = 168;
    private static final int BYTES_PER_SUM = 48;

    private final int dimension;
    private final double halfLife;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<CustomerTexts> customers = new ArrayList<>();
    private long idBytes;
    private long sums;

    /**
     * Pools by the mean.
     *
     * @param dimension values per vector, at least 1
     */
    public CustomerPool(final int dimension) {
        this(dimension, Double.POSITIVE_INFINITY);
    }

    /**
     * Pools by a mean in which a text weighs half as much as one that is a half-life younger.
     *
     * @param dimension values per vector, at least 1
     * @param halfLife in milliseconds, above 0; infinite for the mean
     */
    public CustomerPool(final int dimension, final double halfLife) {
        if (!(halfLife > 0)) {
            throw new IllegalArgumentException("half-life must be above 0, not " + halfLife);
        }
        this.dimension = dimension;
        this.halfLife = halfLife;
    }

    /**
     * Adds a text without a date.
     *
     * @param customer the id, or null for a vector without one, which counts as a customer of its own
     * @param vector d finite values
     * @return the customer's number, 0..size-1
     */
    public int add(final String customer, final float[] vector) {
        return add(customer, vector, null);
    }

    /**
     * @param customer the id, or null for a vector without one, which counts as a customer of its own
     * @param vector d finite values
     * @param date of the text in milliseconds since 1970, or null
     * @return the customer's number, 0..size-1
     */
    public int add(final String customer, final float[] vector, final Long date) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException("vector has " + vector.length + " values, expected " + dimension);
        }
        final int number;
        if (customer == null) {
            number = customers.size();
        } else {
            number = numbers.computeIfAbsent(customer, id -> customers.size());
        }
        if (number == customers.size()) {
            idBytes += customer == null ? 0 : (long) customer.length() * Character.BYTES;
            customers.add(new CustomerTexts(customer, dimension, halfLife));
        }
        sums += customers.get(number).add(vector, date);
        return number;
    }

    /**
     * @return values per vector
     */
    public int dimension() {
        return dimension;
    }

    public int size() {
        return customers.size();
    }

    /**
     * @param number 0..size-1
     */
    public CustomerTexts customer(final int number) {
        return customers.get(number);
    }

    /**
     * @return bytes held now, an estimate for memory limits
     */
    public long bytes() {
        return idBytes + (long) customers.size() * BYTES_PER_CUSTOMER + sums * (BYTES_PER_SUM + (long) dimension * Double.BYTES);
    }

    /**
     * @return customers x d, rows in the order of the customers' numbers, each of length 1 (or zero when its vectors cancel out)
     */
    public VectorTable toTable() {
        final VectorTable table = new VectorTable(dimension);
        for (final CustomerTexts customer : customers) {
            table.add(customer.direction());
        }
        return table;
    }
}
