// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A bounded pool of daemon threads of our own: the common pool belongs to all of NiFi and is never used.
 * Tasks are numbered, so that a caller who gives every task its own output slot and reduces the slots in order
 * gets the same bytes for any number of threads. With one thread everything runs in the caller.
 */
public final class Workers implements AutoCloseable {

    private final int threads;
    private final ExecutorService executor;

    /**
     * @param name prefix of the thread names
     * @param threads number of threads that compute, the caller included; at least 1
     */
    public Workers(final String name, final int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        this.threads = threads;
        executor = threads == 1 ? null : pool(name, threads - 1);
    }

    static ExecutorService pool(final String name, final int threads) {
        final AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, runnable -> {
            final Thread thread = new Thread(runnable, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /**
     * Runs task 0..tasks-1, each once, in any order, and returns when all are done. After the first failure no further
     * task is started.
     *
     * @param tasks number of tasks, 0 or more
     * @param task called with the task's number; must be safe to call from several threads
     * @throws RuntimeException the first failure, as it was thrown
     */
    public void forEach(final int tasks, final IntConsumer task) {
        final AtomicInteger next = new AtomicInteger();
        final AtomicBoolean failed = new AtomicBoolean();
        final Runnable drain = () -> {
            try {
                for (int index = next.getAndIncrement(); index < tasks && !failed.get(); index = next.getAndIncrement()) {
                    task.accept(index);
                }
            } catch (final RuntimeException | Error e) {
                failed.set(true);
                throw e;
            }
        };

        final List<Helper> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, tasks); i++) {
            final AtomicBoolean begun = new AtomicBoolean();
            helpers.add(new Helper(begun, executor.submit(() -> {
                if (begun.compareAndSet(false, true)) {
                    drain.run();
                }
            })));
        }

        Throwable failure = null;
        try {
            drain.run();
        } catch (final RuntimeException | Error e) {
            failure = e;
        }
        for (final Helper helper : helpers) {
            // Small work is done before a thread has woken up for it: one that has not begun finds nothing to do.
            if (!helper.begun.compareAndSet(false, true)) {
                final Throwable helperFailure = await(helper.future);
                failure = failure == null ? helperFailure : failure;
            }
        }
        rethrow(failure);
    }

    /**
     * @param begun whether somebody has begun its work, or made sure that nobody will
     */
    private record Helper(AtomicBoolean begun, Future<?> future) {
    }

    /** Work that is under way is done to its end, by the threads that have begun it. */
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    /** Waits even when interrupted: a task that still writes into the caller's arrays must not be left behind. */
    private static Throwable await(final Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return null;
                } catch (final InterruptedException e) {
                    interrupted = true;
                } catch (final ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(final Throwable failure) {
        if (failure instanceof final RuntimeException e) {
            throw e;
        }
        if (failure instanceof final Error e) {
            throw e;
        }
    }
}
