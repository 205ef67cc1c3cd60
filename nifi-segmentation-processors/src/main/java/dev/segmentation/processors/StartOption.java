// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * Where k-means starts.
 */
enum StartOption implements DescribedValue {

    NEW("new", "From vectors that lie far from each other, again and again, as Restarts says: the best that can be found"),
    MODEL_IN_USE("from-model-in-use", """
            Once from the centroids of the newest model of this name, if it is of the same embedder and has as many segments: much faster, and the segments move no farther than the records \
            make them. Otherwise as with new, and a bulletin says why.""");

    static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Start")
            .description("Where the search for segments starts.")
            .required(true)
            .allowableValues(StartOption.class)
            .defaultValue(NEW)
            .dependsOn(AlgorithmProperties.ALGORITHM, Algorithm.K_MEANS, Algorithm.MINI_BATCH_K_MEANS)
            .dependsOn(SegmentPublishing.KEEP_SEGMENT_IDS, "true")
            .build();

    private final String value;
    private final String description;

    StartOption(final String value, final String description) {
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
