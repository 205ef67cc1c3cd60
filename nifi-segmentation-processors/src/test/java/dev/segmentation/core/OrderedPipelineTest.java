// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrderedPipelineTest {

    private static final int INPUTS = 1000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void resultsComeInTheOrderOfTheInputs(final int threads) {
        final List<Integer> results = new ArrayList<>();
        try (OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", threads, OrderedPipelineTest::slowSquare);
                OrderedPipeline<Integer, Integer>.Line line = pipeline.open()) {
            for (int i = 0; i < INPUTS; i++) {
                if (line.isFull()) {
                    results.add(line.take());
                }
                line.put(i);
            }
            while (!line.isEmpty()) {
                results.add(line.take());
            }
        }
        assertEquals(IntStream.range(0, INPUTS).map(i -> i * i).boxed().toList(), results);
    }

    /** The smaller the remainder, the later: neighbours overtake one another. */
    private static int slowSquare(final int value) {
        long spin = 0;
        for (int i = 0; i < (7 - value % 7) * 3000; i++) {
            spin += i;
        }
        return spin < 0 ? -1 : value * value;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aFailureComesOutAsItWasThrown(final int threads) {
        final IllegalStateException failure = new IllegalStateException("third");
        try (OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", threads, value -> {
            if (value == 2) {
                throw failure;
            }
            return value;
        }); OrderedPipeline<Integer, Integer>.Line line = pipeline.open()) {
            IntStream.range(0, 3).forEach(line::put);
            assertEquals(0, line.take());
            assertEquals(1, line.take());
            assertEquals(failure, assertThrows(IllegalStateException.class, line::take));
        }
    }

    @Test
    void linesDoNotMeet() {
        try (OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", 2, value -> value);
                OrderedPipeline<Integer, Integer>.Line odd = pipeline.open(); OrderedPipeline<Integer, Integer>.Line even = pipeline.open()) {
            odd.put(1);
            even.put(2);
            odd.put(3);
            assertEquals(2, even.take());
            assertTrue(even.isEmpty());
            assertEquals(List.of(1, 3), List.of(odd.take(), odd.take()));
        }
    }

    @Test
    void holdsABoundedNumber() {
        try (OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", 2, value -> value);
                OrderedPipeline<Integer, Integer>.Line line = pipeline.open()) {
            for (int i = 0; i < 4; i++) {
                assertFalse(line.isFull());
                line.put(i);
            }
            assertTrue(line.isFull());
            line.take();
            assertFalse(line.isFull());
        }
    }

    @Test
    void anInterruptEndsTheWait() {
        try (OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", 1, value -> awaitForever(new CountDownLatch(1)));
                OrderedPipeline<Integer, Integer>.Line line = pipeline.open()) {
            line.put(1);
            Thread.currentThread().interrupt();
            assertThrows(TrainingCancelledException.class, line::take);
            assertTrue(Thread.interrupted());
        }
    }

    private static int awaitForever(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingBeginsNothingMore(final boolean closePipeline) throws InterruptedException {
        final AtomicInteger begun = new AtomicInteger();
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final OrderedPipeline<Integer, Integer> pipeline = new OrderedPipeline<>("test", 1, value -> {
            begun.incrementAndGet();
            first.countDown();
            return awaitForever(release);
        });
        final OrderedPipeline<Integer, Integer>.Line line = pipeline.open();
        line.put(1);
        line.put(2);
        first.await();
        if (closePipeline) {
            pipeline.close();
            assertEquals(0, line.take());
            assertThrows(TrainingCancelledException.class, line::take);
            assertThrows(TrainingCancelledException.class, () -> line.put(3));
        } else {
            line.close();
            release.countDown();
            pipeline.close();
        }
        assertEquals(1, begun.get());
    }
}
