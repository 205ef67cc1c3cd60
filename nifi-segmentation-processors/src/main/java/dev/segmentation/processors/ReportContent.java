// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.explain.Exemplars;
import dev.segmentation.core.explain.SegmentMap;
import dev.segmentation.core.explain.TermPresence;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.core.text.TextMasker;
import dev.segmentation.core.text.pii.UnmaskableTextException;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.ReportTexts;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.SegmentedRecords;
import dev.segmentation.report.CardSection;
import dev.segmentation.report.MapSection;
import dev.segmentation.report.ProfileSection;
import dev.segmentation.report.ReportSection;
import dev.segmentation.report.ReportUnit;
import dev.segmentation.report.SegmentReport;
import dev.segmentation.report.SegmentReport.Fact;
import dev.segmentation.report.SegmentTexts;
import dev.segmentation.report.SilhouetteSection;
import dev.segmentation.report.SizeSection;
import dev.segmentation.report.TableSection;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Gathers what the report of ScoreClusters shows.
 */
final class ReportContent {

    private static final int TYPICAL_TEXTS = 3;
    private static final int BORDERLINE_TEXTS = 2;
    private static final String FALSE_TERMS = "5 %";

    private final ProcessContext context;
    private final FlowFile flowFile;
    private final ReportModel model;
    private final SegmentedRecords input;
    private final SegmentLabels labels;
    private final ScoreCard card;
    private final ScoredSegmentation scored;
    private final int minimumSize;
    private final Map<Integer, List<String>> terms = new TreeMap<>();

    /**
     * @param minimumSize segments with fewer members are not shown in detail
     */
    ReportContent(final ProcessContext context, final FlowFile flowFile, final ReportModel model, final SegmentedRecords input, final SegmentLabels labels,
            final ScoreCard card, final Map<Integer, List<String>> terms, final int minimumSize) {
        this.context = context;
        this.flowFile = flowFile;
        this.model = model;
        this.input = input;
        this.labels = labels;
        this.card = card;
        scored = card.scored().withoutSmallSegments(minimumSize);
        this.minimumSize = minimumSize;
        for (int segment = 0; segment < labels.segments(); segment++) {
            if (labels.size(segment) >= minimumSize) {
                this.terms.put(labels.id(segment), terms.getOrDefault(labels.id(segment), List.of()));
            }
        }
    }

    /**
     * @param flow reads the records once more
     * @param monitor asked for cancellation
     */
    SegmentReport gather(final RecordFlow flow, final TrainingMonitor monitor) {
        final long seed = context.getProperty(ScoreClusters.SEED).asLong();
        final FieldPath textField = ReportProperties.textField(context);
        final Map<Integer, Exemplars> exemplars = textField == null ? Map.of() : Exemplars.of(input.table(), labels, ScoreProperties.geometry(input), TYPICAL_TEXTS, BORDERLINE_TEXTS, monitor);
        final Set<Integer> textRows = new HashSet<>();
        exemplars.forEach((segment, rows) -> {
            if (terms.containsKey(segment)) {
                textRows.addAll(rows.typical());
                rows.borderline().forEach(borderline -> textRows.add(borderline.row()));
            }
        });
        final ReportRules rules = ReportRules.of(labels, terms, seed);
        final ReportTexts texts = new ReportTexts(input, new TermPresence(rules.terms()), rules.rows(), textField, textRows);
        flow.read(flowFile, source -> texts.readAll(source, monitor));

        final int fewest = Math.max(2, minimumSize);
        final ProfileSection profile = new ProfileSection(input.profile().numbers(labels), input.profile().categories(labels, fewest));
        final List<ReportSection> sections = new ArrayList<>(List.of(
                new SizeSection(),
                new CardSection(profile, input.profile().sentiment(labels, fewest), textField == null ? Map.of() : masked(exemplars, texts)),
                profile,
                new MapSection(SegmentMap.of(input.table(), labels, ScoreProperties.geometry(input), seed, monitor)),
                new SilhouetteSection(silhouettes()),
                rules.learn(labels, texts, input.profile().traits(labels.rows(), fewest), seed)));
        sections.addAll(model.sections());
        sections.addAll(ReportScores.sections(card, input, labels, minimumSize));
        sections.add(new TableSection());
        return new SegmentReport(context.getProperty(ScoreClusters.REPORT_TITLE).evaluateAttributeExpressions(flowFile).getValue(), ReportProperties.language(context),
                input.pooled() ? ReportUnit.CUSTOMERS : ReportUnit.RECORDS, scored.quality(), isEuclidean(), input.byFeatures(), minimumSize, terms, sections, facts(seed));
    }

    private boolean isEuclidean() {
        return scored.quality().silhouetteCosine() == null;
    }

    private Map<Integer, double[]> silhouettes() {
        final Map<Integer, DoubleStream.Builder> silhouettes = new HashMap<>();
        for (int row = 0; row < labels.rows(); row++) {
            final Double silhouette = isEuclidean() ? scored.silhouettes().euclidean(row) : scored.silhouettes().cosine(row);
            if (silhouette != null) {
                silhouettes.computeIfAbsent(labels.id(labels.segment(row)), segment -> DoubleStream.builder()).add(silhouette);
            }
        }
        final Map<Integer, double[]> values = new HashMap<>();
        silhouettes.forEach((segment, builder) -> values.put(segment, builder.build().toArray()));
        return values;
    }

    private Map<Integer, SegmentTexts> masked(final Map<Integer, Exemplars> exemplars, final ReportTexts texts) {
        final TextMasker masker = ReportProperties.masker(context);
        final Map<Integer, SegmentTexts> masked = new HashMap<>();
        exemplars.forEach((segment, rows) -> {
            final Set<String> shown = new HashSet<>();
            final List<String> typical = new ArrayList<>();
            for (final int row : rows.typical()) {
                final String text = mask(masker, texts.text(row));
                if (text != null && shown.add(text)) {
                    typical.add(text);
                }
            }
            final List<SegmentTexts.Borderline> borderline = new ArrayList<>();
            for (final Exemplars.Borderline row : rows.borderline()) {
                final String text = mask(masker, texts.text(row.row()));
                if (text != null && shown.add(text)) {
                    borderline.add(new SegmentTexts.Borderline(text, row.other()));
                }
            }
            if (!shown.isEmpty()) {
                masked.put(segment, new SegmentTexts(typical, borderline));
            }
        });
        return masked;
    }

    /** A text that could not be searched for personal data is not shown. */
    private static String mask(final TextMasker masker, final String text) {
        try {
            final String masked = text == null ? "" : masker.mask(text).text().strip();
            return masked.isEmpty() ? null : masked;
        } catch (final UnmaskableTextException e) {
            return null;
        }
    }

    private List<Fact> facts(final long seed) {
        final SegmentationQuality quality = scored.quality();
        final List<Fact> facts = new ArrayList<>();
        addAttribute(facts, "model", SegmentationAttributes.MODEL_NAME);
        addAttribute(facts, "version", SegmentationAttributes.MODEL_VERSION);
        final String embedder = EmbedderId.of(flowFile, FieldPath.of(context.getProperty(ScoreClusters.EMBEDDING_FIELD).getValue()));
        if (embedder != null) {
            facts.add(new Fact("embedder", embedder));
        }
        facts.addAll(model.facts());
        facts.add(input.byFeatures() ? new Fact("space.features", flowFile.getAttribute(SegmentationAttributes.MODEL_NAME))
                : new Fact("space.vectors", context.getProperty(ScoreClusters.EMBEDDING_FIELD).getValue()));
        facts.add(new Fact("records", Integer.toString(input.records())));
        facts.add(new Fact("without", Integer.toString(input.records() - input.scoredRecords())));
        if (input.pooled()) {
            facts.add(new Fact(input.byFeatures() ? "customers.features" : "customers", Integer.toString(quality.rows())));
        }
        if (quality.rows() > 0) {
            facts.add(new Fact("dimension", Integer.toString(input.table().dimension())));
        }
        facts.add(quality.sampled() ? new Fact("silhouettes.sampled", quality.silhouetteRows() + " / " + quality.rows()) : new Fact("silhouettes.exact", Integer.toString(quality.rows())));
        facts.add(new Fact("terms", FALSE_TERMS));
        if (!input.profile().silentFields().isEmpty()) {
            facts.add(new Fact("silent", String.join(", ", input.profile().silentFields())));
        }
        if (minimumSize > 1) {
            facts.add(new Fact("minimum", Integer.toString(minimumSize)));
        }
        facts.add(new Fact("seed", Long.toString(seed)));
        return facts;
    }

    private void addAttribute(final List<Fact> facts, final String key, final String attribute) {
        final String value = flowFile.getAttribute(attribute);
        if (value != null) {
            facts.add(new Fact(key, value));
        }
    }
}
