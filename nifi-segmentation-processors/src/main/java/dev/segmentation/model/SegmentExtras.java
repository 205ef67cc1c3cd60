// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a segment model may have besides. Arrays: customer_distance_quantiles (k x q, float32), the distances of customers' pooled vectors where distance_quantiles are of their single
 * records; term_counts (k, int32) with the list terms, the words that tell each segment from the others, the strongest first, one segment after the other; online_weights (k, float32), how many
 * records each centroid stands for where it was moved by what was assigned.
 *
 * @param customerQuantiles or null
 * @param terms of each segment, or null
 * @param weights or null
 * @param segmentCount how the number of segments was chosen, in the manifest; or null
 * @param features what makes vectors of records, in the manifest; or null
 * @param comparison what else was tried, in the manifest; or null
 */
record SegmentExtras(float[][] customerQuantiles, List<List<String>> terms, float[] weights, SegmentCountCurve segmentCount, FeaturePipeline features, Comparison comparison) {

    static final SegmentExtras NONE = new SegmentExtras(null, null, null, null, null, null);
    static final String SEGMENT_COUNT = "segment_count";
    static final String FEATURES = "features";
    static final String COMPARISON = "comparison";

    private static final String CUSTOMER_QUANTILES = "customer_distance_quantiles";
    private static final String TERMS = "terms";
    private static final String TERM_COUNTS = "term_counts";
    private static final String WEIGHTS = "online_weights";

    static SegmentExtras read(final ModelContainer model, final int segments, final int levels) throws InvalidModelException {
        final float[][] quantiles = model.has(CUSTOMER_QUANTILES) ? model.array(CUSTOMER_QUANTILES).rows(segments, levels) : null;
        if (quantiles != null) {
            for (final float[] row : quantiles) {
                require(Vectors.firstNonFinite(row) < 0 && row[0] >= 0, "the customers' distance quantiles are not distances");
                for (int q = 1; q < levels; q++) {
                    require(row[q] >= row[q - 1], "the customers' distance quantiles do not ascend");
                }
            }
        }
        final float[] weights = model.has(WEIGHTS) ? model.array(WEIGHTS).floats(segments) : null;
        if (weights != null) {
            for (final float weight : weights) {
                require(weight > 0 && Float.isFinite(weight), "the weights of the centroids are not above 0");
            }
        }
        final JsonNode manifest = model.manifest();
        return new SegmentExtras(quantiles, model.has(TERM_COUNTS) ? terms(model.array(TERM_COUNTS).ints(segments), model.strings(TERMS)) : null, weights,
                manifest.has(SEGMENT_COUNT) ? SegmentCountJson.read(manifest.path(SEGMENT_COUNT)) : null,
                manifest.has(FEATURES) ? FeaturesJson.read(manifest.path(FEATURES)) : null,
                manifest.has(COMPARISON) ? ComparisonJson.read(manifest.path(COMPARISON)) : null);
    }

    SegmentExtras with(final float[][] quantilesOfCustomers) {
        return new SegmentExtras(quantilesOfCustomers, terms, weights, segmentCount, features, comparison);
    }

    SegmentExtras with(final SegmentCountCurve curve) {
        return new SegmentExtras(customerQuantiles, terms, weights, curve, features, comparison);
    }

    SegmentExtras with(final FeaturePipeline pipeline) {
        return new SegmentExtras(customerQuantiles, terms, weights, segmentCount, pipeline, comparison);
    }

    SegmentExtras with(final Comparison compared) {
        return new SegmentExtras(customerQuantiles, terms, weights, segmentCount, features, compared);
    }

    SegmentExtras with(final List<List<String>> segmentTerms) {
        return new SegmentExtras(customerQuantiles, segmentTerms, weights, segmentCount, features, comparison);
    }

    SegmentExtras with(final double[] onlineWeights) {
        final float[] floats = new float[onlineWeights.length];
        for (int s = 0; s < floats.length; s++) {
            // A segment that nothing is assigned to for long must not become a division by 0.
            floats[s] = Math.max((float) onlineWeights[s], Float.MIN_NORMAL);
        }
        return new SegmentExtras(customerQuantiles, terms, floats, segmentCount, features, comparison);
    }

    void putInto(final Map<String, NpyArray> arrays, final Map<String, List<String>> strings) {
        if (customerQuantiles != null) {
            arrays.put(CUSTOMER_QUANTILES, NpyArray.ofRows(customerQuantiles));
        }
        if (terms != null) {
            arrays.put(TERM_COUNTS, NpyArray.of(terms.stream().mapToInt(List::size).toArray(), terms.size()));
            strings.put(TERMS, terms.stream().flatMap(List::stream).toList());
        }
        if (weights != null) {
            arrays.put(WEIGHTS, NpyArray.of(weights, weights.length));
        }
    }

    private static List<List<String>> terms(final int[] counts, final List<String> all) throws InvalidModelException {
        require(Arrays.stream(counts).allMatch(count -> count >= 0) && Arrays.stream(counts).asLongStream().sum() == all.size(), "the term counts do not add up to the terms");
        final List<List<String>> terms = new ArrayList<>();
        int from = 0;
        for (final int count : counts) {
            terms.add(List.copyOf(all.subList(from, from + count)));
            from += count;
        }
        return List.copyOf(terms);
    }

    private static void require(final boolean condition, final String problem) throws InvalidModelException {
        if (!condition) {
            throw new InvalidModelException(problem);
        }
    }
}
