// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(final int threads) {
        final AtomicIntegerArray runs = new AtomicIntegerArray(1000);
        try (Workers workers = new Workers("test", threads)) {
            workers.forEach(runs.length(), runs::incrementAndGet);
        }
        for (int i = 0; i < runs.length(); i++) {
            assertEquals(1, runs.get(i), "task " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void firstFailureReachesTheCallerAndEndsTheWork(final int threads) {
        final IllegalStateException failure = new IllegalStateException();
        final AtomicInteger started = new AtomicInteger();
        try (Workers workers = new Workers("test", threads)) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> workers.forEach(1_000_000, index -> {
                started.incrementAndGet();
                throw failure;
            })));
        }
        assertTrue(started.get() <= threads);
    }

    @Test
    void commonPoolIsNotUsed() {
        final Set<String> names = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers("own", 2)) {
            workers.forEach(100, index -> names.add(Thread.currentThread().getName()));
        }
        names.remove(Thread.currentThread().getName());
        assertTrue(names.stream().allMatch(name -> name.startsWith("own-")));
    }

    /** The pool's only thread is held up by other work: the caller does all of its own and goes on. Closing leaves nobody waiting either. */
    @Test
    void whoIsDoneDoesNotWaitForThreadsThatHaveNotBegun() throws InterruptedException {
        final Workers workers = new Workers("test", 2);
        final CountDownLatch busy = new CountDownLatch(2);
        final CountDownLatch release = new CountDownLatch(1);
        final Thread occupant = new Thread(() -> workers.forEach(2, index -> {
            busy.countDown();
            awaitUninterruptibly(release);
        }));
        occupant.start();
        busy.await();

        final AtomicIntegerArray runs = new AtomicIntegerArray(3);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> workers.forEach(runs.length(), runs::incrementAndGet));
        assertEquals("[1, 1, 1]", runs.toString());
        workers.close();
        release.countDown();
        occupant.join();
    }

    private static void awaitUninterruptibly(final CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (final InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aThreadIsNeeded() {
        assertThrows(IllegalArgumentException.class, () -> new Workers("test", 0));
    }
}
