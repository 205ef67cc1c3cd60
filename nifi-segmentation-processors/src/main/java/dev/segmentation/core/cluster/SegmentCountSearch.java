// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.PairAgreement;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.SampleSilhouette;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses the number of segments by evidence: for numbers on a geometric grid, then for those around the best, k-means of the rows and of bootstrap resamples,
 * each going on from its own centroids of the number before. What counts is how well the segments are separated (silhouette) and how surely other
 * data of the same kind would give them again (stability). All rows are packed once, and the distances of the silhouette sample are computed once.
 * The same table, options and seed give the same bytes for any number of threads.
 *
 * @see <a href="https://doi.org/10.1162/neco.2004.16.6.1299">Lange, Roth, Braun, Buhmann: Stability-based validation of clustering solutions, 2004</a>
 * @see <a href="https://doi.org/10.1109/ICDM.2006.94">Hruschka, Campello, de Castro: Evolving clusters in gene-expression data, 2006</a> for the simplified silhouette
 */
public final class SegmentCountSearch {

    private static final String STAGE = "numbers of segments";
    private static final double GROWTH = 1.25;
    /** Numbers tried between the best one of the grid and either neighbour, together. */
    private static final int REFINEMENTS = 6;
    private static final int SHORT_ITERATIONS = 4;
    private static final long SAMPLE_STREAM = -2;
    private static final long SILHOUETTE_STREAM = -3;
    private static final long RESAMPLE_STREAM = -4;
    private static final long FIT_STREAM = 1;

    private final SegmentCountOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public SegmentCountSearch(final SegmentCountOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes needed at most during {@link #search}, the table not included
     */
    public static long bytes(final long rows, final int dimension, final SegmentCountOptions options) {
        final long sample = Math.min(rows, options.sampleRows());
        final int fits = options.resamples() + 1;
        final int valuesPerRow = 6 * fits + 12;
        final long centroids = Arrays.stream(grid(options.minimum(), options.maximum())).asLongStream().sum() + REFINEMENTS * (long) options.maximum();
        return VectorTable.bytes(sample, dimension) + PackedVectors.bytes(sample, dimension) + sample * valuesPerRow * Float.BYTES
                + fits * centroids * dimension * Float.BYTES + SampleSilhouette.bytes(Math.min(sample, options.silhouetteRows()), dimension);
    }

    /**
     * @return floating-point operations on every row that is looked at, about
     */
    static double operationsPerRow(final int dimension, final SegmentCountOptions options) {
        double scored = 0;
        for (final int k : grid(options.minimum(), options.maximum())) {
            scored += passes(k, options) * k;
        }
        scored += REFINEMENTS * passes(options.maximum(), options) * options.maximum();
        return 2 * scored * dimension * (options.resamples() + 1);
    }

    /** Comparisons of all rows with all centroids: the starts with their seeding, and what follows. */
    private static double passes(final int clusters, final SegmentCountOptions options) {
        return (WeightedKMeans.newStarts(clusters) + 1) * (WeightedKMeans.trials(clusters) + SHORT_ITERATIONS) + options.iterations();
    }

    /**
     * @param table n x d finite values, n at least 1
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public SegmentCountCurve search(final VectorTable table) {
        final VectorTable sample = sample(table);
        final int different = differentRows(sample, options.maximum());
        if (different < options.minimum()) {
            return new SegmentCountCurve(SegmentCountCurve.SILHOUETTE_AND_STABILITY, List.of(), sample.size(), different, false, "There are only " + different + " different rows.");
        }
        final int most = Math.min(options.maximum(), different);
        final Trials trials = new Trials(sample, most);
        final int[] grid = grid(options.minimum(), most);
        final TreeMap<Integer, SegmentCountPoint> points = new TreeMap<>();
        for (int i = 0; i < grid.length; i++) {
            monitor.progress(STAGE, i, grid.length + REFINEMENTS);
            points.put(grid[i], trials.point(grid[i], i == 0 ? 0 : grid[i - 1]));
        }
        final SegmentCountRule rule = new SegmentCountRule(options.minimumShare());
        final int coarse = rule.choose(List.copyOf(points.values()), sample.size()).chosen();
        final int[] between = between(grid, coarse);
        for (int i = 0; i < between.length; i++) {
            monitor.progress(STAGE, grid.length + i, grid.length + between.length);
            points.put(between[i], trials.point(between[i], points.lowerKey(between[i])));
        }
        return rule.choose(List.copyOf(points.values()), sample.size());
    }

    private VectorTable sample(final VectorTable table) {
        final double affordable = options.maximumOperations() / operationsPerRow(table.dimension(), options);
        final int rows = (int) Math.max(2, Math.min(options.sampleRows(), affordable));
        if (table.size() <= rows) {
            return table;
        }
        return Members.table(table, new RandomStream(options.seed(), SAMPLE_STREAM).sample(table.size(), rows));
    }

    private static int differentRows(final VectorTable table, final int enough) {
        final Set<ByteBuffer> different = new HashSet<>();
        for (int row = 0; row < table.size() && different.size() < enough; row++) {
            different.add(key(table.row(row)));
        }
        return different.size();
    }

    /**
     * @return what equal rows have in common, and no others
     */
    static ByteBuffer key(final float[] row) {
        final ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        final FloatBuffer values = bytes.asFloatBuffer();
        for (final float value : row) {
            // Adding 0 makes one zero of two.
            values.put(value + 0f);
        }
        return bytes;
    }

    /** Each number is about 1.25 times the one before; ends included. */
    static int[] grid(final int minimum, final int maximum) {
        final List<Integer> grid = new ArrayList<>();
        for (int k = minimum; k < maximum; k = Math.max(k + 1, (int) Math.round(k * GROWTH))) {
            grid.add(k);
        }
        grid.add(maximum);
        return grid.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Numbers strictly between the neighbours of one of the grid's, without that one, evenly spread. */
    static int[] between(final int[] grid, final int chosen) {
        final int place = Arrays.binarySearch(grid, chosen);
        final int from = grid[Math.max(0, place - 1)];
        final int to = grid[Math.min(grid.length - 1, place + 1)];
        final int[] all = IntStream.range(from + 1, to).filter(k -> k != chosen).toArray();
        final int wanted = Math.min(REFINEMENTS, all.length);
        return IntStream.range(0, wanted).map(i -> all[(int) ((2L * i + 1) * all.length / (2L * wanted))]).toArray();
    }

    /** The fits of the rows and of the resamples. */
    private final class Trials {

        private final VectorTable rows;
        private final WeightedKMeans kMeans;
        private final SampleSilhouette silhouette;
        private final int[][] weights;
        private final Map<Integer, float[][][]> centroids = new HashMap<>();

        private Trials(final VectorTable rows, final int most) {
            this.rows = rows;
            kMeans = new WeightedKMeans(rows, PackedVectors.of(rows, workers, monitor), most, workers, monitor);
            final int silhouettes = Math.min(rows.size(), options.silhouetteRows());
            silhouette = SampleSilhouette.of(rows, new RandomStream(options.seed(), SILHOUETTE_STREAM).sample(rows.size(), silhouettes), workers, monitor);
            weights = new int[options.resamples() + 1][rows.size()];
            Arrays.fill(weights[0], 1);
            final RandomStream random = new RandomStream(options.seed(), RESAMPLE_STREAM);
            for (int fit = 1; fit < weights.length; fit++) {
                for (int i = 0; i < rows.size(); i++) {
                    weights[fit][(int) random.nextLong(rows.size())]++;
                }
            }
        }

        /**
         * @param before a smaller number that was tried, or 0
         */
        private SegmentCountPoint point(final int segments, final int before) {
            final WeightedKMeans.Fit[] fits = new WeightedKMeans.Fit[weights.length];
            for (int fit = 0; fit < fits.length; fit++) {
                final RandomStream random = new RandomStream(options.seed(), FIT_STREAM + (long) segments * weights.length + fit);
                final float[][] start = before == 0 ? new float[0][] : centroids.get(before)[fit];
                fits[fit] = kMeans.fit(start, segments, weights[fit], SHORT_ITERATIONS, options.iterations(), random);
            }
            centroids.put(segments, Arrays.stream(fits).map(WeightedKMeans.Fit::centroids).toArray(float[][][]::new));
            return measure(segments, fits);
        }

        private SegmentCountPoint measure(final int segments, final WeightedKMeans.Fit[] fits) {
            final int resamples = fits.length - 1;
            final double[][] agreement = new double[resamples][resamples];
            final double[] silhouettes = new double[resamples];
            for (int i = 0; i < resamples; i++) {
                silhouettes[i] = silhouette.mean(fits[i + 1].labels(), segments);
                for (int j = 0; j < i; j++) {
                    agreement[i][j] = PairAgreement.adjustedRandIndex(fits[i + 1].labels(), segments, fits[j + 1].labels(), segments);
                    agreement[j][i] = agreement[i][j];
                }
            }
            final ResampleMean stability = ResampleMean.of(agreement);
            final ResampleMean score = ResampleMean.of(products(agreement, silhouettes));
            final int[] labels = fits[0].labels();
            final double smallest = Arrays.stream(Members.counts(labels, segments)).min().orElseThrow();
            // Of two rows only: the silhouette proper shares the distances that are already there.
            final SegmentationQuality quality = ScoredSegmentation.of(rows, SegmentLabels.of(labels), new QualityOptions(2, options.seed()), workers, monitor).quality();
            return new SegmentCountPoint(segments, fits[0].simplifiedSilhouette(), silhouette.mean(labels, segments), Arrays.stream(silhouettes).average().orElseThrow(),
                    stability.mean(), stability.error(), score.mean(), score.error(), smallest / rows.size(),
                    quality.segments().stream().mapToDouble(SegmentQuality::inertia).sum(), quality.calinskiHarabasz(), quality.daviesBouldin());
        }

        /** For every pair the agreement times the mean of both silhouettes. */
        private static double[][] products(final double[][] agreement, final double[] silhouettes) {
            final double[][] products = new double[silhouettes.length][silhouettes.length];
            for (int i = 0; i < silhouettes.length; i++) {
                for (int j = 0; j < silhouettes.length; j++) {
                    products[i][j] = agreement[i][j] * (silhouettes[i] + silhouettes[j]) / 2;
                }
            }
            return products;
        }
    }
}
