// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import org.apache.nifi.components.DescribedValue;

/**
 * From which distance on a record belongs to no segment.
 */
enum UnknownBeyond implements DescribedValue {

    Q90("0.90", 0.9, "Farther from the centroid than 90 % of the segment's members at the training"),
    Q95("0.95", 0.95, "Farther from the centroid than 95 % of the segment's members at the training"),
    Q99("0.99", 0.99, "Farther from the centroid than 99 % of the segment's members at the training"),
    Q100("1.00", 1, "Farther from the centroid than every member of the segment at the training"),
    NEVER("never", Double.NaN, "Every vector belongs to the nearest segment, however far it is");

    private final String value;
    private final double level;
    private final String description;

    UnknownBeyond(final String value, final double level, final String description) {
        this.value = value;
        this.level = level;
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

    /**
     * @param customers whether the distance is of a customer's pooled vector
     */
    boolean rejects(final Nearest nearest, final SegmentModel model, final boolean customers) throws InvalidModelException {
        return this != NEVER && nearest.distance() > model.distanceQuantile(nearest.segment(), level, customers);
    }

    /**
     * @return the share of the training's members that would be rejected, at most
     */
    double expectedShare() {
        return this == NEVER ? 0 : 1 - level;
    }
}
