// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows that show what a segment is about, and rows at its border.
 *
 * <p>Typical rows have a small angle to the segment's mean. Among the closest, those are taken that differ from one another, by maximal marginal
 * relevance: Jaime Carbonell and Jade Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries", SIGIR 1998,
 * p. 335-336. Where directions mean nothing, the distance takes the place of the angle. Borderline rows are about as close to another segment's mean as to their own.</p>
 *
 * @param typical rows, the most typical first
 * @param borderline rows, the one nearest to the border first, with the other segment
 */
public record Exemplars(List<Integer> typical, List<Borderline> borderline) {

    /** Weight of being typical against being different. */
    private static final double RELEVANCE = 0.5;
    private static final int CANDIDATES = 40;
    private static final int ROWS_PER_CHECK = 4096;

    /**
     * A row at the border.
     *
     * @param row of the table
     * @param other id of the segment on the other side
     */
    public record Borderline(int row, int other) {
    }

    private record Candidate(int row, double relevance, int other) {
    }

    /**
     * @param table n x d
     * @param labels of the n rows
     * @param geometry cosine to compare by angle, euclidean by distance
     * @param typical largest number of typical rows
     * @param borderline largest number of borderline rows
     * @param monitor asked for cancellation
     * @return by segment id; segments without a direction of their mean have no typical rows, a single segment has no borderline rows; O(n k d)
     */
    public static Map<Integer, Exemplars> of(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final int typical, final int borderline,
            final TrainingMonitor monitor) {
        final double[][] means = means(table, labels, geometry);
        final Map<Integer, Exemplars> exemplars = new TreeMap<>();
        final int[] rows = labels.rowsBySegment();
        int from = 0;
        for (int segment = 0; segment < labels.segments(); segment++) {
            final int to = from + labels.size(segment);
            final List<Candidate> near = new ArrayList<>();
            final List<Candidate> border = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (i % ROWS_PER_CHECK == 0) {
                    monitor.checkCancelled();
                }
                final double[] similarities = similarities(table.row(rows[i]), means, geometry);
                final int other = bestOther(similarities, segment);
                near.add(new Candidate(rows[i], similarities[segment], -1));
                if (other >= 0) {
                    border.add(new Candidate(rows[i], -Math.abs(similarities[other] - similarities[segment]), labels.id(other)));
                }
            }
            exemplars.put(labels.id(segment), new Exemplars(diverse(table, best(near), geometry, typical), best(border).stream()
                    .filter(candidate -> !Double.isNaN(candidate.relevance()))
                    .limit(borderline)
                    .map(candidate -> new Borderline(candidate.row(), candidate.other()))
                    .toList()));
            from = to;
        }
        return exemplars;
    }

    /** By cosine the means of the rows at length 1, at length 1; NaN for a mean without direction. */
    private static double[][] means(final VectorTable table, final SegmentLabels labels, final Geometry geometry) {
        final double[][] means = new double[labels.segments()][table.dimension()];
        for (int row = 0; row < labels.rows(); row++) {
            if (labels.segment(row) >= 0) {
                final float[] vector = table.row(row);
                final double length = geometry == Geometry.COSINE ? Math.sqrt(dot(vector, vector)) : labels.size(labels.segment(row));
                for (int t = 0; t < vector.length && length > 0; t++) {
                    means[labels.segment(row)][t] += vector[t] / length;
                }
            }
        }
        for (final double[] mean : geometry == Geometry.COSINE ? means : new double[0][]) {
            final double length = Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
            for (int t = 0; t < mean.length; t++) {
                mean[t] /= length;
            }
        }
        return means;
    }

    private static double[] similarities(final float[] row, final double[][] means, final Geometry geometry) {
        final double length = Math.sqrt(dot(row, row));
        final double[] similarities = new double[means.length];
        for (int segment = 0; segment < similarities.length; segment++) {
            double sum = 0;
            for (int t = 0; t < row.length; t++) {
                sum += geometry == Geometry.COSINE ? row[t] * means[segment][t] : (row[t] - means[segment][t]) * (row[t] - means[segment][t]);
            }
            similarities[segment] = geometry == Geometry.COSINE ? sum / length : -Math.sqrt(sum);
        }
        return similarities;
    }

    private static int bestOther(final double[] similarities, final int own) {
        int best = -1;
        for (int segment = 0; segment < similarities.length; segment++) {
            if (segment != own && !Double.isNaN(similarities[segment]) && (best < 0 || similarities[segment] > similarities[best])) {
                best = segment;
            }
        }
        return best;
    }

    private static List<Candidate> best(final List<Candidate> candidates) {
        return candidates.stream().sorted(Comparator.comparingDouble(Candidate::relevance).reversed().thenComparingInt(Candidate::row)).toList();
    }

    private static List<Integer> diverse(final VectorTable table, final List<Candidate> byRelevance, final Geometry geometry, final int wanted) {
        final List<Candidate> left = new ArrayList<>(byRelevance.stream().filter(candidate -> !Double.isNaN(candidate.relevance())).limit(CANDIDATES).toList());
        final List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < wanted && !left.isEmpty()) {
            Candidate best = null;
            double highest = Double.NEGATIVE_INFINITY;
            for (final Candidate candidate : left) {
                double closest = chosen.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
                for (final int row : chosen) {
                    closest = Math.max(closest, similarity(table.row(candidate.row()), table.row(row), geometry));
                }
                final double value = RELEVANCE * candidate.relevance() - (1 - RELEVANCE) * closest;
                if (value > highest) {
                    highest = value;
                    best = candidate;
                }
            }
            chosen.add(best.row());
            left.remove(best);
        }
        return chosen;
    }

    private static double similarity(final float[] a, final float[] b, final Geometry geometry) {
        return geometry == Geometry.COSINE ? dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) : -Math.sqrt(Math.max(0, dot(a, a) - 2 * dot(a, b) + dot(b, b)));
    }

    private static double dot(final float[] a, final float[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (double) a[t] * b[t];
        }
        return sum;
    }
}
