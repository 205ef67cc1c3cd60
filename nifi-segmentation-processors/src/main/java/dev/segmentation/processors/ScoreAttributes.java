// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.quality.Disparity;
import dev.segmentation.core.quality.LabelAgreement;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.record.CategoryColumn;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Scores as FlowFile attributes. An undefined score takes the attribute away: an older value would be mistaken for it.
 *
 * @param present attributes by name
 * @param absent names of attributes to take away
 */
record ScoreAttributes(Map<String, String> present, Set<String> absent) {

    /**
     * @param sensitive the columns of the card's disparities
     * @param associationLimit from which an association is flagged
     * @param verdict null when there are no thresholds
     */
    static ScoreAttributes of(final ScoreCard card, final List<CategoryColumn> sensitive, final double associationLimit, final ScoreThresholds.Verdict verdict) {
        final SegmentationQuality quality = card.scored().quality();
        final LabelAgreement agreement = card.labels() == null ? null : card.labels().agreement();
        final Map<String, Double> scores = new HashMap<>();
        scores.put(SegmentationAttributes.SILHOUETTE, card.silhouette().value());
        scores.put(SegmentationAttributes.SILHOUETTE_EUCLIDEAN, quality.silhouetteEuclidean());
        scores.put(SegmentationAttributes.CALINSKI_HARABASZ, quality.calinskiHarabasz());
        scores.put(SegmentationAttributes.DAVIES_BOULDIN, quality.daviesBouldin());
        scores.put(SegmentationAttributes.SEPARATION, card.euclidean().indices().separation().value());
        scores.put(SegmentationAttributes.STABILITY, card.stability().score().value());
        scores.put(SegmentationAttributes.SMALLEST_SHARE, card.smallestShare());
        scores.put(SegmentationAttributes.ADJUSTED_RAND_INDEX, agreement == null ? null : agreement.adjustedRandIndex());
        scores.put(SegmentationAttributes.NORMALIZED_MUTUAL_INFORMATION, agreement == null ? null : agreement.normalizedMutualInformation());
        scores.put(SegmentationAttributes.ADJUSTED_MUTUAL_INFORMATION, agreement == null ? null : agreement.adjustedMutualInformation());
        scores.put(SegmentationAttributes.V_MEASURE, agreement == null ? null : agreement.vMeasure());
        scores.put(SegmentationAttributes.LABEL_ACCURACY, agreement == null ? null : agreement.accuracy());

        final Map<String, String> texts = new HashMap<>();
        scores.forEach((name, score) -> texts.put(name, score == null ? null : BigDecimal.valueOf(score).toPlainString()));
        texts.put(SegmentationAttributes.SEGMENTS, Integer.toString(quality.segments().size()));
        texts.put(SegmentationAttributes.FLAGGED_FIELDS, flagged(card.disparities(), sensitive, associationLimit));
        texts.put(SegmentationAttributes.VERDICT, verdict == null ? null : verdict.name());
        texts.put(SegmentationAttributes.VERDICT_REASONS, verdict == null || verdict.isPassed() ? null : String.join("; ", verdict.reasons()));
        return split(texts);
    }

    private static ScoreAttributes split(final Map<String, String> texts) {
        final Map<String, String> present = new TreeMap<>();
        final Set<String> absent = new HashSet<>();
        texts.forEach((name, text) -> {
            if (text == null) {
                absent.add(name);
            } else {
                present.put(name, text);
            }
        });
        return new ScoreAttributes(present, absent);
    }

    private static String flagged(final List<Disparity> disparities, final List<CategoryColumn> sensitive, final double limit) {
        final String names = IntStream.range(0, disparities.size()).filter(i -> disparities.get(i).isFlagged(limit)).mapToObj(i -> sensitive.get(i).field())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }

    FlowFile put(final ProcessSession session, final FlowFile flowFile) {
        return session.removeAllAttributes(session.putAllAttributes(flowFile, present), absent);
    }
}
