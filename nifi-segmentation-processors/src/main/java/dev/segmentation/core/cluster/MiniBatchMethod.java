// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link MiniBatchKMeans} as one method among others.
 *
 * @param options of the algorithm
 * @param start first centroids, or null for seeds
 */
public record MiniBatchMethod(MiniBatchOptions options, Centroids start) implements ClusteringMethod {

    /** From seeds. */
    public MiniBatchMethod(final MiniBatchOptions options) {
        this(options, null);
    }

    @Override
    public String algorithm() {
        return "mini-batch-k-means";
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segments", options.segments());
        values.put("restarts", options.starts());
        values.put("maximum_iterations", options.maximumPasses());
        values.put("batch_size", options.batchSize());
        values.put("patience", options.patience());
        return values;
    }

    @Override
    public int segments() {
        return options.segments();
    }

    @Override
    public ClusteringMethod withSegments(final int wanted) {
        return new MiniBatchMethod(options.withSegments(wanted));
    }

    @Override
    public ClusteringMethod startingAt(final Centroids centroids) {
        return new MiniBatchMethod(options, centroids);
    }

    @Override
    public boolean byCentroids() {
        return true;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return MiniBatchKMeans.bytes(rows, dimension, options);
    }

    @Override
    public String thriftier() {
        return "fewer segments";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return Partitioning.of(fit(table, workers, monitor));
    }

    @Override
    public Segmentation segment(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return Segmentation.of(fit(table, workers, monitor));
    }

    private Clustering fit(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        final MiniBatchKMeans algorithm = new MiniBatchKMeans(options, workers, monitor);
        return start == null ? algorithm.fit(table) : algorithm.fit(table, start.toArray());
    }
}
