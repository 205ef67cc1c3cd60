// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.SegmentationQuality;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a segmentation must reach to be passed on. Each is null when it is not asked for.
 *
 * @param silhouette smallest mean silhouette
 * @param stability smallest stability
 * @param share smallest share of a segment
 * @param daviesBouldin largest Davies-Bouldin index
 */
record ScoreThresholds(Double silhouette, Double stability, Double share, Double daviesBouldin) {

    static final PropertyDescriptor MINIMUM_SILHOUETTE = threshold("Minimum Silhouette", -1, 1, """
            Smallest mean silhouette with which the records are passed, for example 0.05: by cosine distance, or by euclidean distance in the space of a model's features.""");

    static final PropertyDescriptor MINIMUM_STABILITY = threshold("Minimum Stability", -1, 1, """
            Smallest stability with which the records are passed, for example 0.6. Needs Stability Resamples.""");

    static final PropertyDescriptor MINIMUM_SEGMENT_SHARE = threshold("Minimum Segment Share", 0, 1, """
            Smallest share of the scored records (or customers) that every segment must have for the records to be passed, for example 0.01.""");

    static final PropertyDescriptor MAXIMUM_DAVIES_BOULDIN = threshold("Maximum Davies-Bouldin", 0, Double.MAX_VALUE, """
            Largest Davies-Bouldin index with which the records are passed, for example 3.""");

    static final List<PropertyDescriptor> PROPERTIES = List.of(MINIMUM_SILHOUETTE, MINIMUM_STABILITY, MINIMUM_SEGMENT_SHARE, MAXIMUM_DAVIES_BOULDIN);

    private static final int DIGITS = 6;

    /**
     * @param reasons which thresholds were missed and by what; empty when all were met
     */
    record Verdict(List<String> reasons) {

        boolean isPassed() {
            return reasons.isEmpty();
        }

        String name() {
            return isPassed() ? "passed" : "rejected";
        }
    }

    private static PropertyDescriptor threshold(final String name, final double least, final double most, final String description) {
        final String range = most == Double.MAX_VALUE ? "from 0 on" : "from " + (int) least + " to " + (int) most;
        final Validator validator = (subject, input, context) -> new ValidationResult.Builder()
                .subject(subject)
                .input(input)
                .valid(isWithin(input, least, most))
                .explanation("it takes a number " + range)
                .build();
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description.strip() + " An undefined score rejects. Empty: not asked for.")
                .required(false)
                .addValidator(validator)
                .build();
    }

    /** Blank is within: a parameter may resolve to the empty string. */
    private static boolean isWithin(final String input, final double least, final double most) {
        if (input == null || input.isBlank()) {
            return true;
        }
        try {
            final double value = Double.parseDouble(input.strip());
            return value >= least && value <= most;
        } catch (final NumberFormatException e) {
            return false;
        }
    }

    static ScoreThresholds of(final PropertyContext context) {
        return new ScoreThresholds(number(context, MINIMUM_SILHOUETTE), number(context, MINIMUM_STABILITY), number(context, MINIMUM_SEGMENT_SHARE), number(context, MAXIMUM_DAVIES_BOULDIN));
    }

    private static Double number(final PropertyContext context, final PropertyDescriptor property) {
        final String value = context.getProperty(property).getValue();
        return value == null || value.isBlank() ? null : Double.valueOf(value.strip());
    }

    /**
     * @return whether the scores reach the thresholds, or null when there are none
     */
    Verdict verdict(final ScoreCard card) {
        if (Stream.of(silhouette, stability, share, daviesBouldin).allMatch(Objects::isNull)) {
            return null;
        }
        final SegmentationQuality quality = card.scored().quality();
        final List<String> reasons = new ArrayList<>();
        require(reasons, "silhouette", card.silhouette().value(), card.silhouette().reason(), silhouette, false);
        require(reasons, "stability", card.stability().score().value(), card.stability().score().reason(), stability, false);
        require(reasons, "smallest segment share", card.smallestShare(), "there are no segments", share, false);
        require(reasons, "davies-bouldin", quality.daviesBouldin(), card.scored().indices().daviesBouldin().reason(), daviesBouldin, true);
        return new Verdict(reasons);
    }

    private static void require(final List<String> reasons, final String name, final Double value, final String undefined, final Double threshold, final boolean atMost) {
        if (threshold == null) {
            return;
        }
        if (value == null) {
            reasons.add(name + " is undefined: " + undefined);
        } else if (atMost && value > threshold) {
            reasons.add(name + " " + rounded(value, RoundingMode.CEILING) + " is above " + text(threshold));
        } else if (!atMost && value < threshold) {
            reasons.add(name + " " + rounded(value, RoundingMode.FLOOR) + " is below " + text(threshold));
        }
    }

    /** Away from the threshold, so that what is told is below or above it too. */
    private static String rounded(final double value, final RoundingMode away) {
        return BigDecimal.valueOf(value).round(new MathContext(DIGITS, away)).toPlainString();
    }

    private static String text(final double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
