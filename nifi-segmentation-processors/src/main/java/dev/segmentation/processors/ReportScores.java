// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.quality.Disparity;
import dev.segmentation.core.quality.LabelScores;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.record.CategoryColumn;
import dev.segmentation.record.SegmentedRecords;
import dev.segmentation.report.FairnessSection;
import dev.segmentation.report.LabelSection;
import dev.segmentation.report.ReportSection;
import dev.segmentation.report.StabilitySection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the report tells of labels, stability and sensitive attributes.
 */
final class ReportScores {

    /** A group is told when it is a quarter more or less frequent in a segment than among all. */
    private static final double EVEN = 0.25;

    private ReportScores() {
    }

    static List<ReportSection> sections(final ScoreCard card, final SegmentedRecords input, final SegmentLabels labels, final int minimumSize) {
        final List<ReportSection> sections = new ArrayList<>();
        if (card.labels() != null && card.labels().agreement() != null) {
            sections.add(labels(card.labels(), input.labelColumn()));
        }
        final Map<Integer, Double> stability = new TreeMap<>();
        for (int segment = 0; segment < labels.segments(); segment++) {
            final Double value = card.stability().segments().get(segment);
            if (value != null && labels.size(segment) >= minimumSize) {
                stability.put(labels.id(segment), value);
            }
        }
        sections.add(new StabilitySection(card.stability().score().value(), stability));
        final List<FairnessSection.Field> fields = new ArrayList<>();
        for (int i = 0; i < card.disparities().size(); i++) {
            fields.add(field(card.disparities().get(i), input.sensitiveColumns().get(i)));
        }
        sections.add(new FairnessSection(fields));
        return sections;
    }

    private static LabelSection labels(final LabelScores scores, final CategoryColumn column) {
        final Map<Integer, Integer> columns = new HashMap<>();
        final Map<Integer, Integer> rows = new TreeMap<>();
        final List<String> names = new ArrayList<>();
        for (final LabelScores.Cell cell : scores.confusion()) {
            rows.putIfAbsent(cell.segment(), 0);
            if (columns.putIfAbsent(cell.label(), names.size()) == null) {
                names.add(column.name(cell.label()));
            }
        }
        final List<Integer> segments = List.copyOf(rows.keySet());
        final int[][] counts = new int[segments.size()][names.size()];
        for (final LabelScores.Cell cell : scores.confusion()) {
            counts[segments.indexOf(cell.segment())][columns.get(cell.label())] = cell.count();
        }
        return new LabelSection(names, segments, counts, scores.agreement().adjustedRandIndex(), scores.agreement().accuracy());
    }

    private static FairnessSection.Field field(final Disparity disparity, final CategoryColumn column) {
        final Map<Integer, Double> overall = new HashMap<>();
        disparity.categories().forEach(category -> overall.put(category.category(), category.share()));
        final List<FairnessSection.Finding> findings = disparity.cells().stream()
                .filter(cell -> Math.abs(Math.log(cell.representation())) > Math.log1p(EVEN))
                .map(cell -> new FairnessSection.Finding(cell.segment(), column.name(cell.category()), cell.share(), overall.get(cell.category())))
                .toList();
        return new FairnessSection.Field(column.field(), disparity.cramersV().value(), findings);
    }
}
