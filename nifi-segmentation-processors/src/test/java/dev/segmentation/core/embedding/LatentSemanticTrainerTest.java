// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatentSemanticTrainerTest {

    private static final long LIMIT = 1 << 30;
    private static final LatentSemanticOptions OPTIONS = new LatentSemanticOptions(8, 2, 1000, 42, LIMIT);

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
        final LatentSemanticModel model = new LatentSemanticModel(List.of("a", "b"), new float[]{1, 1}, new float[]{1, 1e-9f});
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
        final LatentSemanticModel copy = new LatentSemanticModel(model.terms(), model.inverseDocumentFrequencies(), model.components());
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
        assertUntrainable("Training Memory Limit of 0 MB", documents, new LatentSemanticOptions(8, 2, 1000, 42, 100_000));
        assertUntrainable("lower Dimensions", documents, new LatentSemanticOptions(100, 2, 1000, 42, 1_100_000));
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
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticModel(List.of("a", "b"), new float[]{1, 1}, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticModel(List.of(), new float[0], new float[0]));
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticOptions(0, 2, 1000, 42, LIMIT));
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticOptions(8, 0, 1000, 42, LIMIT));
        assertThrows(IllegalArgumentException.class, () -> new LatentSemanticOptions(8, 2, Limits.MAXIMUM_VOCABULARY + 1, 42, LIMIT));
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
