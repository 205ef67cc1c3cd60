// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * How the texts of a customer become one vector, and which customers have enough of them.
 *
 * @param halfLifeMillis a text weighs half as much as one that is so much younger; null for the mean
 * @param minimumTexts texts that a customer needs to be trained on, at least 1
 */
public record CustomerPooling(Long halfLifeMillis, int minimumTexts) {

    /**
     * @return an empty pool
     */
    public CustomerPool newPool(final int dimension) {
        return halfLifeMillis == null ? new CustomerPool(dimension) : new CustomerPool(dimension, halfLifeMillis);
    }

    /**
     * @param id of the customer, or null
     * @return no texts yet
     */
    public CustomerTexts newTexts(final String id, final int dimension) {
        return new CustomerTexts(id, dimension, halfLifeMillis == null ? Double.POSITIVE_INFINITY : halfLifeMillis);
    }
}
