// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TrialKernelTest {

    private static final float[][] ROWS = new float[3][DotKernel.PANEL];

    @ParameterizedTest
    @CsvSource({"2000000, 0, true", "0, 2000000, false", "1000000, 1000000, false"})
    void theOtherTakesOverOnlyWhenClearlyFaster(final long expectedNanos, final long otherNanos, final boolean takesOver) {
        final AtomicInteger expectedCalls = new AtomicInteger();
        final AtomicInteger otherCalls = new AtomicInteger();
        final DotKernel kernel = new TrialKernel(busy(expectedNanos, expectedCalls), busy(otherNanos, otherCalls), 0, 100_000_000L);
        final long start = System.nanoTime();
        while (otherCalls.get() < TrialKernel.LEAST_TRIALS || System.nanoTime() - start < 200_000_000L) {
            kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        }
        expectedCalls.set(0);
        otherCalls.set(0);
        for (int call = 0; call < 100; call++) {
            kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        }
        assertEquals(takesOver ? 0 : 100, expectedCalls.get());
        assertEquals(takesOver ? 100 : 0, otherCalls.get());
    }

    @Test
    void timeWithoutWorkDoesNotBeginTheComparison() throws InterruptedException {
        final AtomicInteger otherCalls = new AtomicInteger();
        final DotKernel kernel = new TrialKernel(busy(0, new AtomicInteger()), busy(0, otherCalls), 1_000_000_000L, 0);
        kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        Thread.sleep(1010);
        for (int call = 0; call < 100; call++) {
            kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        }
        assertEquals(0, otherCalls.get());
    }

    @Test
    void theOtherIsNotJudgedByOneCallAfterAPause() throws InterruptedException {
        final AtomicInteger otherCalls = new AtomicInteger();
        final DotKernel kernel = new TrialKernel(busy(0, new AtomicInteger()), busy(0, otherCalls), 0, 1_000_000L);
        kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        Thread.sleep(5);
        for (int call = 0; call < 1000; call++) {
            kernel.accumulate(ROWS, 0, DotKernel.PANEL, ROWS, ROWS);
        }
        assertEquals(TrialKernel.LEAST_TRIALS, otherCalls.get());
    }

    private static DotKernel busy(final long nanos, final AtomicInteger calls) {
        return (points, fromDimension, toDimension, centroids, accumulators) -> {
            calls.incrementAndGet();
            final long start = System.nanoTime();
            while (System.nanoTime() - start < nanos) {
                Thread.onSpinWait();
            }
        };
    }
}
