// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Chooses the kernel for this machine, once. Between kernels that use fused multiply-add a short measurement decides, which
 * cannot change a result because they round alike; whether the processor has the instruction is asked, not measured.
 */
final class DotKernels {

    private static final int ROUNDS = 5;
    private static final int CENTROIDS = 6;
    private static final long WARM_UP_NANOS = 60_000_000L;
    private static final long ROUND_NANOS = 4_000_000L;

    private static final DotKernel FASTEST = hasFusedMultiplyAdd() ? fastest(List.of(new SixByThreeKernel(), new EightByOneKernel())) : new PlainKernel();

    private DotKernels() {
    }

    static DotKernel fastest() {
        return FASTEST;
    }

    /** Virtual machines may hide the instruction from the guest. A JVM that cannot be asked is taken to have it. */
    private static boolean hasFusedMultiplyAdd() {
        try {
            final HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options == null || Boolean.parseBoolean(options.getVMOption("UseFMA").getValue());
        } catch (final IllegalArgumentException e) {
            return true;
        }
    }

    private static DotKernel fastest(final List<DotKernel> kernels) {
        final float[][] points = new float[DotKernel.PANEL][DotKernel.BLOCK];
        final float[][] centroids = new float[CENTROIDS][DotKernel.PANEL];
        final float[][] accumulators = new float[CENTROIDS][DotKernel.BLOCK];
        for (final DotKernel kernel : kernels) {
            repeat(kernel, WARM_UP_NANOS, points, centroids, accumulators);
        }
        DotKernel best = null;
        double bestSpeed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (final DotKernel kernel : kernels) {
                final double speed = repeat(kernel, ROUND_NANOS, points, centroids, accumulators);
                if (speed > bestSpeed) {
                    bestSpeed = speed;
                    best = kernel;
                }
            }
        }
        return best;
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
}
