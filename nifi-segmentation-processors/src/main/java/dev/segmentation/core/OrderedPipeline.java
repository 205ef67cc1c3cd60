// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Computes on threads of its own while its users read what comes next and take what is done, each in the order in which it was put in: what
 * comes out does not depend on the number of threads. With no threads everything runs in the user's thread. Thread-safe.
 *
 * @param <T> an input; large enough, such as a batch of records, that handing it over costs nothing beside computing it
 * @param <R> a result
 */
public final class OrderedPipeline<T, R> implements AutoCloseable {

    private final Function<T, R> function;
    private final int capacity;
    private final ExecutorService executor;

    /**
     * @param name prefix of the thread names
     * @param threads number of threads beside those that use the pipeline, 0 or more
     * @param function called from several threads at once
     */
    public OrderedPipeline(final String name, final int threads, final Function<T, R> function) {
        this.function = function;
        capacity = threads + 2;
        executor = threads == 0 ? null : Workers.pool(name, threads);
    }

    /**
     * @return a line of inputs of its own; closed before it is done it begins nothing more
     */
    public Line open() {
        return new Line();
    }

    /** What has begun runs to its end, what has not is never begun. */
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow().forEach(queued -> ((Future<?>) queued).cancel(false));
        }
    }

    /** Inputs of one user in their order. Holds at most {@code threads + 2} inputs or results. Used by one thread. */
    public final class Line implements AutoCloseable {

        private final Deque<FutureTask<R>> pending = new ArrayDeque<>();

        private Line() {
        }

        /**
         * @return true when a result must be taken before more is put in
         */
        public boolean isFull() {
            return pending.size() == capacity;
        }

        /**
         * @return true when nothing is left to take
         */
        public boolean isEmpty() {
            return pending.isEmpty();
        }

        /**
         * Puts in one more.
         *
         * @throws TrainingCancelledException when the pipeline has been closed
         */
        public void put(final T input) {
            final FutureTask<R> task = new FutureTask<>(() -> function.apply(input));
            if (executor == null) {
                task.run();
            } else {
                try {
                    executor.execute(task);
                } catch (final RejectedExecutionException e) {
                    throw new TrainingCancelledException();
                }
            }
            pending.add(task);
        }

        /**
         * Waits for the oldest result.
         *
         * @throws RuntimeException as the function threw it
         * @throws TrainingCancelledException when the caller is interrupted, which it stays, or the pipeline has been closed
         */
        public R take() {
            try {
                return pending.remove().get();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TrainingCancelledException();
            } catch (final CancellationException e) {
                throw new TrainingCancelledException();
            } catch (final ExecutionException e) {
                if (e.getCause() instanceof final RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof final Error failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        /** What has begun runs to its end, what has not is never begun. */
        @Override
        public void close() {
            pending.forEach(task -> task.cancel(false));
        }
    }
}
