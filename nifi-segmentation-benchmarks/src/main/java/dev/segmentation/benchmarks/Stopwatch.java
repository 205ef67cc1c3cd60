// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * Time since it was made: on the clock, and of all processors together, which other programs on the machine disturb less.
 */
final class Stopwatch {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private final long processorStart = processorNanos();

    double seconds() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    double processorSeconds() {
        return (processorNanos() - processorStart) / NANOS_PER_SECOND;
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
