// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.TrainingOptions;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;

import java.util.Map;

/**
 * What a training gave.
 *
 * @param search what was done, with the number of segments that was chosen
 * @param automatic how the number was chosen, or null when it was not
 * @param segmentation of the vectors
 * @param curve why that number was chosen, or null
 * @param obstacle why the training did not start from the model in use, or null when it did or should not
 */
record Trained(SegmentSearch search, AutomaticSegments automatic, Segmentation segmentation, SegmentCountCurve curve, String obstacle) {

    /**
     * @return what the model tells of how it was made
     */
    TrainingOptions options() {
        return automatic == null ? search : automatic.describe(search);
    }

    Clustering clustering() {
        return segmentation.clustering();
    }

    /**
     * @return the model, which tells how the number of segments was chosen
     */
    SegmentModel explain(final SegmentModel model) {
        return curve == null ? model : model.withSegmentCount(curve);
    }

    /**
     * @return how the number of segments was chosen, in few words; nothing when it was not
     */
    Map<String, String> attributes() {
        return curve == null ? Map.of() : Map.of(SegmentationAttributes.SEGMENTS_CHOSEN, Integer.toString(curve.chosen()),
                SegmentationAttributes.SEGMENTS_EVIDENT, Boolean.toString(curve.evident()),
                SegmentationAttributes.SEGMENTS_REASON, curve.reason());
    }

    /**
     * Says in bulletins what somebody should look at.
     *
     * @param vectors that might have been trained on
     */
    void warn(final ComponentLog logger, final FlowFile flowFile, final long vectors) {
        segmentation.notes().forEach(note -> logger.warn("{}: {}", flowFile, note));
        if (vectors == 0) {
            logger.warn("No record of {} has a vector and may be trained on: there are no segments and no model", flowFile);
            return;
        }
        if (clustering() == null) {
            logger.warn("No vectors of {} lie densely enough: there are no segments and no model, lower the Minimum Segment Size or choose another Algorithm", flowFile);
            return;
        }
        if (obstacle != null) {
            logger.warn("The training of {} started anew: {}", flowFile, obstacle);
        }
        if (curve != null && !curve.evident()) {
            logger.warn("The number of segments of {} is not evident. {}", flowFile, curve.reason());
        }
        if (clustering().hasFewerThanRequested()) {
            logger.warn("{} has only {} different vectors for {} segments", flowFile, clustering().sizes().length, clustering().requested());
        }
        if (clustering().assignments().length < vectors) {
            logger.warn("Trained on a random sample of {} of the {} vectors of {}, because of the Training Memory Limit", clustering().assignments().length, vectors, flowFile);
        }
    }
}
