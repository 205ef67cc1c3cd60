// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.RandomStream;
import dev.segmentation.core.embedding.TopicDocuments;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WordVectorTrainerTest {

    private static final int TOPICS = 4;
    private static final List<List<String>> DOCUMENTS = TopicDocuments.generate(1200, TOPICS, 5);
    private static final long ENOUGH = 1L << 30;

    enum Method { CBOW, SKIP_GRAM, GLOVE }

    @ParameterizedTest
    @EnumSource
    void wordsOfATopicLieTogether(final Method method) {
        final WordVectors vectors = fit(method, 1, 42, WordPooling.MEAN).vectors();
        int same = 0;
        int asked = 0;
        for (int word = 0; word < vectors.words().size(); word++) {
            if (vectors.words().get(word).startsWith("topic")) {
                asked++;
                same += topic(vectors.words().get(nearestTopicWord(vectors, word))).equals(topic(vectors.words().get(word))) ? 1 : 0;
            }
        }
        assertTrue(same >= 0.85 * asked, same + " of " + asked);
    }

    private static String topic(final String word) {
        return word.substring(0, word.indexOf("word"));
    }

    private static int nearestTopicWord(final WordVectors vectors, final int word) {
        int nearest = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < vectors.words().size(); other++) {
            if (other != word && vectors.words().get(other).startsWith("topic")) {
                final double cosine = Vectors.dot(row(vectors, word), row(vectors, other));
                if (cosine > best) {
                    best = cosine;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    private static float[] row(final WordVectors vectors, final int word) {
        final float[] row = new float[vectors.dimension()];
        System.arraycopy(vectors.vectors(), word * row.length, row, 0, row.length);
        Vectors.normalize(row);
        return row;
    }

    @ParameterizedTest
    @EnumSource
    void theSeedDecidesAndTheThreadsDoNot(final Method method) {
        final WordVectorModel one = fit(method, 1, 42, WordPooling.SIF);
        for (final int threads : new int[]{2, 3, 7}) {
            final WordVectorModel many = fit(method, threads, 42, WordPooling.SIF);
            assertEquals(one.vectors().words(), many.vectors().words());
            assertArrayEquals(one.vectors().vectors(), many.vectors().vectors());
            assertArrayEquals(one.commonComponent(), many.commonComponent());
        }
        assertNotEquals(one.vectors().vectors()[0], fit(method, 1, 43, WordPooling.SIF).vectors().vectors()[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"CBOW", "SKIP_GRAM"})
    void trainingThatDivergesGivesNoModel(final Method method) {
        final WordVectorTrainer trainer = trainer(method, 42, WordPooling.MEAN, 0.5, 1, ENOUGH);
        DOCUMENTS.forEach(trainer::add);
        assertTrue(assertThrows(UntrainableException.class, () -> fit(trainer, 2)).getMessage().contains("Learning Rate"));
    }

    @ParameterizedTest
    @EnumSource
    void documentsWithoutWordsAreNoTrouble(final Method method) {
        final WordVectorTrainer trainer = trainer(method, 42, WordPooling.SIF, 0.05, 1, ENOUGH);
        assertFalse(trainer.hasWords());
        trainer.add(List.of());
        trainer.add(List.of("someone@example.com"));
        assertFalse(trainer.hasWords());
        trainer.add(List.of("alone"));
        trainer.add(List.of("two", "words"));
        assertEquals(4, trainer.documents());
        final WordVectorModel model = fit(trainer, 2);
        assertEquals(List.of("alone", "two", "words"), model.vectors().words());
        assertNull(model.embed(List.of("unheard")));
    }

    @ParameterizedTest
    @EnumSource
    void rareWordsAndTooManyStayOut(final Method method) {
        final WordVectorTrainer trainer = trainer(method, 42, WordPooling.MEAN, 0.05, 2, ENOUGH);
        trainer.add(List.of("b", "a", "once"));
        trainer.add(List.of("a", "b", "b"));
        final WordVectors vectors = fit(trainer, 1).vectors();
        assertEquals(List.of("b", "a"), vectors.words());
        assertArrayEquals(new long[]{3, 2}, vectors.counts());
        assertArrayEquals(new long[]{2, 2}, vectors.documentFrequencies());
        final WordVectorTrainer none = trainer(method, 42, WordPooling.MEAN, 0.05, 9, ENOUGH);
        none.add(List.of("a", "b"));
        assertTrue(assertThrows(UntrainableException.class, () -> fit(none, 1)).getMessage().contains("at least 9 times"));
    }

    @ParameterizedTest
    @EnumSource
    void theMemoryLimitIsObeyed(final Method method) {
        final WordVectorTrainer trainer = trainer(method, 42, WordPooling.MEAN, 0.05, 1, 560_000);
        final String message = assertThrows(UntrainableException.class, () -> {
            DOCUMENTS.forEach(trainer::add);
            fit(trainer, 1);
        }).getMessage();
        assertTrue(message.contains("Training Memory Limit"), message);
    }

    /** Of 1,000 words and 1,000 dimensions a table takes 3.8 MiB: two tables, and two copies for each of four shards. */
    @ParameterizedTest
    @EnumSource
    void theMemoryLimitCountsWhatTheShardsCopy(final Word2VecArchitecture architecture) {
        final Word2VecTrainer trainer = new Word2VecTrainer(new Word2VecOptions(architecture, 1000, 5, 50, 0, 1, 1000, 1, 0.025, 42, 30_000_000), WordPooling.MEAN);
        for (int word = 0; word < 1000; word++) {
            trainer.add(List.of("word" + word, "word" + (word + 1) % 1000));
        }
        final String message = assertThrows(UntrainableException.class, () -> fit(trainer, 1)).getMessage();
        assertTrue(message.contains("needs about 39 MB"), message);
    }

    @ParameterizedTest
    @EnumSource
    void cancellingEndsTheTraining(final Method method) {
        final WordVectorTrainer trainer = trainer(method, 42, WordPooling.MEAN, 0.05, 1, ENOUGH);
        DOCUMENTS.forEach(trainer::add);
        try (Workers workers = new Workers("test", 2)) {
            assertThrows(TrainingCancelledException.class, () -> trainer.fit(workers, new TrainingMonitor() {
                @Override
                public boolean isCancelled() {
                    return true;
                }

                @Override
                public void progress(final String stage, final long done, final long total) {
                }
            }));
        }
    }

    @Test
    void negativeSamplesFollowTheCounts() {
        final NegativeSampler sampler = new NegativeSampler(new long[]{81, 16, 1, 1});
        final RandomStream random = new RandomStream(1, 2);
        final int[] drawn = new int[4];
        final int draws = 370_000;
        for (int i = 0; i < draws; i++) {
            drawn[sampler.next(random)]++;
        }
        // 81, 16, 1 and 1 to the power of 3/4 are 27, 8, 1 and 1: 37 in all.
        final int[] expected = {270_000, 80_000, 10_000, 10_000};
        for (int word = 0; word < expected.length; word++) {
            assertEquals(expected[word], drawn[word], 0.03 * expected[word]);
        }
    }

    private static WordVectorModel fit(final Method method, final int threads, final long seed, final WordPooling pooling) {
        final WordVectorTrainer trainer = trainer(method, seed, pooling, method == Method.GLOVE ? 0.05 : 0.025, 1, ENOUGH);
        DOCUMENTS.forEach(trainer::add);
        return fit(trainer, threads);
    }

    private static WordVectorModel fit(final WordVectorTrainer trainer, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return trainer.fit(workers, TrainingMonitor.NONE);
        }
    }

    private static WordVectorTrainer trainer(final Method method, final long seed, final WordPooling pooling, final double learningRate, final int minimumCount, final long memory) {
        return switch (method) {
            case GLOVE -> new GloVeTrainer(new GloVeOptions(21, 4, minimumCount, 1000, 20, learningRate, 10, seed, memory), pooling);
            case CBOW -> new Word2VecTrainer(word2Vec(Word2VecArchitecture.CBOW, seed, learningRate, minimumCount, memory), pooling);
            case SKIP_GRAM -> new Word2VecTrainer(word2Vec(Word2VecArchitecture.SKIP_GRAM, seed, learningRate, minimumCount, memory), pooling);
        };
    }

    private static Word2VecOptions word2Vec(final Word2VecArchitecture architecture, final long seed, final double learningRate, final int minimumCount, final long memory) {
        return new Word2VecOptions(architecture, 21, 4, 7, 0.01, minimumCount, 1000, 20, learningRate, seed, memory);
    }
}
