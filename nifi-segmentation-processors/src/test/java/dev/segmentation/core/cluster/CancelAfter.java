// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;

import java.util.concurrent.atomic.AtomicInteger;

/** Says no so many times, then yes. */
final class CancelAfter implements TrainingMonitor {

    private final int questions;
    private final AtomicInteger asked = new AtomicInteger();

    CancelAfter(final int questions) {
        this.questions = questions;
    }

    @Override
    public boolean isCancelled() {
        return asked.incrementAndGet() > questions;
    }

    @Override
    public void progress(final String stage, final long done, final long total) {
    }
}
