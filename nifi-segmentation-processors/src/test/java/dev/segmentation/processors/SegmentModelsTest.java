// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.InvalidModelException;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SegmentModelsTest {

    private static final long INTERVAL = 1000;

    private final FaultyModelStore store = new FaultyModelStore();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 500);
    private final SegmentModels models = new SegmentModels(clock::get);

    @BeforeEach
    void publish() {
        store.models().put("segments/v1", TestModels.segments("v1", "minilm"));
    }

    @Test
    void versionsAreAskedForOnceInAnInterval() throws InvalidModelException {
        assertEquals("v1", latest("minilm"));
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        // The clock overflows on the way.
        clock.addAndGet(INTERVAL - 1);
        assertEquals("v1", latest("minilm"));
        assertEquals(1, store.listings());
        clock.addAndGet(1);
        assertEquals("v2", latest("minilm"));
        assertEquals("v2", latest("minilm"));
        assertEquals(2, store.listings());
        assertEquals(2, store.loads());
    }

    @Test
    void withoutAnIntervalTheStoreIsAskedEveryTime() throws InvalidModelException {
        models.get(store, "segments", null, null, 0);
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        assertEquals("v2", models.get(store, "segments", null, null, 0).version());
    }

    @Test
    void recordsOfANewEmbedderDoNotWait() throws InvalidModelException {
        assertEquals("v1", latest("minilm"));
        store.models().put("segments/v2", TestModels.segments("v2", "tf-idf/2"));
        assertEquals("v1", latest("minilm"));
        assertEquals("v2", latest("tf-idf/2"));
        assertEquals("v1", latest("minilm"));
        assertEquals(2, store.listings());
    }

    @Test
    void refreshIsAtOnce() throws InvalidModelException {
        latest("minilm");
        store.models().put("segments/v2", TestModels.segments("v2", "minilm"));
        models.refresh("segments");
        assertEquals("v2", latest("minilm"));
    }

    @Test
    void noAnswerAndNoModelAreNotRemembered() throws InvalidModelException {
        store.failWith(new IOException("gone"));
        assertThrows(ServiceTrouble.class, () -> latest("minilm"));
        store.failWith(null);
        assertThrows(RecordProblem.class, () -> models.get(store, "other", null, null, INTERVAL));
        store.models().put("other/v7", TestModels.segments("v7", "minilm"));
        assertEquals("v7", models.get(store, "other", null, null, INTERVAL).version());
        assertEquals("v1", latest("minilm"));
    }

    @Test
    void troubleAfterTheIntervalIsNoReasonToGoOnWithAnOldModel() throws InvalidModelException {
        latest("minilm");
        store.failWith(new IOException("gone"));
        assertEquals("v1", latest("minilm"));
        clock.addAndGet(INTERVAL);
        assertThrows(ServiceTrouble.class, () -> latest("minilm"));
    }

    @Test
    void threadsShareOneAnswer() throws InterruptedException, ExecutionException {
        final List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 64; i++) {
                answers.add(threads.submit(() -> latest("minilm")));
            }
        }
        for (final Future<String> answer : answers) {
            assertEquals("v1", answer.get());
        }
        assertEquals(1, store.listings());
        assertEquals(1, store.loads());
    }

    private String latest(final String embedder) throws InvalidModelException {
        return models.get(store, "segments", null, embedder, INTERVAL).version();
    }
}
