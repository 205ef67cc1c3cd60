// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which of several trainings on the same records is best. Known labels decide everything. Without them what is usual is left only for good reasons: on the same vectors for an algorithm that
 * is better by the silhouette and by the stability too, since neither alone is right more often than chance; between the vectors of several fields, whose silhouettes are of different scales, for a
 * stability that is greater by more than two standard errors of the difference.
 */
public final class ComparisonRule {

    /** Share of the vectors of the field that has most, which a field must have: otherwise it may be better only because it leaves the hard records out. */
    static final double PRESENT = 0.9;

    private static final double ERRORS = 2;

    private ComparisonRule() {
    }

    /**
     * @param candidates at least one that did not fail; first the usual field's, and of each field first the usual algorithm's
     */
    public static Comparison choose(final List<ComparedCandidate> candidates) {
        final List<ComparedCandidate> trained = candidates.stream().filter(ComparedCandidate::isTrained).toList();
        final long most = trained.stream().mapToLong(ComparedCandidate::vectors).max().orElseThrow();
        final List<ComparedCandidate> complete = trained.stream().filter(candidate -> candidate.vectors() >= PRESENT * most).toList();
        if (complete.stream().anyMatch(candidate -> candidate.agreement() != null)) {
            return byLabels(candidates, complete);
        }
        final List<Choice> choices = new ArrayList<>();
        for (final String field : complete.stream().map(ComparedCandidate::field).distinct().toList()) {
            choices.add(onSameVectors(complete.stream().filter(candidate -> Objects.equals(candidate.field(), field)).toList()));
        }
        final boolean oneField = candidates.stream().map(ComparedCandidate::field).distinct().count() == 1;
        final Choice choice = oneField ? choices.getFirst() : betweenFields(choices.stream().map(Choice::candidate).toList());
        return new Comparison(oneField ? Comparison.SILHOUETTE_AND_STABILITY : Comparison.STABILITY, candidates, candidates.indexOf(choice.candidate()), choice.evident(), choice.reason());
    }

    private static Comparison byLabels(final List<ComparedCandidate> candidates, final List<ComparedCandidate> complete) {
        final ComparedCandidate best = first(complete.stream().filter(candidate -> candidate.agreement() != null).toList(), Comparator.comparingDouble(ComparedCandidate::agreement));
        return new Comparison(Comparison.LABELS, candidates, candidates.indexOf(best), true, text("%s agrees best with the labels, with an adjusted Rand index of %.3f.", best.name(),
                best.agreement()));
    }

    /** First the usual algorithm, unless it failed. */
    private static Choice onSameVectors(final List<ComparedCandidate> trained) {
        final ComparedCandidate usual = trained.getFirst();
        if (usual.score().stability() == null) {
            return new Choice(usual, false, text("%s is taken: there is too little to measure its stability.", usual.name()));
        }
        final List<ComparedCandidate> better = trained.stream().filter(candidate -> isBetter(candidate, usual)).toList();
        if (better.isEmpty()) {
            return new Choice(usual, usual.score().stability() >= SegmentCountRule.STABLE, text("%s is taken, with a silhouette of %.3f and a stability of %.2f: no other algorithm is better in both.",
                    usual.name(), usual.score().silhouette(), usual.score().stability()));
        }
        final ComparedCandidate best = first(better, Comparator.comparingDouble(candidate -> candidate.score().silhouette() * candidate.score().stability()));
        return new Choice(best, true, text("%s has a silhouette of %.3f and a stability of %.2f, %s only %.3f and %.2f.", best.name(), best.score().silhouette(), best.score().stability(),
                usual.name(), usual.score().silhouette(), usual.score().stability()));
    }

    private static boolean isBetter(final ComparedCandidate candidate, final ComparedCandidate usual) {
        return candidate.score().stability() != null && candidate.score().stability() >= SegmentCountRule.STABLE && candidate.score().stability() > usual.score().stability()
                && candidate.score().silhouette() > usual.score().silhouette();
    }

    /** Of each field the best, first that of the usual field. */
    private static Choice betweenFields(final List<ComparedCandidate> bests) {
        final ComparedCandidate usual = bests.getFirst();
        if (usual.score().stability() == null) {
            return new Choice(usual, false, text("%s is taken: there is too little to measure its stability.", usual.name()));
        }
        final ComparedCandidate top = first(bests.stream().filter(candidate -> candidate.score().stability() != null).toList(),
                Comparator.comparingDouble(candidate -> candidate.score().stability()));
        final double gain = top.score().stability() - usual.score().stability();
        if (top.score().stability() < SegmentCountRule.STABLE) {
            return new Choice(usual, false, text("%s is taken: the most stable, %s, has a stability of only %.2f.", usual.name(), top.name(), top.score().stability()));
        }
        if (gain > ERRORS * Math.hypot(top.score().stabilityError(), usual.score().stabilityError())) {
            return new Choice(top, true, text("%s has a stability of %.2f, %s only %.2f.", top.name(), top.score().stability(), usual.name(), usual.score().stability()));
        }
        return new Choice(usual, true, text("%s is taken, with a stability of %.2f: ", usual.name(), usual.score().stability())
                + (top == usual ? "the greatest of all fields." : text("not told apart from %.2f of %s.", top.score().stability(), top.name())));
    }

    /** Of equals the first. */
    private static ComparedCandidate first(final List<ComparedCandidate> candidates, final Comparator<ComparedCandidate> order) {
        return candidates.stream().reduce((before, next) -> order.compare(next, before) > 0 ? next : before).orElseThrow();
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** What is best, whether that is evident, and why. */
    private record Choice(ComparedCandidate candidate, boolean evident, String reason) {
    }
}
