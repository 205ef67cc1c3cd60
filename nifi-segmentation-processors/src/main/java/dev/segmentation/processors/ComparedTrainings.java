// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.ComparisonRule;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentScore;
import dev.segmentation.core.quality.PairAgreement;
import dev.segmentation.model.ComparisonJson;
import dev.segmentation.record.CategoryColumn;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.logging.ComponentLog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains with every algorithm on every field that is asked for, one after the other, each as if nothing else had been asked for, and keeps of each what it is worth: the records are read again for
 * every training, so that one table is held at a time.
 */
final class ComparedTrainings {

    private static final String STAGE = "trainings compared";

    private final TrainingRecords records;
    private final FieldPath labelField;
    private final Workers workers;
    private final TrainingMonitor monitor;
    /** By field: every algorithm gets the number of segments that the vectors have. */
    private final Map<String, SegmentCountCurve> curves = new HashMap<>();

    private ComparedTrainings(final TrainingRecords records, final Workers workers) {
        this.records = records;
        this.labelField = ComparisonProperties.labelField(records.context());
        this.workers = workers;
        this.monitor = records.monitor();
    }

    /**
     * @param logger gets what was compared, in one line, and in a bulletin what failed
     * @return the best, or what is usual when nothing is to be compared or nothing can be trained: then the training itself tells why
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    static TrainingChoice choose(final TrainingRecords records, final Workers workers, final ComponentLog logger) {
        if (!ComparisonProperties.isAsked(records.context())) {
            return TrainingChoice.usual(records.context());
        }
        final TrainingChoice choice = new ComparedTrainings(records, workers).choose(ComparisonProperties.algorithms(records.context()), ComparisonProperties.fields(records.context()));
        if (choice == null) {
            return TrainingChoice.usual(records.context());
        }
        final Comparison comparison = choice.comparison();
        logger.info("Compared for {}: {} {}", records.flowFile(), comparison.reason(), ComparisonJson.summary(comparison, Integer.MAX_VALUE));
        final String problems = comparison.candidates().stream().filter(candidate -> candidate.problem() != null)
                .map(candidate -> candidate.name() + ": " + candidate.problem()).collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            logger.warn("Some of what was to be compared for {} could not be trained: {}", records.flowFile(), problems);
        }
        if (ComparisonProperties.labelField(records.context()) != null && !comparison.basis().equals(Comparison.LABELS)) {
            logger.warn("The Comparison Label Field did not count for {}: it has fewer than two different labels, or more than 1,000", records.flowFile());
        }
        return choice;
    }

    /** Null when none could be trained. */
    private TrainingChoice choose(final List<Algorithm> algorithms, final List<String> fields) {
        final List<ComparedCandidate> candidates = new ArrayList<>();
        final int all = algorithms.size() * fields.size();
        for (final String field : fields) {
            for (final Algorithm algorithm : algorithms) {
                monitor.checkCancelled();
                monitor.progress(STAGE, candidates.size(), all);
                candidates.add(candidate(algorithm, field));
            }
        }
        if (candidates.stream().allMatch(candidate -> candidate.problem() != null)) {
            return null;
        }
        final Comparison comparison = ComparisonRule.choose(candidates);
        final String field = fields.get(comparison.chosen() / algorithms.size());
        final Algorithm algorithm = algorithms.get(comparison.chosen() % algorithms.size());
        return new TrainingChoice(algorithm, FieldPath.ofOptional(field), algorithm == Algorithm.HDBSCAN ? null : curves.get(field), comparison);
    }

    private ComparedCandidate candidate(final Algorithm algorithm, final String field) {
        final long start = System.nanoTime();
        final String name = field.isEmpty() ? null : field;
        try {
            final Training training = records.training(algorithm);
            final FlowFileVectors pass = records.pass(FieldPath.ofOptional(field));
            final TrainingVectors vectors = records.read(training, pass);
            final Trained trained = training.run(vectors, curves.get(field), null, workers, monitor);
            final double seconds = secondsSince(start);
            if (trained.curve() != null) {
                curves.put(field, trained.curve());
            }
            final Clustering clustering = trained.clustering();
            if (clustering == null) {
                return ComparedCandidate.failed(algorithm.getValue(), name, seconds, vectors.count() == 0 ? "no record has such a vector" : "no vectors lie densely enough for a segment");
            }
            final SegmentScore score = SegmentScore.of(trained.search(), clustering, vectors.table(), training.memoryLimit() - vectors.bytesBesides(), workers, monitor);
            final Double agreement = labelField == null ? null : agreement(vectors, clustering, pass);
            return new ComparedCandidate(algorithm.getValue(), name, vectors.count(), clustering.sizes().length, score, agreement, seconds, null);
        } catch (final RecordProblem e) {
            return ComparedCandidate.failed(algorithm.getValue(), name, secondsSince(start), e.getMessage());
        }
    }

    /** Null when there are no two labels, or too many. */
    private Double agreement(final TrainingVectors vectors, final Clustering clustering, final FlowFileVectors pass) {
        final Assignment assignment = vectors.assignment(clustering, new VectorReader(pass.embeddingField(), clustering.centroids().dimension()));
        final CategoryColumn column = CategoryColumn.ofLabels(labelField);
        final IntStream.Builder builder = IntStream.builder();
        final int noise = clustering.sizes().length;
        pass.forEach((record, index, vector) -> {
            final Nearest nearest = assignment.next(record, index);
            if (nearest != null) {
                column.add(record);
                builder.add(nearest.isNoise() ? noise : nearest.segment());
            }
        });
        final int[] segments = builder.build().toArray();
        final int[] labels = column.numbers();
        final int[] labelled = IntStream.range(0, labels.length).filter(row -> labels[row] >= 0).toArray();
        final int distinct = 1 + IntStream.of(labels).max().orElse(-1);
        if (distinct < 2 || column.problem() != null) {
            return null;
        }
        return PairAgreement.adjustedRandIndex(IntStream.of(labelled).map(row -> segments[row]).toArray(), noise + 1, IntStream.of(labelled).map(row -> labels[row]).toArray(), distinct);
    }

    private static double secondsSince(final long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
