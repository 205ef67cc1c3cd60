// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TfIdfTest {

    private static final List<List<String>> DOCUMENTS = List.of(
            List.of("dress", "fits", "dress", "dress"),
            List.of("dress", "runs", "small"),
            List.of(),
            List.of("small", "fits", "蓝牙"));

    /** ln((1 + 4) / (1 + df)) + 1 and 1 + ln count, as scikit-learn's TfidfVectorizer(sublinear_tf=True) weighs. */
    @Test
    void weightsAreThoseOfTheFormula() {
        final TfIdf tfIdf = TfIdf.fit(counts(DOCUMENTS), 1, 100);
        assertEquals(List.of("dress", "fits", "runs", "small", "蓝牙"), tfIdf.terms());
        final float twice = (float) (Math.log(5.0 / 3) + 1);
        final float once = (float) (Math.log(5.0 / 2) + 1);
        assertArrayEquals(new float[]{twice, twice, once, twice, once}, tfIdf.inverseDocumentFrequencies(), 1e-6f);

        final SparseRows row = tfIdf.weigh(List.of("fits", "dress", "unheard", "dress", "dress"));
        final double dress = (1 + Math.log(3)) * twice;
        final double length = Math.hypot(dress, twice);
        assertArrayEquals(new int[]{0, 2}, row.rowStarts());
        assertArrayEquals(new int[]{0, 1}, Arrays.copyOf(row.columns(), 2));
        assertArrayEquals(new float[]{(float) (dress / length), (float) (twice / length)}, Arrays.copyOf(row.values(), 2), 1e-6f);
    }

    @Test
    void countedDocumentsWeighTheSameToTheBit() {
        final TermCounts counts = counts(DOCUMENTS);
        final TfIdf tfIdf = TfIdf.fit(counts, 2, 100);
        final SparseRows all = tfIdf.weigh(counts);
        assertEquals(DOCUMENTS.size(), all.rowCount());
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            final SparseRows one = tfIdf.weigh(DOCUMENTS.get(i));
            final int from = all.rowStarts()[i];
            final int to = all.rowStarts()[i + 1];
            assertArrayEquals(Arrays.copyOf(one.columns(), one.rowStarts()[1]), Arrays.copyOfRange(all.columns(), from, to));
            assertArrayEquals(Arrays.copyOf(one.values(), one.rowStarts()[1]), Arrays.copyOfRange(all.values(), from, to));
        }
    }

    @Test
    void rareTermsAreLeftOutAndTheVocabularyIsCappedByFrequencyThenAlphabet() {
        final TermCounts counts = counts(List.of(List.of("d", "b", "a"), List.of("d", "c", "b"), List.of("d", "c", "once")));
        assertEquals(List.of("b", "c", "d"), TfIdf.fit(counts, 2, 100).terms());
        assertEquals(List.of("b", "d"), TfIdf.fit(counts, 2, 2).terms());
        assertEquals(List.of("d"), TfIdf.fit(counts, 3, 100).terms());
        assertEquals(List.of(), TfIdf.fit(counts, 4, 100).terms());
    }

    @Test
    void whatMayIdentifySomebodyIsNoTerm() {
        final List<String> tokens = List.of("ann@example.org", "order-123456", "4111111111111111", "٠١٢٣٤٥", "x".repeat(41), " ", "12345", "x".repeat(40), "5星");
        final TermCounts counts = counts(List.of(tokens, tokens));
        assertEquals(List.of("12345", "5星", "x".repeat(40)), TfIdf.fit(counts, 2, 100).terms());
    }

    @Test
    void termsMustBeDistinctAndWeighed() {
        assertThrows(IllegalArgumentException.class, () -> new TfIdf(List.of("a", "a"), new float[2]));
        assertThrows(IllegalArgumentException.class, () -> new TfIdf(List.of("a", "b"), new float[1]));
    }

    @Test
    void manyDocumentsKeepTheirCounts() {
        final TermCounts counts = new TermCounts();
        for (int i = 0; i < 70_000; i++) {
            counts.add(List.of("even" + i % 2, "all", "all"));
        }
        assertEquals(70_000, counts.documents());
        final TfIdf tfIdf = TfIdf.fit(counts, 2, 100);
        final SparseRows rows = tfIdf.weigh(counts);
        final SparseRows last = tfIdf.weigh(List.of("all", "all", "even1"));
        assertArrayEquals(Arrays.copyOf(last.values(), 2), Arrays.copyOfRange(rows.values(), rows.rowStarts()[69_999], rows.rowStarts()[70_000]));
    }

    private static TermCounts counts(final List<List<String>> documents) {
        final TermCounts counts = new TermCounts();
        documents.forEach(counts::add);
        return counts;
    }
}
