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
     * Where the ids of the embedders do not tell, the fields must: vectors of different fields may have the same length.
     *
     * @param earlier model
     * @param embedder id of what made the vectors that were chosen, or null when it is not known
     * @return false when the model is known to be of the vectors of another field
     */
    boolean mayFit(final SegmentModel earlier, final String embedder) {
        final String before = earlier.comparison() == null ? null : earlier.comparison().chosenField();
        if (embedder != null && earlier.embedder() != null || embeddingField == null || before == null && comparison == null) {
            return true;
        }
        // A model that was made without a comparison went by the usual field.
        return embeddingField.name().equals(before == null ? comparison.candidates().getFirst().field() : before);
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
