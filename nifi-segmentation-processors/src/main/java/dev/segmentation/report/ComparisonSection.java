// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;

import java.util.List;

/**
 * What other algorithms and embeddings were worth on the same records, and which was chosen.
 *
 * @param comparison or null
 */
public record ComparisonSection(Comparison comparison) implements ReportSection {

    private static final int LONGEST = 160;

    @Override
    public String id() {
        return "comparison";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return comparison == null || comparison.candidates().size() < 2;
    }

    @Override
    public String lead(final ReportPage page) {
        return page.text(comparison.evident() ? "comparison.by." + comparison.basis() : "comparison.unclear", name(page, comparison.best()));
    }

    @Override
    public String body(final ReportPage page) {
        final HtmlTable table = new HtmlTable(page.text("comparison.title"), List.of(page.text("comparison.candidate"), page.text("comparison.segments"), page.text("scores.euclidean"),
                page.text("comparison.stability"), page.text("comparison.agreement"), page.text("comparison.seconds")));
        for (final ComparedCandidate candidate : comparison.candidates()) {
            final String chosen = candidate == comparison.best() ? " <span class=\"tag\">" + page.text("comparison.chosen") + "</span>" : "";
            final String name = name(page, candidate) + chosen;
            final String seconds = Html.score(candidate.seconds(), 1);
            if (candidate.problem() == null) {
                table.row(name, List.of(Html.count(candidate.segments()), Html.score(candidate.score().silhouette(), 3), Html.score(candidate.score().stability(), 3),
                        Html.score(candidate.agreement(), 3), seconds));
            } else {
                table.row(name, List.of(page.text("comparison.failed", Html.text(candidate.problem(), LONGEST)), "–", "–", "–", seconds));
            }
        }
        return table.toString();
    }

    private static String name(final ReportPage page, final ComparedCandidate candidate) {
        final String algorithm = Html.text(candidate.algorithm(), LONGEST);
        return candidate.field() == null ? algorithm : page.text("comparison.name", algorithm, Html.text(candidate.field(), LONGEST));
    }
}
