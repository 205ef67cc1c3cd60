// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.Metric;
import dev.segmentation.core.cluster.Seeding;
import dev.segmentation.core.vector.VectorTable;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * One k-means on vectors that are ready, several times in one process: loading them is not counted, the JIT compiler's work is.
 */
final class KMeansCommand implements Command {

    private static final String SEGMENTS = "--segments";
    private static final String ITERATIONS = "--iterations";
    private static final String INIT = "--init";
    private static final String RESTARTS = "--restarts";
    private static final String SEED = "--seed";
    private static final String RANDOM = "random";
    private static final String GREEDY = "k-means++";
    private static final int MAXIMUM = 1_000_000;
    private static final int DEFAULT_ITERATIONS = 300;

    @Override
    public String name() {
        return "kmeans";
    }

    @Override
    public List<String> help() {
        return List.of("kmeans --input FILE.npy --segments K [--iterations N] [--init " + RANDOM + "|" + GREEDY + "] [--restarts N] [--seed N] [--threads N] [--repeats N]",
                "    seconds, inertia and iterations of k-means on float32 vectors; `peers kmeans` is scikit-learn's.",
                "    seconds is the median of the repeats (default 3), seconds_each begins with that of a fresh process;",
                "    iterations are those on a sample and among all rows together");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, CommonOptions.INPUT, SEGMENTS, ITERATIONS, INIT, RESTARTS, SEED, CommonOptions.THREADS, Repeats.OPTION);
        final Seeding seeding = RANDOM.equals(Arguments.choice(INIT, arguments.optional(INIT, GREEDY), List.of(RANDOM, GREEDY))) ? Seeding.RANDOM : Seeding.GREEDY;
        final int segments = Arguments.number(SEGMENTS, arguments.required(SEGMENTS), MAXIMUM);
        final KMeansOptions options = new KMeansOptions(segments, arguments.number(RESTARTS, 1, MAXIMUM), arguments.number(ITERATIONS, DEFAULT_ITERATIONS, MAXIMUM), 0,
                arguments.number(SEED, 1, MAXIMUM), seeding, Metric.EUCLIDEAN);
        final int threads = CommonOptions.threads(arguments);
        final VectorTable table = NpyTable.read(arguments.inputFile(CommonOptions.INPUT));

        final Repeats repeats = new Repeats(arguments);
        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        final Clustering clustering;
        try (Workers workers = new Workers(name(), threads)) {
            clustering = repeats.measure(result, () -> new KMeans(options, workers, TrainingMonitor.NONE).fit(table));
        }
        result.put("inertia", clustering.inertia());
        result.put("iterations", clustering.iterations());
        result.put("rows", table.size()).put("dimension", table.dimension()).put("segments", clustering.sizes().length);
        out.println(result);
    }
}
