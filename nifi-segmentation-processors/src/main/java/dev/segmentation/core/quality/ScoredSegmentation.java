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
 * @param silhouettes the silhouette of each row
 */
public record ScoredSegmentation(SegmentationQuality quality, Silhouettes silhouettes) {

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
        final Silhouettes silhouettes = silhouettes(table, labels, sample, workers, monitor, notes);
        final Dispersion dispersion = Dispersion.of(table, labels, monitor);
        final Double calinskiHarabasz = calinskiHarabasz(dispersion, labels, notes);
        final Double daviesBouldin = daviesBouldin(dispersion, labels, notes);

        final Double[] cosine = segmentMeans(labels, sample, silhouettes::cosine);
        final Double[] euclidean = segmentMeans(labels, sample, silhouettes::euclidean);
        final List<SegmentQuality> segments = new ArrayList<>();
        final double within = Arrays.stream(dispersion.inertia()).sum();
        for (int segment = 0; segment < labels.segments(); segment++) {
            final Double part = calinskiHarabasz == null ? null : calinskiHarabasz(dispersion.between()[segment], within, labels);
            final Double ratio = daviesBouldin == null ? null : dispersion.worstRatio()[segment];
            segments.add(new SegmentQuality(labels.id(segment), labels.size(segment), (double) labels.size(segment) / labels.scored(),
                    cosine[segment], euclidean[segment], part, ratio, dispersion.inertia()[segment], dispersion.meanDistance()[segment]));
        }
        final SegmentationQuality quality = new SegmentationQuality(labels.scored(), sample.length, mean(sample, silhouettes::cosine),
                mean(sample, silhouettes::euclidean), calinskiHarabasz, daviesBouldin, notes, segments);
        return new ScoredSegmentation(quality, silhouettes);
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

    private static Silhouettes silhouettes(final VectorTable table, final SegmentLabels labels, final int[] sample, final Workers workers,
            final TrainingMonitor monitor, final List<String> notes) {
        final long segments = Arrays.stream(sample).map(labels::segment).distinct().count();
        if (sample.length == 0) {
            notes.add("no record has both a vector and a segment");
            return new Silhouettes(labels.rows());
        }
        if (segments == 1) {
            notes.add("there is only one segment, so nothing to compare it with");
            return new Silhouettes(labels.rows());
        }
        if (segments == sample.length) {
            notes.add("no segment has more than one member");
            return new Silhouettes(labels.rows());
        }

        final SilhouettePass pass = new SilhouettePass(table, labels, sample);
        if (pass.zeroVectors() > 0) {
            notes.add("silhouette_cosine: zero vectors (" + pass.zeroVectors() + ") have no direction");
        }
        return pass.run(workers, monitor);
    }

    private static Double calinskiHarabasz(final Dispersion dispersion, final SegmentLabels labels, final List<String> notes) {
        if (labels.segments() < 2 || labels.segments() == labels.scored()) {
            return null;
        }
        final double within = Arrays.stream(dispersion.inertia()).sum();
        if (within == 0) {
            notes.add("calinski_harabasz: the members of each segment are all equal, the index is infinite");
            return null;
        }
        return calinskiHarabasz(Arrays.stream(dispersion.between()).sum(), within, labels);
    }

    private static double calinskiHarabasz(final double between, final double within, final SegmentLabels labels) {
        final int segments = labels.segments();
        return between / (segments - 1) / (within / (labels.scored() - segments));
    }

    private static Double daviesBouldin(final Dispersion dispersion, final SegmentLabels labels, final List<String> notes) {
        if (labels.segments() < 2 || labels.segments() == labels.scored()) {
            return null;
        }
        final double mean = Arrays.stream(dispersion.worstRatio()).average().orElseThrow();
        if (Double.isInfinite(mean)) {
            notes.add("davies_bouldin: two segments have the same mean, the index is infinite");
            return null;
        }
        return mean;
    }

    private static Double mean(final int[] rows, final IntFunction<Double> values) {
        double sum = 0;
        int count = 0;
        for (final int row : rows) {
            final Double value = values.apply(row);
            if (value != null) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? null : Double.valueOf(sum / count);
    }

    private static Double[] segmentMeans(final SegmentLabels labels, final int[] sample, final IntFunction<Double> values) {
        final Double[] means = new Double[labels.segments()];
        int from = 0;
        for (int to = 1; to <= sample.length; to++) {
            if (to == sample.length || labels.segment(sample[to]) != labels.segment(sample[from])) {
                means[labels.segment(sample[from])] = mean(Arrays.copyOfRange(sample, from, to), values);
                from = to;
            }
        }
        return means;
    }
}
