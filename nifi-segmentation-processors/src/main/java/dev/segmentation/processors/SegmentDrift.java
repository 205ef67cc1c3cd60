// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.drift.AssignmentTally;
import dev.segmentation.core.drift.StabilityIndex;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.processor.ProcessSession;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far the records of one FlowFile are from those of the training: their shares of the segments, their distances, and how many belong nowhere.
 * What cannot be compared is left out: shares of records with shares of customers, and distances of customers where the model knows those of records only.
 */
final class SegmentDrift {

    private final SegmentModel model;
    private final boolean customers;
    private final double expectedUnknown;
    private final double[] levels;
    private final float[][] quantiles;
    private final double[] shares;
    private final double[] reachShares;
    private final AssignmentTally tally;

    /**
     * @param customers whether customers are counted and not records
     */
    SegmentDrift(final SegmentModel model, final boolean customers, final UnknownBeyond unknownBeyond) {
        this.model = model;
        this.customers = customers;
        expectedUnknown = model.noiseShare() + (1 - model.noiseShare()) * unknownBeyond.expectedShare();
        // All members lay within the distance of the level 1: beyond it nothing was to be expected, and no index can be told.
        levels = Arrays.stream(model.quantileLevels()).filter(level -> level < 1).toArray();
        final int segments = model.centroids().size();
        quantiles = new float[segments][];
        shares = new double[segments];
        for (int s = 0; s < segments; s++) {
            quantiles[s] = model.distanceQuantiles(s, customers);
            shares[s] = model.size(s) / (double) model.members();
        }
        reachShares = new double[levels.length + 1];
        for (int r = 0; r < reachShares.length; r++) {
            reachShares[r] = (r == levels.length ? 1 : levels[r]) - (r == 0 ? 0 : levels[r - 1]);
        }
        tally = new AssignmentTally(segments, levels.length);
    }

    /**
     * @param nearest a segment of the model
     * @param unknown whether it is too far
     */
    void add(final Nearest nearest, final boolean unknown) {
        int exceeded = 0;
        while (exceeded < levels.length && nearest.distance() > quantiles[nearest.segment()][exceeded]) {
            exceeded++;
        }
        tally.add(nearest.segment(), exceeded, unknown);
    }

    AssignmentTally tally() {
        return tally;
    }

    /**
     * @return what the counts of one FlowFile can be added to: those of the same training, counted alike
     */
    String comparable() {
        return model.trainedVersion() + (customers ? "/customers" : "/records");
    }

    /**
     * @param counted of this model
     * @param least count from which on shares tell something
     * @param prefix of the attributes' names
     * @return nothing when less was counted
     */
    Map<String, String> attributes(final AssignmentTally counted, final long least, final String prefix) {
        final Map<String, String> attributes = new HashMap<>();
        final long count = counted.count();
        if (count < Math.max(1, least)) {
            return attributes;
        }
        attributes.put(prefix + SegmentationAttributes.DRIFT_COUNT, Long.toString(count));
        if (model.isOfCustomers() == customers && counted.assigned() > 0) {
            attributes.put(prefix + SegmentationAttributes.DRIFT_PSI, text(StabilityIndex.of(counted.bySegment(), shares)));
            attributes.put(prefix + SegmentationAttributes.DRIFT_PSI_CHANCE, text(StabilityIndex.byChance(shares.length, counted.assigned(), model.members())));
        }
        if (!customers || model.knowsCustomerDistances()) {
            attributes.put(prefix + SegmentationAttributes.DRIFT_DISTANCE_PSI, text(StabilityIndex.of(counted.byReach(), reachShares)));
            for (int level = 0; level < levels.length; level++) {
                attributes.put(prefix + SegmentationAttributes.DRIFT_BEYOND + percent(level), text((double) counted.beyond(level) / count));
            }
            attributes.put(prefix + SegmentationAttributes.DRIFT_UNKNOWN, text((double) counted.unknown() / count));
            attributes.put(prefix + SegmentationAttributes.DRIFT_UNKNOWN_EXPECTED, text(expectedUnknown));
        }
        return attributes;
    }

    /**
     * Counts up what can be added up over FlowFiles.
     */
    void count(final ProcessSession session) {
        final long[] bySegment = tally.bySegment();
        final SegmentIds ids = model.ids();
        for (int s = 0; s < bySegment.length; s++) {
            if (bySegment[s] > 0) {
                session.adjustCounter("Assigned To Segment " + ids.of(s), bySegment[s], false);
            }
        }
        for (int level = 0; level < levels.length; level++) {
            if (tally.beyond(level) > 0) {
                session.adjustCounter("Beyond " + percent(level) + " % Of The Training", tally.beyond(level), false);
            }
        }
    }

    private long percent(final int level) {
        return Math.round(100 * levels[level]);
    }

    private static String text(final double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
