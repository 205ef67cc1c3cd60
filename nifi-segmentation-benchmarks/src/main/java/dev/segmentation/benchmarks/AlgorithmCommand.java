// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * An algorithm of ClusterCustomers with its defaults, without smoothing, on vectors that are ready: several times in one process.
 */
final class AlgorithmCommand implements Command {

    private static final String SEGMENTS = "--segments";
    private static final String SEED = "--seed";
    private static final int MAXIMUM = 1_000_000;
    private static final int NO_SMOOTHING = 0;

    private final String name;
    private final Algorithm algorithm;

    AlgorithmCommand(final String name, final Algorithm algorithm) {
        this.name = name;
        this.algorithm = algorithm;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> help() {
        return List.of(name + " --input FILE.npy --segments K [--seed N] [--threads N] [--repeats N]",
                "    seconds and inertia of " + algorithm + " with ClusterCustomers' defaults; `peers " + name + "` is the peer's");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, CommonOptions.INPUT, SEGMENTS, SEED, CommonOptions.THREADS, Repeats.OPTION);
        final int segments = Arguments.number(SEGMENTS, arguments.required(SEGMENTS), MAXIMUM);
        final SegmentSearch search = ProcessorDefaults.search(algorithm.toString(), NO_SMOOTHING, segments, arguments.number(SEED, 1, MAXIMUM));
        final Repeats repeats = new Repeats(arguments);
        final int threads = CommonOptions.threads(arguments);
        final VectorTable table = NpyTable.read(arguments.inputFile(CommonOptions.INPUT));

        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        final long memory = Runtime.getRuntime().maxMemory();
        final Clustering clustering;
        try (Workers workers = new Workers(name, threads)) {
            clustering = repeats.measure(result, () -> search.run(table, memory, workers, TrainingMonitor.NONE).clustering());
        }
        result.put("inertia", clustering.inertia());
        result.put("iterations", clustering.iterations());
        result.put("rows", table.size()).put("dimension", table.dimension()).put("segments", clustering.sizes().length);
        out.println(result);
    }
}
