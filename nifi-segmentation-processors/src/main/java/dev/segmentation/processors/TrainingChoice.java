// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.model.ComparisonJson;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.context.PropertyContext;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * By which algorithm, on which vectors, the training is done.
 *
 * @param embeddingField where the vectors stand, or null when vectors do not count
 * @param curve how the number of segments was chosen already, or null
 * @param comparison why, or null when nothing was compared
 */
record TrainingChoice(Algorithm algorithm, FieldPath embeddingField, SegmentCountCurve curve, Comparison comparison) {

    /** A FlowFile may have them from an earlier training in the flow. */
    static final Set<String> ATTRIBUTES = Set.of(SegmentationAttributes.COMPARED, SegmentationAttributes.COMPARED_ALGORITHM, SegmentationAttributes.COMPARED_FIELD,
            SegmentationAttributes.COMPARED_BASIS, SegmentationAttributes.COMPARED_EVIDENT, SegmentationAttributes.COMPARED_REASON);

    /** NiFi keeps attributes in memory. */
    private static final int LONGEST_TABLE = 4000;

    /**
     * @return what the properties say, when nothing is compared
     */
    static TrainingChoice usual(final PropertyContext context) {
        return new TrainingChoice(AlgorithmProperties.algorithm(context), FeatureProperties.embeddingField(context), null, null);
    }

    /**
     * @return the model, which tells what was compared
     */
    SegmentModel explain(final SegmentModel model) {
        return comparison == null ? model : model.withComparison(comparison);
    }

    /**
     * @return what was compared, and why this was chosen; nothing when nothing was
     */
    Map<String, String> attributes() {
        final Map<String, String> attributes = new HashMap<>();
        if (comparison != null) {
            attributes.put(SegmentationAttributes.COMPARED, ComparisonJson.summary(comparison, LONGEST_TABLE));
            attributes.put(SegmentationAttributes.COMPARED_ALGORITHM, algorithm.getValue());
            attributes.put(SegmentationAttributes.COMPARED_BASIS, comparison.basis());
            attributes.put(SegmentationAttributes.COMPARED_EVIDENT, Boolean.toString(comparison.evident()));
            attributes.put(SegmentationAttributes.COMPARED_REASON, comparison.reason());
            if (embeddingField != null) {
                attributes.put(SegmentationAttributes.COMPARED_FIELD, embeddingField.name());
            }
        }
        return attributes;
    }
}
