// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TfIdfTest {

    private static final List<List<String>> DOCUMENTS = List.of(
            List.of("dress", "fits", "dress", "dress"),
            List.of("dress", "runs", "small"),
            List.of(),
            List.of("small", "fits", "蓝牙"));

    /** ln((1 + 4) / (1 + df)) + 1 and 1 + ln count, as scikit-learn's TfidfVectorizer(sublinear_tf=True) weighs. */
    @Test
    void weightsAreThoseOfTheFormula() {
        final TfIdf tfIdf = TfIdf.fit(counts(DOCUMENTS), options(1, 1, 100, true));
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

    /** What TfidfVectorizer(analyzer=lambda document: document) of scikit-learn 1.2.1 gives, columns again, dress, fits, late, parcel, runs, small. */
    @Test
    void weightsAreThoseOfScikitLearn() {
        final List<List<String>> documents = List.of(List.of("dress", "fits", "dress", "dress"), List.of("dress", "runs", "small"), List.of("fits", "small", "small"),
                List.of("dress", "fits", "small", "late"), List.of("late", "parcel", "parcel"), List.of("parcel", "late", "again"));
        final TfIdf sublinear = TfIdf.fit(counts(documents), options(1, 1, 100, true));
        assertArrayEquals(new float[]{2.252763f, 1.559616f, 1.559616f, 1.559616f, 1.847298f, 2.252763f, 1.559616f}, sublinear.inverseDocumentFrequencies(), 1e-6f);
        assertRow(new float[]{0.90275f, 0.430165f}, sublinear.weigh(documents.get(0)));
        assertRow(new float[]{0.508542f, 0.861037f}, sublinear.weigh(documents.get(2)));
        assertRow(new float[]{0.446239f, 0.894914f}, sublinear.weigh(documents.get(4)));
        final TfIdf linear = TfIdf.fit(counts(documents), options(1, 1, 100, false));
        assertArrayEquals(sublinear.inverseDocumentFrequencies(), linear.inverseDocumentFrequencies());
        assertRow(new float[]{0.948683f, 0.316228f}, linear.weigh(documents.get(0)));
        assertRow(new float[]{0.447214f, 0.894427f}, linear.weigh(documents.get(2)));
        assertRow(new float[]{0.388903f, 0.921279f}, linear.weigh(documents.get(4)));
    }

    @Test
    void aTextWrittenTwiceWeighsTheSameUnlessCountsAreSublinear() {
        final List<String> once = List.of("dress", "fits", "dress", "small");
        final List<String> twice = Stream.concat(once.stream(), once.stream()).toList();
        final TfIdf linear = TfIdf.fit(counts(DOCUMENTS), options(1, 1, 100, false));
        assertRow(Arrays.copyOf(linear.weigh(once).values(), 3), linear.weigh(twice));
        final TfIdf sublinear = TfIdf.fit(counts(DOCUMENTS), options(1, 1, 100, true));
        final float rare = sublinear.weigh(once).values()[1];
        assertTrue(sublinear.weigh(twice).values()[1] > rare + 0.01f, "repetitions level out");
    }

    /** Below and beyond what is tabulated. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 1000})
    void countsAreSublinearHoweverHigh(final int count) {
        final TfIdf tfIdf = new TfIdf(List.of("a", "b"), new float[]{1, 1}, true);
        final List<String> document = Stream.concat(Collections.nCopies(count, "a").stream(), Stream.of("b")).toList();
        final double weight = 1 + Math.log(count);
        assertRow(new float[]{(float) (weight / Math.hypot(weight, 1)), (float) (1 / Math.hypot(weight, 1))}, tfIdf.weigh(document));
    }

    @Test
    void frequentTermsAreLeftOut() {
        final TermCounts counts = counts(List.of(List.of("all", "most", "half", "one"), List.of("all", "most", "half"), List.of("all", "most"), List.of("all")));
        assertEquals(List.of("all", "half", "most", "one"), TfIdf.fit(counts, options(1, 1, 100, true)).terms());
        assertEquals(List.of("half", "most", "one"), TfIdf.fit(counts, options(1, 0.75, 100, true)).terms());
        assertEquals(List.of("half", "one"), TfIdf.fit(counts, options(1, 0.74, 100, true)).terms());
        assertEquals(List.of("half"), TfIdf.fit(counts, options(1, 0.74, 1, true)).terms());
        assertEquals(List.of("half"), TfIdf.fit(counts, options(2, 0.5, 100, true)).terms());
        assertEquals(List.of(), TfIdf.fit(counts, options(2, 0.49, 100, true)).terms());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countedDocumentsWeighTheSameToTheBit(final boolean sublinear) {
        final TermCounts counts = counts(DOCUMENTS);
        final TfIdf tfIdf = TfIdf.fit(counts, options(2, 1, 100, sublinear));
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
        assertEquals(List.of("b", "c", "d"), TfIdf.fit(counts, options(2, 1, 100, true)).terms());
        assertEquals(List.of("b", "d"), TfIdf.fit(counts, options(2, 1, 2, true)).terms());
        assertEquals(List.of("d"), TfIdf.fit(counts, options(3, 1, 100, true)).terms());
        assertEquals(List.of(), TfIdf.fit(counts, options(4, 1, 100, true)).terms());
    }

    @Test
    void whatMayIdentifySomebodyIsNoTerm() {
        final List<String> tokens = List.of("ann@example.org", "order-123456", "4111111111111111", "٠١٢٣٤٥", "x".repeat(41), " ", "12345", "x".repeat(40), "5星");
        final TermCounts counts = counts(List.of(tokens, tokens));
        assertEquals(List.of("12345", "5星", "x".repeat(40)), TfIdf.fit(counts, options(2, 1, 100, true)).terms());
    }

    @Test
    void termsMustBeDistinctAndWeighed() {
        assertThrows(IllegalArgumentException.class, () -> new TfIdf(List.of("a", "a"), new float[2], true));
        assertThrows(IllegalArgumentException.class, () -> new TfIdf(List.of("a", "b"), new float[1], true));
    }

    @Test
    void manyDocumentsKeepTheirCounts() {
        final TermCounts counts = new TermCounts();
        for (int i = 0; i < 70_000; i++) {
            counts.add(List.of("even" + i % 2, "all", "all"));
        }
        assertEquals(70_000, counts.documents());
        final TfIdf tfIdf = TfIdf.fit(counts, options(2, 1, 100, true));
        final SparseRows rows = tfIdf.weigh(counts);
        final SparseRows last = tfIdf.weigh(List.of("all", "all", "even1"));
        assertArrayEquals(Arrays.copyOf(last.values(), 2), Arrays.copyOfRange(rows.values(), rows.rowStarts()[69_999], rows.rowStarts()[70_000]));
    }

    private static LatentSemanticOptions options(final int minimumDocumentFrequency, final double maximumDocumentFrequency, final int maximumVocabulary, final boolean sublinear) {
        return new LatentSemanticOptions(1, minimumDocumentFrequency, maximumDocumentFrequency, maximumVocabulary, sublinear, 42, 1 << 20);
    }

    private static void assertRow(final float[] expected, final SparseRows row) {
        assertArrayEquals(expected, Arrays.copyOf(row.values(), row.rowStarts()[1]), 1e-6f);
    }

    private static TermCounts counts(final List<List<String>> documents) {
        final TermCounts counts = new TermCounts();
        documents.forEach(counts::add);
        return counts;
    }
}
