// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.CentroidScores;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.Interval;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * Scores vectors that are ready. The segments are consecutive parts of the file, which the peer repeats: which rows are together does not change the time.
 */
final class SilhouetteCommand implements Command {

    private static final String SEGMENTS = "--segments";
    private static final String SAMPLE = "--sample";
    private static final String REPEATS = "--repeats";
    private static final String SEED = "--seed";
    private static final int MAXIMUM = 1_000_000;
    private static final int MOST_SEGMENTS = 10_000;
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String name() {
        return "silhouette";
    }

    @Override
    public List<String> help() {
        return List.of("silhouette --input FILE.npy --segments K [--sample N] [--repeats N] [--seed N] [--threads N]",
                "    seconds and values of the silhouettes by cosine and euclidean distance, exact up to --sample rows, and of the scores by centroids;",
                "    seconds_first is a fresh process, seconds_warm the median of the repeats after it; `peers silhouette` is scikit-learn's");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, CommonOptions.INPUT, SEGMENTS, SAMPLE, REPEATS, SEED, CommonOptions.THREADS);
        final int segments = Arguments.number(SEGMENTS, arguments.required(SEGMENTS), MOST_SEGMENTS);
        final QualityOptions options = new QualityOptions(Math.max(2, arguments.number(SAMPLE, MAXIMUM, MAXIMUM)), arguments.number(SEED, 1, MAXIMUM));
        final int repeats = arguments.number(REPEATS, 1, MAXIMUM);
        final int threads = CommonOptions.threads(arguments);
        final VectorTable table = NpyTable.read(arguments.inputFile(CommonOptions.INPUT));
        final int[] parts = new int[table.size()];
        Arrays.setAll(parts, row -> (int) ((long) row * segments / parts.length));
        final SegmentLabels labels = SegmentLabels.of(parts);

        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        final double[] seconds = new double[repeats];
        try (Workers workers = new Workers(name(), threads)) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                final Stopwatch watch = new Stopwatch();
                final ScoredSegmentation scored = ScoredSegmentation.of(table, labels, options, workers, TrainingMonitor.NONE);
                seconds[repeat] = watch.seconds();
                if (repeat == 0) {
                    put(result, scored);
                }
            }
            final Stopwatch watch = new Stopwatch();
            final CentroidScores euclidean = CentroidScores.of(table, labels, Geometry.EUCLIDEAN, workers, TrainingMonitor.NONE);
            final CentroidScores cosine = CentroidScores.of(table, labels, Geometry.COSINE, workers, TrainingMonitor.NONE);
            result.put("seconds_centroids", QualityScores.round(watch.seconds()));
            result.put("simplified_cosine", cosine.simplified().value()).put("simplified_euclidean", euclidean.simplified().value());
        }
        result.put("seconds_first", QualityScores.round(seconds[0]));
        if (repeats > 1) {
            final double[] warm = Arrays.copyOfRange(seconds, 1, repeats);
            Arrays.sort(warm);
            result.put("seconds_warm", QualityScores.round(warm[warm.length / 2]));
        }
        final Runtime runtime = Runtime.getRuntime();
        result.put("rows", table.size()).put("dimension", table.dimension()).put("heap_megabytes", Math.round(runtime.totalMemory() / MEGABYTE));
        out.println(result);
    }

    private static void put(final ObjectNode result, final ScoredSegmentation scored) {
        result.put("silhouette_cosine", scored.quality().silhouetteCosine()).put("silhouette_euclidean", scored.quality().silhouetteEuclidean());
        final Interval cosine = scored.silhouetteScores().cosineInterval();
        final Interval euclidean = scored.silhouetteScores().euclideanInterval();
        if (cosine != null) {
            result.put("cosine_low", cosine.low()).put("cosine_high", cosine.high());
        }
        if (euclidean != null) {
            result.put("euclidean_low", euclidean.low()).put("euclidean_high", euclidean.high());
        }
        result.put("silhouette_rows", scored.quality().silhouetteRows());
    }
}
