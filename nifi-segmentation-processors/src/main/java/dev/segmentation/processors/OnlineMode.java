// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;

/**
 * Whether segments move with what is assigned to them.
 */
enum OnlineMode implements DescribedValue {

    OFF("off", "Segments stay where the training put them."),
    HALF_LIFE("half-life", "Centroids move to what is assigned to them; what came before so many records as the Online Update Half-Life says counts half."),
    ERASE("erase", """
            What is in the FlowFiles was trained on and is taken out of its segments again: for customers who asked for erasure. Every FlowFile makes a new version, and counts once. \
            Needs a model whose centroids are the means of what lies nearest to them.""");

    private final String value;
    private final String description;

    OnlineMode(final String value, final String description) {
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
