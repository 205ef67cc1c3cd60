// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one seed reached.
 *
 * @param silhouette by cosine, null when it is undefined
 * @param segments found; those of records without a vector do not count
 */
record QualityScores(double ari, double nmi, double accuracy, Double silhouette, int segments, double secondsEmbed, double secondsCluster) {

    private static final double DIGITS = 1e6;

    /**
     * @param scores one per seed, at least one
     * @return their means as JSON
     */
    static ObjectNode means(final List<QualityScores> scores) {
        final OptionalDouble silhouette = scores.stream().map(QualityScores::silhouette).filter(Objects::nonNull).mapToDouble(Double::doubleValue).average();
        final double segments = mean(scores, QualityScores::segments);
        final ObjectNode means = JsonNodeFactory.instance.objectNode();
        means.put("ari", mean(scores, QualityScores::ari));
        means.put("nmi", mean(scores, QualityScores::nmi));
        means.put("accuracy", mean(scores, QualityScores::accuracy));
        means.put("silhouette", silhouette.isPresent() ? round(silhouette.getAsDouble()) : null);
        if (segments == Math.rint(segments)) {
            means.put("segments", (int) segments);
        } else {
            means.put("segments", segments);
        }
        means.put("seconds_embed", mean(scores, QualityScores::secondsEmbed));
        means.put("seconds_cluster", mean(scores, QualityScores::secondsCluster));
        return means;
    }

    /** To six decimals. */
    static double round(final double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }

    private static double mean(final List<QualityScores> scores, final ToDoubleFunction<QualityScores> score) {
        return round(scores.stream().mapToDouble(score).average().orElseThrow());
    }
}
