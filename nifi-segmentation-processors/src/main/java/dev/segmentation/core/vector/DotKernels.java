// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;

/**
 * The kernel for this machine. Between kernels that use fused multiply-add their speed at work decides, which cannot
 * change a result because they round alike; whether the processor has the instruction is asked, not measured.
 */
final class DotKernels {

    private static final long DELAY_NANOS = 5_000_000_000L;
    private static final long TRIAL_NANOS = 250_000_000L;
    private static final int FIRST_CALLS = 16;

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

    private static DotKernel choose() {
        final DotKernel kernel = hasFusedMultiplyAdd() ? new TrialKernel(new SixByThreeKernel(), new EightByOneKernel(), DELAY_NANOS, TRIAL_NANOS) : new PlainKernel();
        final Thread thread = new Thread(() -> awake(kernel), "dot-kernel-first-calls");
        thread.setDaemon(true);
        thread.start();
        return kernel;
    }

    /** A first few calls, so that the JIT compiler begins while the caller still gets the data ready. */
    private static void awake(final DotKernel kernel) {
        final float[][] points = new float[DotKernel.PANEL][DotKernel.BLOCK];
        final float[][] centroids = new float[DotKernel.CENTROIDS][DotKernel.PANEL];
        final float[][] accumulators = new float[DotKernel.CENTROIDS][DotKernel.BLOCK];
        for (int call = 0; call < FIRST_CALLS; call++) {
            kernel.accumulate(points, 0, DotKernel.PANEL, centroids, accumulators);
        }
    }

    /** Begins only when a kernel is asked for, not when the instruction is. */
    private static final class Fastest {
        private static final DotKernel KERNEL = choose();
    }
}
