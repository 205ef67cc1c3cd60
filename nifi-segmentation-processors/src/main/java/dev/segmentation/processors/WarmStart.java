// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.SegmentModel;
import org.apache.nifi.context.PropertyContext;

/**
 * The wish to start from the segments of the model in use.
 *
 * @param previous the model in use, or null when there is none
 * @param embedder id of what made the vectors to be trained on, or null when it is not known
 * @param choice of the vectors to be trained on
 */
record WarmStart(SegmentModel previous, String embedder, TrainingChoice choice) {

    /**
     * @return null when no such start is wanted, or the algorithm has none
     */
    static WarmStart of(final PropertyContext context, final SegmentPublishing publishing, final String embedder, final TrainingChoice choice) {
        return isAsked(context) ? new WarmStart(publishing.previous(), embedder, choice) : null;
    }

    /**
     * @return whether such a start is wanted, and the algorithm has one
     */
    static boolean isAsked(final PropertyContext context) {
        final Algorithm algorithm = AlgorithmProperties.algorithm(context);
        final boolean possible = (algorithm == Algorithm.K_MEANS || algorithm == Algorithm.MINI_BATCH_K_MEANS) && context.getProperty(SegmentPublishing.KEEP_SEGMENT_IDS).asBoolean();
        return possible && context.getProperty(StartOption.PROPERTY).asAllowableValue(StartOption.class) == StartOption.MODEL_IN_USE;
    }

    /**
     * @param dimension of the vectors to be trained on
     * @param byFeatures whether numbers, categories or purchases are in the vectors
     * @param segments wanted
     * @return why the model's centroids are no start for them, or null when they are one
     */
    String obstacle(final int dimension, final boolean byFeatures, final int segments) {
        if (previous == null) {
            return "there is no model yet";
        }
        if (!previous.fits(embedder)) {
            return "the model in use is of another embedder";
        }
        if (!choice.mayFit(previous, embedder)) {
            return "the model in use is of the vectors of another field";
        }
        if (previous.features() != null) {
            return "the model in use goes by features, whose scales are those of its own training";
        }
        if (byFeatures) {
            return "the model in use goes by texts alone";
        }
        if (previous.centroids().dimension() != dimension) {
            return "the model in use is of vectors of " + previous.centroids().dimension() + " values, not " + dimension;
        }
        if (previous.centroids().size() != segments) {
            return "the model in use has " + previous.centroids().size() + " segments, not " + segments;
        }
        return null;
    }
}
