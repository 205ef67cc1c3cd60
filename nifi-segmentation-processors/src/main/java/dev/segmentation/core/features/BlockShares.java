// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.vector.VectorTable;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What part each block has in how rows differ: in their variance, which the weights set, and in the variance between segments, which tells by what the segments were made.
 *
 * @param variance share of each block in the variance of all rows; they add up to 1, or are all 0 when all rows are alike
 * @param separation share of each block in the variance of the segments' centroids, by their sizes; they add up to 1, or are all 0 with one segment
 */
public record BlockShares(Map<FeatureBlock, Double> variance, Map<FeatureBlock, Double> separation) {

    private static final int ROWS_PER_CHECK = 4096;

    /**
     * O(n d), in the order of the rows.
     *
     * @param table n x dimension, made by the pipeline
     * @param clustering of the table
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static BlockShares of(final FeaturePipeline pipeline, final VectorTable table, final Clustering clustering, final TrainingMonitor monitor) {
        final double[] means = new double[table.dimension()];
        final float[] row = new float[table.dimension()];
        for (int i = 0; i < table.size(); i++) {
            table.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                means[j] += row[j] / (double) table.size();
            }
        }
        final double[] variances = new double[table.dimension()];
        for (int i = 0; i < table.size(); i++) {
            if (i % ROWS_PER_CHECK == 0) {
                monitor.checkCancelled();
            }
            table.copyRow(i, row, 0);
            addSquares(row, means, 1, variances);
        }
        return new BlockShares(shares(pipeline, variances), shares(pipeline, between(clustering)));
    }

    /**
     * @param shares 0..1
     * @return for example {@code text 0.48, numeric 0.52}
     */
    public static String summary(final Map<FeatureBlock, Double> shares) {
        return shares.entrySet().stream().map(share -> share.getKey().key() + String.format(Locale.ROOT, " %.2f", share.getValue())).collect(Collectors.joining(", "));
    }

    private static double[] between(final Clustering clustering) {
        final Centroids centroids = clustering.centroids();
        final float[][] rows = centroids.toArray();
        final double[] means = new double[centroids.dimension()];
        double members = 0;
        for (final int size : clustering.sizes()) {
            members += size;
        }
        for (int s = 0; s < rows.length; s++) {
            for (int j = 0; j < means.length; j++) {
                means[j] += rows[s][j] * (clustering.sizes()[s] / members);
            }
        }
        final double[] variances = new double[means.length];
        for (int s = 0; s < rows.length; s++) {
            addSquares(rows[s], means, clustering.sizes()[s], variances);
        }
        return variances;
    }

    private static void addSquares(final float[] row, final double[] means, final double weight, final double[] sums) {
        for (int j = 0; j < row.length; j++) {
            final double difference = row[j] - means[j];
            sums[j] += weight * difference * difference;
        }
    }

    private static Map<FeatureBlock, Double> shares(final FeaturePipeline pipeline, final double[] variances) {
        final Map<FeatureBlock, Double> sums = new EnumMap<>(FeatureBlock.class);
        double all = 0;
        for (final FeaturePipeline.Range range : pipeline.blocks()) {
            double sum = 0;
            for (int j = range.from(); j < range.to(); j++) {
                sum += variances[j];
            }
            sums.put(range.block(), sum);
            all += sum;
        }
        final double total = all;
        sums.replaceAll((block, sum) -> total == 0 ? 0 : sum / total);
        return sums;
    }
}
