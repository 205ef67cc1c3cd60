// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.PairAgreement;
import dev.segmentation.core.quality.Score;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.Stability;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How stable given segments are: bootstrap resamples of the rows are clustered anew by k-means into as many clusters as there are segments, and compared with the
 * segments on the rows that were drawn. In all by the adjusted Rand index; per segment by the Jaccard coefficient with the most similar cluster, as
 * clusterboot does. Segments that another method found are measured by k-means too: a low value then also says that k-means does not find them.
 *
 * @see <a href="https://doi.org/10.1016/j.csda.2006.11.025">Hennig: Cluster-wise assessment of cluster stability, 2007</a>
 */
public final class BootstrapStability {

    /** Rows that resamples are drawn from at most. */
    public static final int MOST_ROWS = 10_000;

    /** With more segments than this the samples are too thin, and the tables of pairs too large. */
    static final int MOST_SEGMENTS = 1000;

    private static final String STAGE = "stability";
    private static final int SHORT_ITERATIONS = 4;
    private static final int ITERATIONS = 30;
    private static final long SAMPLE_STREAM = -5;
    private static final long RESAMPLE_STREAM = 1;

    private final VectorTable rows;
    private final int[] segments;
    private final SegmentLabels labels;
    private final WeightedKMeans kMeans;
    private final int clusters;

    private BootstrapStability(final VectorTable rows, final int[] segments, final SegmentLabels labels, final Workers workers, final TrainingMonitor monitor) {
        this.rows = rows;
        this.segments = segments;
        this.labels = labels;
        clusters = (int) Arrays.stream(segments).distinct().count();
        kMeans = new WeightedKMeans(rows, PackedVectors.of(rows, workers, monitor), clusters, workers, monitor);
    }

    /**
     * @param table n x d finite values
     * @param labels of the n rows
     * @param resamples 0 for none, which gives an undefined score
     * @param workers threads: their number does not change any bit of the result
     * @return the stability, in O(resamples k d min(n, {@value #MOST_ROWS}))
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static Stability of(final VectorTable table, final SegmentLabels labels, final int resamples, final long seed, final Workers workers, final TrainingMonitor monitor) {
        if (resamples == 0) {
            return Stability.undefined(labels.segments(), "it was not asked for");
        }
        if (labels.segments() > MOST_SEGMENTS) {
            return Stability.undefined(labels.segments(), "there are more than " + MOST_SEGMENTS + " segments");
        }
        final int[] all = labels.rowsBySegment();
        final int[] chosen = Arrays.stream(new RandomStream(seed, SAMPLE_STREAM).sample(all.length, Math.min(all.length, MOST_ROWS))).map(i -> all[i]).toArray();
        final int[] segments = Arrays.stream(chosen).map(labels::segment).toArray();
        if (Arrays.stream(segments).distinct().count() < 2) {
            return Stability.undefined(labels.segments(), chosen.length == 0 ? "no record has both a vector and a segment" : "there is only one segment, so nothing to compare it with");
        }
        return new BootstrapStability(Members.table(table, chosen), segments, labels, workers, monitor).measure(resamples, seed, monitor);
    }

    private Stability measure(final int resamples, final long seed, final TrainingMonitor monitor) {
        final double[] agreements = new double[resamples];
        final double[] sums = new double[labels.segments()];
        final int[] counts = new int[labels.segments()];
        for (int resample = 0; resample < resamples; resample++) {
            monitor.progress(STAGE, resample, resamples);
            final RandomStream random = new RandomStream(seed, RESAMPLE_STREAM + resample);
            final int[] weights = new int[rows.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[(int) random.nextLong(weights.length)]++;
            }
            final int[] found = kMeans.fit(new float[0][], clusters, weights, SHORT_ITERATIONS, ITERATIONS, random).labels();
            final int[] drawn = IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
            final int[] before = Arrays.stream(drawn).map(i -> segments[i]).toArray();
            final int[] after = Arrays.stream(drawn).map(i -> found[i]).toArray();
            agreements[resample] = PairAgreement.adjustedRandIndex(before, labels.segments(), after, clusters);
            addJaccard(before, after, sums, counts);
        }
        final double mean = Arrays.stream(agreements).average().orElseThrow();
        final double squares = Arrays.stream(agreements).map(each -> (each - mean) * (each - mean)).sum();
        final List<Double> bySegment = new ArrayList<>();
        for (int segment = 0; segment < sums.length; segment++) {
            bySegment.add(counts[segment] == 0 ? null : (Double) (sums[segment] / counts[segment]));
        }
        return new Stability(resamples, rows.size(), Score.of(mean), resamples < 2 ? null : (Double) Math.sqrt(squares / (resamples - 1)), bySegment);
    }

    private void addJaccard(final int[] before, final int[] after, final double[] sums, final int[] counts) {
        final int[][] both = new int[labels.segments()][clusters];
        for (int i = 0; i < before.length; i++) {
            both[before[i]][after[i]]++;
        }
        final int[] clusterSizes = Members.counts(after, clusters);
        final int[] segmentSizes = Members.counts(before, both.length);
        for (int segment = 0; segment < both.length; segment++) {
            if (segmentSizes[segment] > 0) {
                double best = 0;
                for (int cluster = 0; cluster < clusters; cluster++) {
                    best = Math.max(best, (double) both[segment][cluster] / (segmentSizes[segment] + clusterSizes[cluster] - both[segment][cluster]));
                }
                sums[segment] += best;
                counts[segment]++;
            }
        }
    }
}
