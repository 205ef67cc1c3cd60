// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.embedding.CustomerPooling;

import java.util.List;

/**
 * What a mixed vector is made of. Names are those of the fields, whose order decides about nothing but the order of columns.
 *
 * @param customer name of the field with the customer's id, or null when every record counts for itself
 * @param pooling how the records of a customer become one, or null when every record counts for itself
 * @param text whether there is a vector of texts
 * @param numbers fields with numbers, possibly none
 * @param categories names of fields with categories, possibly none
 * @param date name of the field with the date, or null
 * @param amount name of the field with the amount of a purchase, or null without recency, frequency and monetary value; needs customer and date
 */
public record FeatureFields(String customer, CustomerPooling pooling, boolean text, List<NumberField> numbers, List<String> categories, String date, String amount) {

    /** Recency, frequency, monetary value. */
    static final List<String> PURCHASES = List.of("recency", "frequency", "monetary");

    public FeatureFields {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
        if ((customer == null) != (pooling == null)) {
            throw new IllegalArgumentException("customers need an id and a pooling");
        }
        if (amount != null && (customer == null || date == null)) {
            throw new IllegalArgumentException("purchases need a customer and a date");
        }
        if (!text && numbers.isEmpty() && categories.isEmpty() && amount == null) {
            throw new IllegalArgumentException("there are no features");
        }
    }

    /**
     * @return whether the records of a customer count as one
     */
    public boolean byCustomer() {
        return customer != null;
    }

    /**
     * @return whether recency, frequency and monetary value count
     */
    public boolean purchases() {
        return amount != null;
    }

    /**
     * @return the names of what the numbers of {@link FeatureRow#purchases()} are, or none
     */
    List<String> purchaseNames() {
        return purchases() ? PURCHASES : List.of();
    }
}
