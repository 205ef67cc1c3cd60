// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.Dendrogram;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountPoint;
import dev.segmentation.core.cluster.SegmentScore;
import dev.segmentation.core.cluster.lineage.GoneSegment;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.LineageKind;
import dev.segmentation.core.cluster.lineage.SegmentLineage;
import dev.segmentation.core.cluster.lineage.SegmentShare;
import dev.segmentation.core.explain.CategoryProfile;
import dev.segmentation.core.explain.NumericProfile;
import dev.segmentation.core.explain.SegmentMap;
import dev.segmentation.core.explain.SurrogateRules;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Reports that show everything there is to show, with texts that a test gives.
 */
final class ReportFixture {

    private final int segments;
    private final int rows;
    private final int[] labels;
    private final SegmentLabels segmentLabels;
    private final ScoredSegmentation scored;
    private final Random random = new Random(5);
    private final List<SegmentMap.Point> map = new ArrayList<>();
    private ReportLanguage language = ReportLanguage.ENGLISH;
    private int minimumSize;
    private boolean features;
    private Map<Integer, List<String>> terms = Map.of();
    private IntFunction<String> word = place -> "word" + place;

    ReportFixture(final int segments, final int rows) {
        this.segments = segments;
        this.rows = rows;
        final VectorTable table = new VectorTable(4);
        labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % segments;
            table.add(new float[]{labels[row], (float) random.nextGaussian(), (float) random.nextGaussian(), 1});
            map.add(new SegmentMap.Point(random.nextDouble(), random.nextDouble(), labels[row]));
        }
        segmentLabels = SegmentLabels.of(labels);
        try (Workers workers = new Workers("test", 1)) {
            scored = ScoredSegmentation.of(table, segmentLabels, new QualityOptions(5000, 1), workers, TrainingMonitor.NONE);
        }
    }

    ReportFixture language(final ReportLanguage spoken) {
        language = spoken;
        return this;
    }

    ReportFixture minimumSize(final int size) {
        minimumSize = size;
        return this;
    }

    ReportFixture features() {
        features = true;
        return this;
    }

    ReportFixture terms(final Map<Integer, List<String>> keyTerms) {
        terms = keyTerms;
        return this;
    }

    /** Every text of the data that the report shows, beside the key terms. */
    ReportFixture words(final IntFunction<String> words) {
        word = words;
        return this;
    }

    /** Sizes, cards, map and silhouettes. */
    SegmentReport plain() {
        return report(List.of(new SizeSection(), new CardSection(new ProfileSection(List.of(), List.of()), null, Map.of()), new MapSection(map), new SilhouetteSection(silhouettes()),
                new TableSection()));
    }

    SegmentReport full() {
        final NumericProfile age = NumericProfile.of(word.apply(0), IntStream.range(0, rows).mapToDouble(row -> 30 + 5 * labels[row] + random.nextGaussian()).toArray(), segmentLabels);
        final List<String> values = IntStream.range(0, 5).mapToObj(value -> value + word.apply(value)).toList();
        final CategoryProfile country = CategoryProfile.of(word.apply(1), IntStream.range(0, rows).map(row -> labels[row] % 5).toArray(), values, segmentLabels, 2);
        final CategoryProfile mood = CategoryProfile.of("sentiment", IntStream.range(0, rows).map(row -> row % 4).toArray(), List.of("positive", "neutral", "negative", word.apply(2)),
                segmentLabels, 2);
        final ProfileSection profile = new ProfileSection(List.of(age), List.of(country));
        final Map<Integer, SegmentTexts> texts = new HashMap<>();
        final Map<Integer, Double> stability = new TreeMap<>();
        final List<SegmentLineage> lineage = new ArrayList<>();
        final List<SurrogateRules.Rule> rules = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            texts.put(segment, new SegmentTexts(List.of(word.apply(segment), "A text."), List.of(new SegmentTexts.Borderline(word.apply(segment + 1), (segment + 1) % segments))));
            stability.put(segment, segment / (double) segments);
            lineage.add(new SegmentLineage(segment, LineageKind.values()[segment % LineageKind.values().length], List.of(new SegmentShare(segment, 0.8)), 40, 0.1, 50, 0.2));
            rules.add(new SurrogateRules.Rule(segment, List.of(new SurrogateRules.Condition(segment % 3, segment % 2 == 0), new SurrogateRules.Condition((segment + 1) % 3, true)), 10, 8));
        }
        final int[][] counts = new int[segments][3];
        Arrays.stream(counts).forEach(row -> Arrays.fill(row, 7));
        final List<SegmentCountPoint> points = IntStream.range(2, 9)
                .mapToObj(count -> new SegmentCountPoint(count, 0.5, 0.1 + count / 100.0, 0.1, 0.9 - count / 20.0, 0.01, 0.05, 0.01, 0.5 / count, 100, 10.0, null)).toList();
        return report(List.of(new SizeSection(), new CardSection(profile, mood, texts), profile, new MapSection(map), new SilhouetteSection(silhouettes()),
                new RuleSection(new SurrogateRules(0.7, 0.2, 140, 60, rules), List.of(new RuleSection.Feature(null, word.apply(3), false), new RuleSection.Feature(word.apply(4), "12.5", true),
                        new RuleSection.Feature(word.apply(5), word.apply(6), false))),
                new CurveSection(curve(points)), new ComparisonSection(comparison()), new TreeSection(tree(), IntStream.range(0, segments).toArray()),
                new LabelSection(List.of(word.apply(7), word.apply(8), "c"), IntStream.range(0, segments).boxed().toList(), counts, 0.5, 0.6),
                new StabilitySection(0.7, stability), new LineageSection(LineageBasis.COMPARED, lineage, List.of(new GoneSegment(999, 20, 0.1, 0.05, List.of(new SegmentShare(0, 0.9))))),
                new FairnessSection(List.of(new FairnessSection.Field(word.apply(9), 0.3, List.of(new FairnessSection.Finding(0, word.apply(10), 0.5, 0.1))),
                        new FairnessSection.Field("even", null, List.of()))),
                new TableSection()));
    }

    private Comparison comparison() {
        final SegmentScore score = new SegmentScore(0.2, 0.9, 0.01);
        return new Comparison(Comparison.STABILITY, List.of(new ComparedCandidate("k-means", word.apply(11), 100, 5, score, null, 1, null),
                ComparedCandidate.failed("diana", word.apply(12), 0.5, word.apply(13))), 0, true, "because");
    }

    private static SegmentCountCurve curve(final List<SegmentCountPoint> points) {
        return new SegmentCountCurve(SegmentCountCurve.SILHOUETTE_AND_STABILITY, points, 100, 5, true, "because");
    }

    private Dendrogram tree() {
        final int merges = segments - 1;
        final int[] sizes = new int[segments];
        Arrays.fill(sizes, 3);
        return new Dendrogram(sizes, IntStream.range(0, merges).map(merge -> merge == 0 ? 0 : segments + merge - 1).toArray(), IntStream.range(0, merges).map(merge -> merge + 1).toArray(),
                IntStream.range(0, merges).mapToDouble(merge -> merge + 1).toArray());
    }

    private Map<Integer, double[]> silhouettes() {
        final Map<Integer, double[]> silhouettes = new HashMap<>();
        for (int segment = 0; segment < segments && segments > 1; segment++) {
            final int wanted = segment;
            silhouettes.put(segment, IntStream.range(0, rows).filter(row -> labels[row] == wanted).mapToDouble(scored.silhouettes()::cosine).toArray());
        }
        return silhouettes;
    }

    private SegmentReport report(final List<ReportSection> sections) {
        return new SegmentReport("Customer segments", language, ReportUnit.RECORDS, scored.quality(), false, features, minimumSize, terms, sections,
                List.of(new SegmentReport.Fact("seed", word.apply(11))));
    }
}
