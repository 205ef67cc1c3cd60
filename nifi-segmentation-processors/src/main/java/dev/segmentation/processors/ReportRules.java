// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.explain.SurrogateRules;
import dev.segmentation.core.explain.SurrogateTree;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.record.MemberTrait;
import dev.segmentation.record.ReportTexts;
import dev.segmentation.report.RuleSection;
import dev.segmentation.report.RuleSection.Feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What the small decision tree of the report is made of: the first key terms of the segments, and the traits of the profile.
 *
 * @param rows a uniform sample of the rows that have a segment, in order
 * @param terms key terms
 */
record ReportRules(int[] rows, List<String> terms) {

    private static final int MOST_ROWS = 5000;
    private static final int MOST_TERMS = 300;
    private static final int DEPTH = 6;

    /**
     * @param terms by segment id
     * @param seed of the sample
     */
    static ReportRules of(final SegmentLabels labels, final Map<Integer, List<String>> terms, final long seed) {
        final int longest = terms.values().stream().mapToInt(List::size).max().orElse(0);
        final Set<String> chosen = new LinkedHashSet<>();
        for (int place = 0; place < longest; place++) {
            for (final List<String> ofSegment : terms.values()) {
                if (place < ofSegment.size() && chosen.size() < MOST_TERMS) {
                    chosen.add(ofSegment.get(place));
                }
            }
        }

        final SplittableRandom random = new SplittableRandom(seed);
        final int[] scored = labels.rowsBySegment();
        Arrays.sort(scored);
        final int[] rows = new int[Math.min(MOST_ROWS, scored.length)];
        int taken = 0;
        for (int i = 0; taken < rows.length; i++) {
            if (random.nextInt(scored.length - i) < rows.length - taken) {
                rows[taken++] = scored[i];
            }
        }
        return new ReportRules(rows, List.copyOf(chosen));
    }

    /**
     * @param texts which terms the rows have
     * @param traits of all rows
     */
    RuleSection learn(final SegmentLabels labels, final ReportTexts texts, final List<MemberTrait> traits, final long seed) {
        final List<Feature> features = new ArrayList<>();
        terms.forEach(term -> features.add(new Feature(null, term, false)));
        traits.forEach(trait -> features.add(new Feature(trait.field(), trait.value(), trait.above())));
        final BitSet[] present = new BitSet[rows.length];
        for (int i = 0; i < rows.length; i++) {
            present[i] = texts.terms(rows[i]);
            for (int trait = 0; trait < traits.size(); trait++) {
                present[i].set(terms.size() + trait, traits.get(trait).rows().get(rows[i]));
            }
        }
        final int[] segments = Arrays.stream(rows).map(row -> labels.id(labels.segment(row))).toArray();
        final SurrogateRules rules = SurrogateTree.of(present, features.size(), segments, DEPTH, seed);
        return new RuleSection(rules, features);
    }
}
