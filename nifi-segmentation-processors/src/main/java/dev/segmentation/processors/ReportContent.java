// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.explain.SegmentMap;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.SegmentedRecords;
import dev.segmentation.report.SegmentReport;
import dev.segmentation.report.SegmentReport.Fact;
import org.apache.nifi.flowfile.FlowFile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Gathers what the report of ScoreClusters shows.
 */
final class ReportContent {

    private ReportContent() {
    }

    static SegmentReport of(final String title, final FlowFile flowFile, final SegmentedRecords input, final SegmentLabels labels, final ScoredSegmentation scored,
            final Map<Integer, List<String>> terms, final List<SegmentMap.Point> map, final long seed) {
        final SegmentationQuality quality = scored.quality();
        final boolean euclidean = quality.silhouetteCosine() == null;
        final Map<Integer, DoubleStream.Builder> silhouettes = new HashMap<>();
        for (int row = 0; row < labels.rows(); row++) {
            final Double silhouette = euclidean ? scored.silhouettes().euclidean(row) : scored.silhouettes().cosine(row);
            if (silhouette != null) {
                silhouettes.computeIfAbsent(labels.id(labels.segment(row)), segment -> DoubleStream.builder()).add(silhouette);
            }
        }
        final Map<Integer, double[]> values = new HashMap<>();
        silhouettes.forEach((segment, builder) -> values.put(segment, builder.build().toArray()));
        values.keySet().retainAll(quality.segments().stream().map(SegmentQuality::segment).toList());
        return new SegmentReport(title, input.pooled() ? "customers" : "records", quality, values, euclidean, terms, map, facts(flowFile, input, quality, seed));
    }

    private static List<Fact> facts(final FlowFile flowFile, final SegmentedRecords input, final SegmentationQuality quality, final long seed) {
        final List<Fact> facts = new ArrayList<>();
        addAttribute(facts, "Model", flowFile, SegmentationAttributes.MODEL_NAME);
        addAttribute(facts, "Model version", flowFile, SegmentationAttributes.MODEL_VERSION);
        addAttribute(facts, "Embedder", flowFile, SegmentationAttributes.EMBEDDER);
        facts.add(new Fact("Records read", Integer.toString(input.records())));
        facts.add(new Fact("Without a vector or segment", Integer.toString(input.records() - input.scoredRecords())));
        if (input.pooled()) {
            facts.add(new Fact("Customers scored, each by the mean of its records", Integer.toString(quality.rows())));
        }
        if (quality.rows() > 0) {
            facts.add(new Fact("Dimensions of a vector", Integer.toString(input.table().dimension())));
        }
        facts.add(new Fact("Silhouettes", quality.sampled() ? "of a uniform sample of " + quality.silhouetteRows() + " from " + quality.rows() : "exact, of all"));
        facts.add(new Fact("Key terms", "class-based TF-IDF"));
        facts.add(new Fact("Seed", Long.toString(seed)));
        return facts;
    }

    private static void addAttribute(final List<Fact> facts, final String label, final FlowFile flowFile, final String attribute) {
        final String value = flowFile.getAttribute(attribute);
        if (value != null) {
            facts.add(new Fact(label, value));
        }
    }
}
