// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;

/**
 * How ClusterCustomers makes one vector of a customer's texts.
 */
enum PoolingMethod implements DescribedValue {

    MEAN("mean", "All texts of a customer count the same."),
    RECENCY_WEIGHTED_MEAN("recency-weighted-mean", "A text counts half as much as one that is a Half-Life younger. Needs the Date Field.");

    private final String value;
    private final String description;

    PoolingMethod(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
