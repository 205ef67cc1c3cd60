// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Chooses between two kernels while they work. At first all calls go to the one that is expected to be faster: short work is not kept up.
 * Then for a short time a few calls go to the other, which takes over if it was clearly faster at its best. Nothing is computed in vain.
 * Both must give the same bits, so that the choice cannot change a result.
 */
final class TrialKernel implements DotKernel {

    private static final int CALLS_PER_TRIAL = 32;
    /** What is expected to win is given up only for a clear reason: on a busy machine a measurement may be far off. */
    private static final double CLEARLY_FASTER = 1.4;

    private final DotKernel expected;
    private final DotKernel other;
    private final long delayNanos;
    private final long trialNanos;
    private volatile DotKernel chosen;
    private long calls;
    private long begin;
    private double expectedSpeed;
    private double otherSpeed;

    /**
     * @param delayNanos how long after the first call not to compare
     * @param trialNanos how long to compare, long enough for the JIT compiler to get to both
     */
    TrialKernel(final DotKernel expected, final DotKernel other, final long delayNanos, final long trialNanos) {
        this.expected = expected;
        this.other = other;
        this.delayNanos = delayNanos;
        this.trialNanos = trialNanos;
    }

    @Override
    public void accumulate(final float[][] points, final int fromDimension, final int toDimension, final float[][] centroids, final float[][] accumulators) {
        final DotKernel known = chosen;
        if (known != null) {
            known.accumulate(points, fromDimension, toDimension, centroids, accumulators);
            return;
        }
        final long start = System.nanoTime();
        final DotKernel kernel = next(start);
        kernel.accumulate(points, fromDimension, toDimension, centroids, accumulators);
        final long now = System.nanoTime();
        measured(kernel, (double) centroids.length * (toDimension - fromDimension) / Math.max(1, now - start), now);
    }

    private synchronized DotKernel next(final long now) {
        if (calls == 0) {
            begin = now + delayNanos;
        }
        return calls++ % CALLS_PER_TRIAL == 1 && now - begin >= 0 ? other : expected;
    }

    private synchronized void measured(final DotKernel kernel, final double speed, final long now) {
        if (kernel == expected) {
            expectedSpeed = Math.max(expectedSpeed, speed);
        } else {
            otherSpeed = Math.max(otherSpeed, speed);
        }
        if (now - begin >= trialNanos) {
            chosen = otherSpeed > CLEARLY_FASTER * expectedSpeed ? other : expected;
        }
    }
}
