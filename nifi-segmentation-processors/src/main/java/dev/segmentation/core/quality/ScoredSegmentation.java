// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Internal quality of a segmentation: silhouette, Calinski-Harabasz, Davies-Bouldin.
 *
 * <p>T. Calinski and J. Harabasz, "A dendrite method for cluster analysis", Communications in Statistics 3 (1974), p. 1-27; David L. Davies and
 * Donald W. Bouldin, "A cluster separation measure", IEEE Transactions on Pattern Analysis and Machine Intelligence 1 (1979), p. 224-227; for the
 * silhouette see {@link SilhouettePass}. Values agree with scikit-learn's {@code silhouette_score}, {@code calinski_harabasz_score} and
 * {@code davies_bouldin_score}, except that a score without meaning is null here: Calinski-Harabasz of segments without any spread (1 there),
 * Davies-Bouldin of two segments with one mean (0 there), cosine silhouette with zero vectors (distance 1 there).</p>
 *
 * @param quality the scores
 * @param silhouetteScores the silhouettes in all and of each row
 * @param indices those that follow from the segments' means
 */
public record ScoredSegmentation(SegmentationQuality quality, SilhouetteScores silhouetteScores, CentroidIndices indices) {

    /** @return the silhouette of each row */
    public Silhouettes silhouettes() {
        return silhouetteScores.silhouettes();
    }

    /**
     * Scores a segmentation.
     *
     * @param table n x d, finite numbers
     * @param labels of the n rows
     * @param options sample size and seed
     * @param workers threads: their number does not change any bit of the result
     * @param monitor asked for cancellation, also from the workers' threads
     * @return the scores, in O(s^2 d + n d + k^2 d) for a silhouette sample of s rows
     * @throws IllegalArgumentException when table and labels differ in rows
     */
    public static ScoredSegmentation of(final VectorTable table, final SegmentLabels labels, final QualityOptions options, final Workers workers,
            final TrainingMonitor monitor) {
        if (table.size() != labels.rows()) {
            throw new IllegalArgumentException(table.size() + " vectors, but " + labels.rows() + " labels");
        }

        final List<String> notes = new ArrayList<>();
        final int[] sample = sample(labels, options);
        final SilhouetteScores scores = SilhouetteScores.of(table, labels, sample, options.seed(), workers, monitor);
        final Silhouettes silhouettes = scores.silhouettes();
        scores.addNotes(notes);
        final Dispersion dispersion = Dispersion.of(table, labels, Geometry.EUCLIDEAN, monitor);
        final CentroidIndices indices = CentroidIndices.of(dispersion, labels);
        final Double calinskiHarabasz = indices.calinskiHarabasz().value();
        final Double daviesBouldin = indices.daviesBouldin().value();
        indices.addNotes(notes);

        final Double[] cosine = segmentMeans(labels, sample, silhouettes::cosine);
        final Double[] euclidean = segmentMeans(labels, sample, silhouettes::euclidean);
        final List<SegmentQuality> segments = new ArrayList<>();
        final double within = Arrays.stream(dispersion.inertia()).sum();
        for (int segment = 0; segment < labels.segments(); segment++) {
            final Double part = calinskiHarabasz == null ? null : CentroidIndices.calinskiHarabasz(dispersion.between()[segment], within, labels);
            final Double ratio = daviesBouldin == null ? null : dispersion.worstRatio()[segment];
            segments.add(new SegmentQuality(labels.id(segment), labels.size(segment), (double) labels.size(segment) / labels.scored(),
                    cosine[segment], euclidean[segment], part, ratio, dispersion.inertia()[segment], dispersion.meanDistance()[segment]));
        }
        final SegmentationQuality quality = new SegmentationQuality(labels.scored(), sample.length, scores.cosine().value(),
                scores.euclidean().value(), calinskiHarabasz, daviesBouldin, notes, segments);
        return new ScoredSegmentation(quality, scores, indices);
    }

    /**
     * For vectors whose direction means nothing.
     *
     * @param reason why there are no silhouettes by cosine, in words, without any customer data
     * @return the same scores without those by cosine
     */
    public ScoredSegmentation withoutCosine(final String reason) {
        final SilhouetteScores byDistance = silhouetteScores.withoutCosine(reason);
        final List<String> notes = new ArrayList<>();
        byDistance.addNotes(notes);
        indices.addNotes(notes);
        final List<SegmentQuality> segments = quality.segments().stream().map(SegmentQuality::withoutCosine).toList();
        return new ScoredSegmentation(new SegmentationQuality(quality.rows(), quality.silhouetteRows(), null, quality.silhouetteEuclidean(), quality.calinskiHarabasz(),
                quality.daviesBouldin(), notes, segments), byDistance, indices);
    }

    /**
     * Leaves out segments in which somebody could be recognised.
     *
     * @param minimum smallest number of rows that a segment is shown with
     * @return the same scores without those of smaller segments; without silhouettes too when no segment is left
     */
    public ScoredSegmentation withoutSmallSegments(final int minimum) {
        final List<SegmentQuality> large = quality.segments().stream().filter(segment -> segment.size() >= minimum).toList();
        if (large.size() == quality.segments().size()) {
            return this;
        }
        final List<String> notes = new ArrayList<>(quality.notes());
        notes.add("segments with fewer than " + minimum + " members are not shown: " + (quality.segments().size() - large.size()));
        final SegmentationQuality shown = new SegmentationQuality(quality.rows(), quality.silhouetteRows(), large.isEmpty() ? null : quality.silhouetteCosine(),
                large.isEmpty() ? null : quality.silhouetteEuclidean(), quality.calinskiHarabasz(), quality.daviesBouldin(), notes, large);
        return new ScoredSegmentation(shown, silhouetteScores, indices);
    }

    /** A uniform sample of the rows that have a segment, ordered by segment: all of them when they are few enough. */
    private static int[] sample(final SegmentLabels labels, final QualityOptions options) {
        final int[] rows = labels.rowsBySegment();
        if (rows.length <= options.silhouetteSampleSize()) {
            return rows;
        }

        final SplittableRandom random = new SplittableRandom(options.seed());
        final int[] sample = new int[options.silhouetteSampleSize()];
        int taken = 0;
        for (int i = 0; taken < sample.length; i++) {
            if (random.nextInt(rows.length - i) < sample.length - taken) {
                sample[taken++] = rows[i];
            }
        }
        return sample;
    }

    private static Double[] segmentMeans(final SegmentLabels labels, final int[] sample, final IntFunction<Double> values) {
        final Double[] means = new Double[labels.segments()];
        int from = 0;
        for (int to = 1; to <= sample.length; to++) {
            if (to == sample.length || labels.segment(sample[to]) != labels.segment(sample[from])) {
                means[labels.segment(sample[from])] = SilhouetteScores.mean(Arrays.copyOfRange(sample, from, to), values);
                from = to;
            }
        }
        return means;
    }
}
