// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core;

/**
 * The only way out of a long computation: it asks here whether to go on, and tells here how far it is.
 * Implementations must be safe to call from any thread and cheap enough to call once per batch.
 */
public interface TrainingMonitor {

    /** Never cancels and keeps progress to itself. */
    TrainingMonitor NONE = new TrainingMonitor() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void progress(final String stage, final long done, final long total) {
        }
    };

    /**
     * @return true once the work should stop as soon as it can
     */
    boolean isCancelled();

    /**
     * @param stage short name of the step, without customer data
     * @param done units finished, 0..total
     * @param total units in all, or 0 when not known
     */
    void progress(String stage, long done, long total);

    /**
     * @throws TrainingCancelledException when cancelled
     */
    default void checkCancelled() {
        if (isCancelled()) {
            throw new TrainingCancelledException();
        }
    }
}
