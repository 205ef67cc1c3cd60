// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.Promotion;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.model.LineageJson;
import dev.segmentation.model.Retraining;
import dev.segmentation.record.SegmentationAttributes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a new model is published, and whose segments the records get: those of the new model, or of the one that stays in use. Records never carry ids of a
 * model that is in no store, since the next training may give these to other segments.
 *
 * @param retraining of the new model
 * @param promotion of the new model, or null when it was not judged
 * @param inForce the training's rows in the segments that the records get
 * @param ids of these segments
 */
record PublishingDecision(Retraining retraining, Promotion promotion, Clustering inForce, SegmentIds ids) {

    /** A FlowFile may have them from an earlier training in the flow. */
    static final Set<String> ATTRIBUTES = Stream.concat(TrainingChoice.ATTRIBUTES.stream(), Stream.of(SegmentationAttributes.PARENT_VERSION, SegmentationAttributes.LINEAGE,
            SegmentationAttributes.PROMOTION, SegmentationAttributes.PROMOTION_REASON, SegmentationAttributes.VARIANCE_SHARES, SegmentationAttributes.SEGMENTS_CHOSEN,
            SegmentationAttributes.SEGMENTS_EVIDENT, SegmentationAttributes.SEGMENTS_REASON, SegmentationAttributes.REFERENCE_DATE)).collect(Collectors.toUnmodifiableSet());

    private static final String PUBLISHED = "published";
    private static final String REJECTED = "rejected";

    boolean isRejected() {
        return promotion != null && !promotion.granted();
    }

    /**
     * @return the version whose segments the records get
     */
    String versionInForce(final String newVersion) {
        return isRejected() ? retraining.parentVersion() : newVersion;
    }

    /**
     * @return what somebody should look at
     */
    Optional<String> warning() {
        if (isRejected()) {
            return Optional.of("The new model is not published, version " + retraining.parentVersion() + " stays in use. " + promotion.reason());
        }
        final LineageBasis basis = retraining.lineage().basis();
        if (basis == LineageBasis.OTHER_EMBEDDER || basis == LineageBasis.OTHER_DIMENSION || basis == LineageBasis.OTHER_FEATURES) {
            return Optional.of("No segment keeps its id: the vectors or features are not of the kind that version " + retraining.parentVersion() + " was trained on");
        }
        return Optional.empty();
    }

    /**
     * @param version of the new model
     * @return attributes of the model file
     */
    Map<String, String> modelAttributes(final String name, final String version) {
        final Map<String, String> attributes = attributes(name, version);
        attributes.put(SegmentationAttributes.LINEAGE, LineageJson.summary(retraining.lineage()));
        if (retraining.parentVersion() != null) {
            attributes.put(SegmentationAttributes.PARENT_VERSION, retraining.parentVersion());
        }
        return attributes;
    }

    /**
     * @param version of the new model
     * @return attributes of the records, which name the model whose segments they got
     */
    Map<String, String> recordAttributes(final String name, final String version) {
        return isRejected() ? attributes(name, retraining.parentVersion()) : modelAttributes(name, version);
    }

    private Map<String, String> attributes(final String name, final String version) {
        final Map<String, String> attributes = new HashMap<>();
        attributes.put(SegmentationAttributes.MODEL_NAME, name);
        attributes.put(SegmentationAttributes.MODEL_VERSION, version);
        attributes.put(SegmentationAttributes.PROMOTION, isRejected() ? REJECTED : PUBLISHED);
        if (promotion != null) {
            attributes.put(SegmentationAttributes.PROMOTION_REASON, promotion.reason());
        }
        return attributes;
    }
}
