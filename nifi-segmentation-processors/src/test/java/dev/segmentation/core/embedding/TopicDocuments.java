// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded documents of known topics: document i is of topic i modulo the number of topics.
 */
public final class TopicDocuments {

    private static final int WORDS_PER_TOPIC = 30;
    private static final int COMMON_WORDS = 20;

    private TopicDocuments() {
    }

    /**
     * @return count documents of 5 to 14 words, a third of them common to all topics
     */
    public static List<List<String>> generate(final int count, final int topics, final long seed) {
        final Random random = new Random(seed);
        final List<List<String>> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final List<String> words = new ArrayList<>();
            for (int length = 5 + random.nextInt(10); length > 0; length--) {
                words.add(random.nextInt(3) == 0 ? "common" + random.nextInt(COMMON_WORDS) : "topic" + i % topics + "word" + random.nextInt(WORDS_PER_TOPIC));
            }
            documents.add(words);
        }
        return documents;
    }
}
