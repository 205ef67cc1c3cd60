// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatentSemanticTrainerTest {

    private static final long LIMIT = 1 << 30;
    private static final LatentSemanticOptions OPTIONS = new LatentSemanticOptions(8, 2, 1, 1000, true, 42, LIMIT);

    @Test
    void documentsOfOneTopicLieTogether() {
        final List<List<String>> documents = TopicDocuments.generate(600, 4, 1);
        final LatentSemanticModel model = fit(documents, OPTIONS, 2);
        final List<float[]> vectors = documents.stream().map(model::embed).toList();
        double same = 0;
        double other = 0;
        for (int i = 0; i < 200; i++) {
            same += Vectors.dot(vectors.get(i), vectors.get(i + 4));
            other += Vectors.dot(vectors.get(i), vectors.get(i + 1));
        }
        assertTrue(same / 200 > 0.6 && other / 200 < 0.4, same / 200 + " against " + other / 200);
    }

    /** Cosines by the singular value decomposition of NumPy, of the weights that scikit-learn 1.2.1 gives. */
    @Test
    void cosinesAreThoseOfTheFullDecomposition() {
        final List<List<String>> documents = List.of(List.of("dress", "fits", "dress", "dress"), List.of("dress", "runs", "small"), List.of("fits", "small", "small"),
                List.of("dress", "fits", "small", "late"), List.of("late", "parcel", "parcel"), List.of("parcel", "late", "again"));
        final LatentSemanticModel model = fit(documents, options(2, 2, 1000, LIMIT), 1);
        final double[][] expected = {{1, 0.999921, 0.999976, 0.957814, 0.030699, 0.065141}, {0.957814, 0.954121, 0.959798, 1, 0.316656, 0.349171}};
        for (int j = 0; j < documents.size(); j++) {
            assertEquals(expected[0][j], Vectors.dot(model.embed(documents.get(0)), model.embed(documents.get(j))), 1e-5);
            assertEquals(expected[1][j], Vectors.dot(model.embed(documents.get(3)), model.embed(documents.get(j))), 1e-5);
        }
    }

    /** The lengths of the components are as the square roots of the singular values, and the directions are orthogonal. */
    @Test
    void componentsCountWithTheSquareRootOfTheirSingularValue() {
        final List<List<String>> documents = TopicDocuments.generate(300, 4, 7);
        final TermCounts counts = new TermCounts();
        documents.forEach(counts::add);
        final SparseRows rows = TfIdf.fit(counts, OPTIONS).weigh(counts);
        final LatentSemanticModel model = fit(documents, OPTIONS, 1);
        final int terms = model.terms().size();
        final float[][] components = new float[model.dimension()][];
        for (int j = 0; j < components.length; j++) {
            components[j] = Arrays.copyOfRange(model.components(), j * terms, (j + 1) * terms);
        }
        assertEquals(1, Vectors.norm(components[0]), 1e-6);
        for (int j = 0; j < components.length; j++) {
            assertEquals(0, j == 0 ? 0 : Vectors.dot(components[0], components[j]), 1e-6);
            assertEquals(Math.pow(Vectors.norm(components[j]), 2), length(rows, components[j]) / Vectors.norm(components[j]) / length(rows, components[0]), 1e-5);
        }
    }

    @Test
    void frequentTermsAreNoTerms() {
        final List<List<String>> documents = List.of(List.of("all", "a"), List.of("all", "a"), List.of("all", "b"), List.of("all", "b"));
        final LatentSemanticModel model = fit(documents, new LatentSemanticOptions(8, 2, 0.5, 1000, true, 42, LIMIT), 1);
        assertEquals(List.of("a", "b"), model.terms());
        assertNull(model.embed(List.of("all")));
        assertUntrainable("and at most the share 0.4 of them", documents, new LatentSemanticOptions(8, 2, 0.4, 1000, true, 42, LIMIT));
    }

    @Test
    void countsMayCountAsTheyAre() {
        final List<List<String>> documents = List.of(List.of("a", "a", "a", "b"), List.of("a", "b"), List.of("b", "b", "c"), List.of("c"), List.of("c", "c"));
        final LatentSemanticModel linear = fit(documents, new LatentSemanticOptions(8, 1, 1, 1000, false, 42, LIMIT), 1);
        assertFalse(linear.sublinear());
        assertArrayEquals(linear.embed(List.of("a", "b", "b")), linear.embed(List.of("a", "a", "b", "b", "b", "b")), 1e-6f);
        final LatentSemanticModel sublinear = fit(documents, options(8, 1, 1000, LIMIT), 1);
        assertTrue(Vectors.dot(sublinear.embed(List.of("a", "b", "b")), sublinear.embed(List.of("a", "a", "b", "b", "b", "b"))) < 0.9999f);
    }

    @Test
    void vectorsHaveLengthOneOrAreMissing() {
        final List<List<String>> documents = TopicDocuments.generate(200, 3, 2);
        final LatentSemanticModel model = fit(documents, OPTIONS, 1);
        documents.forEach(document -> assertEquals(1, Vectors.norm(model.embed(document)), 1e-6));
        assertNull(model.embed(List.of()));
        assertNull(model.embed(List.of("unheard", "of")));
    }

    @Test
    void termsOutsideTheDimensionsGiveNoVectorRatherThanNoise() {
        final LatentSemanticModel model = new LatentSemanticModel(List.of("a", "b"), new float[]{1, 1}, true, new float[]{1, 1e-9f});
        assertArrayEquals(new float[]{1}, model.embed(List.of("a", "b")));
        assertNull(model.embed(List.of("b")));
    }

    @Test
    void sameDocumentsAndSeedGiveTheSameModelForAnyNumberOfThreads() {
        final List<List<String>> documents = TopicDocuments.generate(500, 5, 3);
        final LatentSemanticModel one = fit(documents, OPTIONS, 1);
        final LatentSemanticModel three = fit(documents, OPTIONS, 3);
        assertEquals(one.terms(), three.terms());
        assertArrayEquals(one.components(), three.components());
        assertArrayEquals(one.inverseDocumentFrequencies(), three.inverseDocumentFrequencies());
    }

    @Test
    void aModelOfItsPartsEmbedsTheSame() {
        final List<List<String>> documents = TopicDocuments.generate(100, 3, 4);
        final LatentSemanticModel model = fit(documents, OPTIONS, 1);
        final LatentSemanticModel copy = new LatentSemanticModel(model.terms(), model.inverseDocumentFrequencies(), model.sublinear(), model.components());
        documents.forEach(document -> assertArrayEquals(model.embed(document), copy.embed(document)));
    }

    @Test
    void fewDocumentsGiveFewDimensions() {
        final LatentSemanticModel model = fit(List.of(List.of("a", "b"), List.of("b", "a"), List.of("a", "b", "c"), List.of("c")), OPTIONS, 1);
        assertEquals(2, model.dimension());
        assertArrayEquals(new float[]{1}, fit(List.of(List.of("a"), List.of("a")), OPTIONS, 1).embed(List.of("a")));
    }

    @Test
    void recordsWithoutACommonTermCannotBeTrainedOn() {
        assertUntrainable("no term occurs in at least 2 of the 2 records", List.of(List.of("a"), List.of("b")), OPTIONS);
        assertUntrainable("no term occurs in at least 2 of the 2 records", List.of(List.of(), List.of()), OPTIONS);
    }

    @Test
    void theMemoryLimitHoldsWhileReadingAndBeforeFitting() {
        final List<List<String>> documents = TopicDocuments.generate(2000, 5, 5);
        assertUntrainable("Training Memory Limit of 0 MB", documents, options(8, 2, 1000, 100_000));
        assertUntrainable("lower Dimensions", documents, options(100, 2, 1000, 1_100_000));
    }

    @Test
    void cancelledTrainingStops() {
        final AtomicInteger questions = new AtomicInteger();
        final TrainingMonitor monitor = new TrainingMonitor() {
            @Override
            public boolean isCancelled() {
                return questions.incrementAndGet() > 5;
            }

            @Override
            public void progress(final String stage, final long done, final long total) {
            }
        };
        final LatentSemanticTrainer trainer = new LatentSemanticTrainer(OPTIONS);
        TopicDocuments.generate(300, 3, 6).forEach(trainer::add);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> trainer.fit(workers, monitor));
        }
    }

    @Test
    void partsThatDoNotAgreeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticModel(List.of("a", "b"), new float[]{1, 1}, true, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticModel(List.of(), new float[0], true, new float[0]));
        assertThrows(IllegalArgumentException.class, () -> options(0, 2, 1000, LIMIT));
        assertThrows(IllegalArgumentException.class, () -> options(8, 0, 1000, LIMIT));
        for (final double share : new double[]{0, -0.5, 1.01, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new LatentSemanticOptions(8, 2, share, 1000, true, 42, LIMIT));
        }
        assertThrows(IllegalArgumentException.class, () -> options(8, 2, Limits.MAXIMUM_VOCABULARY + 1, LIMIT));
    }

    /** Of A v. */
    private static double length(final SparseRows matrix, final float[] vector) {
        double sum = 0;
        for (int row = 0; row < matrix.rowCount(); row++) {
            double product = 0;
            for (int entry = matrix.rowStarts()[row]; entry < matrix.rowStarts()[row + 1]; entry++) {
                product += matrix.values()[entry] * vector[matrix.columns()[entry]];
            }
            sum += product * product;
        }
        return Math.sqrt(sum);
    }

    private static LatentSemanticOptions options(final int dimensions, final int minimumDocumentFrequency, final int maximumVocabulary, final long memoryLimit) {
        return new LatentSemanticOptions(dimensions, minimumDocumentFrequency, 1, maximumVocabulary, true, 42, memoryLimit);
    }

    private static LatentSemanticModel fit(final List<List<String>> documents, final LatentSemanticOptions options, final int threads) {
        final LatentSemanticTrainer trainer = new LatentSemanticTrainer(options);
        documents.forEach(trainer::add);
        assertEquals(documents.size(), trainer.documents());
        try (Workers workers = new Workers("test", threads)) {
            return trainer.fit(workers, TrainingMonitor.NONE);
        }
    }

    private static void assertUntrainable(final String message, final List<List<String>> documents, final LatentSemanticOptions options) {
        final String actual = assertThrows(UntrainableException.class, () -> fit(documents, options, 1)).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
