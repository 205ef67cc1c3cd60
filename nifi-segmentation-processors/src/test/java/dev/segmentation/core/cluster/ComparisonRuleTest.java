// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonRuleTest {

    @Test
    void labelsDecideAgainstEverythingElse() {
        final Comparison comparison = ComparisonRule.choose(List.of(labelled("k-means", "a", 0.9, 0.99, 0.3), labelled("hdbscan", "a", 0.1, 0.2, 0.8), labelled("k-means", "b", 0.9, 0.99, 0.7)));
        assertEquals(Comparison.LABELS, comparison.basis());
        assertEquals(1, comparison.chosen());
        assertTrue(comparison.evident());
        assertEquals("hdbscan on a agrees best with the labels, with an adjusted Rand index of 0.800.", comparison.reason());
    }

    @Test
    void ofEqualAgreementTheFirstIsTaken() {
        assertEquals(0, ComparisonRule.choose(List.of(labelled("k-means", "a", 0.5, 0.9, 0.5), labelled("diana", "a", 0.5, 0.95, 0.5))).chosen());
    }

    /** Neither criterion alone is enough to leave the usual algorithm. */
    @Test
    void anotherAlgorithmMustBeBetterInBoth() {
        final ComparedCandidate usual = candidate("k-means", "a", 0.30, 0.80);
        final Comparison kept = ComparisonRule.choose(List.of(usual, candidate("diana", "a", 0.50, 0.79), candidate("agglomerative", "a", 0.29, 0.99)));
        assertEquals(0, kept.chosen());
        assertTrue(kept.evident());
        assertEquals(Comparison.SILHOUETTE_AND_STABILITY, kept.basis());

        final Comparison left = ComparisonRule.choose(List.of(usual, candidate("diana", "a", 0.31, 0.81), candidate("agglomerative", "a", 0.35, 0.9)));
        assertEquals(2, left.chosen());
        assertEquals("agglomerative on a has a silhouette of 0.350 and a stability of 0.90, k-means on a only 0.300 and 0.80.", left.reason());
    }

    @Test
    void whatHardlyComesBackIsNoReasonToLeaveAndIsNotEvident() {
        final Comparison comparison = ComparisonRule.choose(List.of(candidate("k-means", "a", 0.1, 0.2), candidate("diana", "a", 0.3, 0.4)));
        assertEquals(0, comparison.chosen());
        assertFalse(comparison.evident());
    }

    /** Silhouettes of other vectors say nothing, and a difference within two standard errors neither. */
    @Test
    void betweenFieldsTheStabilityDecides() {
        final ComparedCandidate usual = candidate("k-means", "a", 0.9, 0.80);
        final Comparison kept = ComparisonRule.choose(List.of(usual, candidate("k-means", "b", 0.95, 0.70), candidate("k-means", "c", 0.99, 0.82)));
        assertEquals(0, kept.chosen());
        assertEquals(Comparison.STABILITY, kept.basis());
        assertEquals("k-means on a is taken, with a stability of 0.80: not told apart from 0.82 of k-means on c.", kept.reason());
        assertEquals("a", kept.chosenField());

        final Comparison left = ComparisonRule.choose(List.of(usual, candidate("k-means", "b", 0.1, 0.84)));
        assertEquals(1, left.chosen());
        assertEquals("b", left.chosenField());
        assertTrue(left.evident());

        final Comparison unclear = ComparisonRule.choose(List.of(candidate("k-means", "a", 0.9, 0.1), candidate("k-means", "b", 0.9, 0.4)));
        assertEquals(0, unclear.chosen());
        assertFalse(unclear.evident());
    }

    @Test
    void fieldsAreComparedByTheirBestAlgorithms() {
        final Comparison comparison = ComparisonRule.choose(List.of(candidate("k-means", "a", 0.3, 0.8), candidate("diana", "a", 0.2, 0.7), candidate("k-means", "b", 0.3, 0.7),
                candidate("diana", "b", 0.4, 0.95)));
        assertEquals(3, comparison.chosen());
    }

    @Test
    void failedCandidatesStayInTheTableAndTheNextTakesTheirPlace() {
        final ComparedCandidate failed = ComparedCandidate.failed("diana", "a", 1, "too many");
        final Comparison comparison = ComparisonRule.choose(List.of(failed, candidate("k-means", "a", 0.3, 0.8), candidate("agglomerative", "a", 0.2, 0.9)));
        assertEquals(1, comparison.chosen());
        assertEquals(3, comparison.candidates().size());
        assertNull(comparison.chosenField());
        assertThrows(IllegalArgumentException.class, () -> new Comparison(Comparison.LABELS, List.of(failed), 0, true, ""));
    }

    /** A field may be better only because the hard records have no vector in it. */
    @Test
    void aFieldThatManyRecordsLackIsNotTaken() {
        final ComparedCandidate sparse = new ComparedCandidate("k-means", "b", 89, 3, new SegmentScore(0.9, 0.99, 0.001), 0.99, 1, null);
        assertEquals(0, ComparisonRule.choose(List.of(candidate("k-means", "a", 0.3, 0.7), sparse)).chosen());
        assertEquals(0, ComparisonRule.choose(List.of(labelled("k-means", "a", 0.3, 0.7, 0.1), sparse)).chosen());
        final ComparedCandidate full = new ComparedCandidate("k-means", "b", 90, 3, new SegmentScore(0.9, 0.99, 0.001), 0.99, 1, null);
        assertEquals(1, ComparisonRule.choose(List.of(labelled("k-means", "a", 0.3, 0.7, 0.1), full)).chosen());
    }

    @Test
    void withTooLittleToMeasureTheUsualIsTaken() {
        final ComparedCandidate unmeasured = new ComparedCandidate("k-means", "a", 3, 2, new SegmentScore(0.3, null, null), null, 1, null);
        final ComparedCandidate other = new ComparedCandidate("diana", "a", 3, 2, new SegmentScore(0.9, null, null), null, 1, null);
        final ComparedCandidate elsewhere = new ComparedCandidate("k-means", "b", 3, 2, new SegmentScore(0.9, null, null), null, 1, null);
        for (final List<ComparedCandidate> candidates : List.of(List.of(unmeasured, other), List.of(unmeasured, elsewhere))) {
            final Comparison comparison = ComparisonRule.choose(candidates);
            assertEquals(0, comparison.chosen());
            assertFalse(comparison.evident());
        }
    }

    private static ComparedCandidate candidate(final String algorithm, final String field, final double silhouette, final double stability) {
        return new ComparedCandidate(algorithm, field, 100, 3, new SegmentScore(silhouette, stability, 0.01), null, 1, null);
    }

    private static ComparedCandidate labelled(final String algorithm, final String field, final double silhouette, final double stability, final double agreement) {
        return new ComparedCandidate(algorithm, field, 100, 3, new SegmentScore(silhouette, stability, 0.01), agreement, 1, null);
    }
}
