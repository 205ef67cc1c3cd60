// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.SegmentCountCurve;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * How ClusterCustomers chooses the number of segments.
 */
enum SegmentCountMethod implements DescribedValue {

    SILHOUETTE_AND_STABILITY(SegmentCountCurve.SILHOUETTE_AND_STABILITY, """
            Many numbers are tried: what counts is how well the segments are separated and how surely resampled vectors give them again"""),
    X_MEANS(SegmentCountCurve.X_MEANS, """
            Smile's X-means divides segments in two while that makes round clusters more likely, on at most 2,000 vectors; it takes up to 112 bytes per value. For vectors of few \
            values: of sentence vectors it takes minutes and proposes far too many""");

    static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Segment Search")
            .description("How the number of segments is chosen.")
            .required(true)
            .allowableValues(SegmentCountMethod.class)
            .defaultValue(SILHOUETTE_AND_STABILITY)
            .dependsOn(SegmentCountProperties.NUMBER_OF_SEGMENTS, SegmentCountProperties.AUTOMATIC)
            .build();

    private final String value;
    private final String description;

    SegmentCountMethod(final String value, final String description) {
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
