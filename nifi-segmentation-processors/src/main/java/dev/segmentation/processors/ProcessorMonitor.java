// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import org.apache.nifi.logging.ComponentLog;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Stops long work when its processor is stopped or terminated, and logs how far it is every ten seconds.
 */
final class ProcessorMonitor implements TrainingMonitor {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BooleanSupplier running;
    private final ComponentLog logger;
    private final Thread trigger = Thread.currentThread();
    private final AtomicLong lastReport = new AtomicLong(System.nanoTime());

    /**
     * @param running true while the processor is scheduled
     */
    ProcessorMonitor(final BooleanSupplier running, final ComponentLog logger) {
        this.running = running;
        this.logger = logger;
    }

    @Override
    public boolean isCancelled() {
        return !running.getAsBoolean() || trigger.isInterrupted();
    }

    @Override
    public void progress(final String stage, final long done, final long total) {
        final long now = System.nanoTime();
        final long last = lastReport.get();
        if (now - last >= INTERVAL_NANOS && lastReport.compareAndSet(last, now)) {
            if (total > 0) {
                logger.info("{}: {} of {}", stage, done, total);
            } else {
                logger.info("{}: {}", stage, done);
            }
        }
    }
}
