// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.vector;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The kernels that score points against centroids, in one thread. One operation is a multiplication or an addition: operations per nanosecond are GFLOP/s.
 * Guards against JIT compilers that no longer make vector code of them, and shows whether the choice made at run time is the fastest.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    private static final int DIMENSION = 384;
    private static final int CENTROIDS = 48;
    private static final int POINTS = PackedVectors.BLOCK * 8;

    @Param({"chosen", "six-by-three", "eight-by-one", "plain"})
    private String kernel;

    private PackedVectors packed;
    private PackedCentroids centroids;
    private float[][] scores;
    private int next;

    @Setup
    public void open() {
        final DotKernel used = switch (kernel) {
            case "six-by-three" -> new SixByThreeKernel();
            case "eight-by-one" -> new EightByOneKernel();
            case "plain" -> new PlainKernel();
            default -> DotKernels.fastest();
        };
        final SplittableRandom random = new SplittableRandom(1);
        final VectorTable table = new VectorTable(DIMENSION);
        for (int i = 0; i < POINTS; i++) {
            table.add(vector(random));
        }
        final float[][] rows = new float[CENTROIDS][];
        for (int c = 0; c < CENTROIDS; c++) {
            rows[c] = vector(random);
        }
        try (Workers workers = new Workers("benchmark", 1)) {
            packed = PackedVectors.of(table, null, workers, TrainingMonitor.NONE, used);
        }
        centroids = packed.pack(rows);
        scores = new float[CENTROIDS][PackedVectors.BLOCK];
    }

    @Benchmark
    @OperationsPerInvocation(2 * PackedVectors.BLOCK * DIMENSION * CENTROIDS)
    public float[][] score() {
        next = (next + 1) % packed.blocks();
        packed.score(next, centroids, scores);
        return scores;
    }

    private static float[] vector(final SplittableRandom random) {
        final float[] vector = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            vector[j] = (float) random.nextGaussian();
        }
        return vector;
    }
}
