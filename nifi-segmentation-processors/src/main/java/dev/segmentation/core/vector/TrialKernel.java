// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

/**
 * Chooses between two kernels while they work. At first all calls go to the one that is expected to be faster: short work is not kept up.
 * Once they have worked for some time, a few calls go to the other for a short time, which takes over if it was clearly faster at its best. Nothing is computed in vain.
 * Both must give the same bits, so that the choice cannot change a result.
 */
final class TrialKernel implements DotKernel {

    private static final int CALLS_PER_TRIAL = 32;
    /** The other is not judged by fewer calls, also when work stops for a while as soon as the comparison begins. */
    static final int LEAST_TRIALS = 16;
    /** What is expected to win is given up only for a clear reason: on a busy machine a measurement may be far off. */
    private static final double CLEARLY_FASTER = 1.4;

    private final DotKernel expected;
    private final DotKernel other;
    private final long delayNanos;
    private final long trialNanos;
    private volatile DotKernel chosen;
    private long calls;
    private long worked;
    private boolean comparing;
    private long end;
    private int trials;
    private double expectedSpeed;
    private double otherSpeed;

    /**
     * @param delayNanos how long the calls of all threads together must have worked before the comparison begins
     * @param trialNanos how long it goes on by the clock at least, long enough for the JIT compiler to get to both
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
        final DotKernel kernel = next();
        kernel.accumulate(points, fromDimension, toDimension, centroids, accumulators);
        final long now = System.nanoTime();
        measured(kernel, (double) centroids.length * (toDimension - fromDimension) / Math.max(1, now - start), now - start, now);
    }

    private synchronized DotKernel next() {
        return calls++ % CALLS_PER_TRIAL == 1 && comparing ? other : expected;
    }

    private synchronized void measured(final DotKernel kernel, final double speed, final long nanos, final long now) {
        worked += nanos;
        if (!comparing && worked >= delayNanos) {
            comparing = true;
            end = now + trialNanos;
        }
        if (kernel == expected) {
            expectedSpeed = Math.max(expectedSpeed, speed);
        } else {
            otherSpeed = Math.max(otherSpeed, speed);
            trials++;
        }
        if (trials >= LEAST_TRIALS && now - end >= 0) {
            chosen = otherSpeed > CLEARLY_FASTER * expectedSpeed ? other : expected;
        }
    }
}
