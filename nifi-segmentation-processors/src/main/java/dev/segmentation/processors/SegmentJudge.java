// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;

/**
 * Tells whether the nearest segment is near enough.
 *
 * @param drift to which everything judged is added
 * @param ofCustomers whether customers are judged and not records
 */
record SegmentJudge(SegmentModel model, UnknownBeyond unknownBeyond, SegmentDrift drift, boolean ofCustomers) {

    /**
     * @param found the nearest segment of the model, asked once for each record or customer
     * @return the same, or -1 at the same distance when that is too far
     */
    Nearest judge(final Nearest found) {
        final boolean unknown = isUnknown(found);
        drift.add(found, unknown);
        return unknown ? new Nearest(SegmentIds.NONE, found.distance(), 0) : found;
    }

    private boolean isUnknown(final Nearest found) {
        try {
            return unknownBeyond.rejects(found, model, ofCustomers);
        } catch (final InvalidModelException e) {
            throw new RecordProblem(e.getMessage(), e);
        }
    }
}
