// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;

/**
 * Chooses the kernel for this machine, once. Between kernels that use fused multiply-add a short measurement decides, which
 * cannot change a result because they round alike; whether the processor has the instruction is asked, not measured.
 */
final class DotKernels {

    private static final int ROUNDS = 6;
    private static final int CENTROIDS = 6;
    private static final long WARM_UP_NANOS = 80_000_000L;
    private static final long ROUND_NANOS = 5_000_000L;
    /** What is expected to win is given up only for a clear reason: on a busy machine a measurement may be far off. */
    private static final double CLEARLY_FASTER = 1.4;

    private DotKernels() {
    }

    static DotKernel fastest() {
        return Fastest.KERNEL;
    }

    /** Virtual machines may hide the instruction from the guest. A JVM that cannot be asked is taken to have it. */
    static boolean hasFusedMultiplyAdd() {
        try {
            final HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options == null || Boolean.parseBoolean(options.getVMOption("UseFMA").getValue());
        } catch (final IllegalArgumentException e) {
            return true;
        }
    }

    private static DotKernel choose(final DotKernel expected, final DotKernel other) {
        final float[][] points = new float[DotKernel.PANEL][DotKernel.BLOCK];
        final float[][] centroids = new float[CENTROIDS][DotKernel.PANEL];
        final float[][] accumulators = new float[CENTROIDS][DotKernel.BLOCK];
        repeat(expected, WARM_UP_NANOS, points, centroids, accumulators);
        repeat(other, WARM_UP_NANOS, points, centroids, accumulators);
        double expectedSpeed = 0;
        double otherSpeed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            expectedSpeed = Math.max(expectedSpeed, repeat(expected, ROUND_NANOS, points, centroids, accumulators));
            otherSpeed = Math.max(otherSpeed, repeat(other, ROUND_NANOS, points, centroids, accumulators));
        }
        return otherSpeed > CLEARLY_FASTER * expectedSpeed ? other : expected;
    }

    /** Calls per nanosecond. */
    private static double repeat(final DotKernel kernel, final long nanos, final float[][] points, final float[][] centroids, final float[][] accumulators) {
        final long start = System.nanoTime();
        long calls = 0;
        long elapsed;
        do {
            kernel.accumulate(points, 0, DotKernel.PANEL, centroids, accumulators);
            calls++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return (double) calls / elapsed;
    }

    /** Measures only when a kernel is asked for, not when the instruction is. */
    private static final class Fastest {
        private static final DotKernel KERNEL = hasFusedMultiplyAdd() ? choose(new SixByThreeKernel(), new EightByOneKernel()) : new PlainKernel();
    }
}
