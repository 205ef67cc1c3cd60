// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.LabelAgreement;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Embeds and clusters texts whose groups are known, and says how much of them was found. A record without a vector, which flows give the segment -1, counts
 * as in a segment of its own kind: it cannot be right by chance only.
 */
final class QualityCommand implements Command {

    private static final String SMOOTHING = "--smoothing";
    private static final int MAXIMUM_SEEDS = 1000;
    private static final int MAXIMUM_SMOOTHING = 1000;

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public List<String> help() {
        return List.of("quality --input FILE.jsonl[.gz] --text FIELD --label FIELD --embedding " + String.join("|", Embedding.NAMES),
                "        --segments N|labels|auto [--algorithm " + String.join("|", Algorithm.NAMES) + "] [--smoothing N]",
                "        [--seeds S] [--dimensions N] [--language auto|en|zh|...] [--threads N] [--limit N]",
                "    how well segments agree with known labels: means over the seeds 1 to S (default 1)");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, CommonOptions.INPUT, CommonOptions.TEXT, "--label", CommonOptions.EMBEDDING, "--algorithm", SMOOTHING, "--segments", "--seeds",
                CommonOptions.DIMENSIONS, CommonOptions.LANGUAGE, CommonOptions.THREADS, CommonOptions.LIMIT);
        final CommonOptions common = CommonOptions.of(arguments);
        final Embedding embedding = Embedding.of(arguments.required(CommonOptions.EMBEDDING));
        final Algorithm algorithm = Algorithm.of(arguments.optional("--algorithm", Algorithm.NAMES.getFirst()));
        final Integer smoothing = arguments.has(SMOOTHING) ? Integer.valueOf(arguments.numberFromZero(SMOOTHING, MAXIMUM_SMOOTHING)) : null;
        final SegmentCount segments = new SegmentCount(arguments.required("--segments"));
        final int seeds = arguments.number("--seeds", 1, MAXIMUM_SEEDS);
        final LabelledTexts texts = LabelledTexts.read(common.file(), arguments.required(CommonOptions.TEXT), arguments.required("--label"));

        out.printf(Locale.ROOT, "%d records with %d labels, %s, %s with segments: %s%n", texts.texts().size(), texts.distinctLabels(), embedding, algorithm, segments);
        final List<QualityScores> scores = new ArrayList<>();
        final List<Integer> counts = new ArrayList<>();
        int withoutVector = 0;
        try (Workers workers = new Workers("quality", common.threads()); Embedder embedder = embedding.open(texts, common)) {
            Vectors vectors = null;
            for (int seed = 1; seed <= seeds; seed++) {
                if (vectors == null || embedder.isSeeded()) {
                    vectors = Vectors.of(embedder, seed);
                    withoutVector = texts.texts().size() - vectors.rows.size();
                }
                if (vectors.table == null) {
                    throw new UsageError("No text has a vector: there is nothing to cluster.");
                }
                counts.add(segments.of(texts.distinctLabels(), vectors.table, seed, workers, out));
                final QualityScores score = score(vectors, texts, algorithm, smoothing, counts.getLast(), seed, workers);
                out.printf(Locale.ROOT, "seed %d: ARI %.4f, NMI %.4f, accuracy %.4f, %.1f s to embed, %.1f s to cluster%n", seed, score.ari(), score.nmi(), score.accuracy(),
                        score.secondsEmbed(), score.secondsCluster());
                scores.add(score);
            }
        }

        final ObjectNode result = QualityScores.means(scores);
        result.put("records", texts.texts().size());
        result.put("labels", texts.distinctLabels());
        result.put("without_vector", withoutVector);
        result.put("seeds", seeds);
        if (segments.isAutomatic()) {
            counts.forEach(result.putArray("chosen_segments")::add);
        }
        out.println(result);
    }

    private static QualityScores score(final Vectors vectors, final LabelledTexts texts, final Algorithm algorithm, final Integer smoothing, final int count, final long seed,
            final Workers workers) {
        final Stopwatch watch = new Stopwatch();
        final int[] segments = algorithm.cluster(vectors.table, count, smoothing, seed, workers);
        final double seconds = watch.seconds();

        final int[] all = new int[texts.texts().size()];
        Arrays.fill(all, -1);
        for (int row = 0; row < segments.length; row++) {
            all[vectors.rows.get(row)] = segments[row];
        }
        final LabelAgreement agreement = LabelAgreement.of(all, texts.labels());
        final SegmentLabels labels = SegmentLabels.of(segments);
        final Double silhouette = ScoredSegmentation.of(vectors.table, labels, ProcessorDefaults.quality(), workers, TrainingMonitor.NONE).quality().silhouetteCosine();
        return new QualityScores(agreement.adjustedRandIndex(), agreement.normalizedMutualInformation(), agreement.accuracy(), silhouette, labels.segments(), vectors.seconds, seconds);
    }

    /** Vectors of those texts that have one. */
    private static final class Vectors {

        private final List<Integer> rows = new ArrayList<>();
        private VectorTable table;
        private double seconds;
        private int texts;

        private static Vectors of(final Embedder embedder, final long seed) throws IOException {
            final Vectors vectors = new Vectors();
            vectors.seconds = embedder.embed(seed, vectors::add);
            return vectors;
        }

        private void add(final float[] vector) {
            if (vector != null) {
                if (table == null) {
                    table = new VectorTable(vector.length);
                }
                table.add(vector);
                rows.add(texts);
            }
            texts++;
        }
    }
}
